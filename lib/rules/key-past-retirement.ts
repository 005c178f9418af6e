import { instantOf } from '../instant';
import { type GatewayPlugin, keyRetirements } from '../model';
import { EXAMPLE_POINT, examplePlugin } from './example-plugin';
import type { Judgement, Rule } from './rule';
import { fail, pluginSubject, unknown } from './subject';

const retiring = (retireBy: string): string =>
  examplePlugin(`jwk: { ${EXAMPLE_POINT}, alg: ES256, kid: customers-1 }`).replace(
    '    Properties:\n',
    `    Metadata:
      JwtGateway:
        Keys: [{ Kid: customers-1, RetireFrom: '2020-01-24T12:00:00Z', RetireBy: '${retireBy}' }]
    Properties:
`,
  );

export const keyPastRetirement: Rule = Object.freeze<Rule>({
  id: 'key-past-retirement',
  title: 'A JWT plug-in still has a key that should be gone by its plan.',
  why: 'No token in use was signed with it any more, so it only helps whoever gets hold of its private half.',
  remediation: 'Take the key out with jwt-gateway keys retire, synthesize and deploy.',
  severity: 'warning',
  source: 'NIST SP 800-57 part 1 section 5.3',
  grade: 'doc',
  isDated: true,
  bad: retiring('2020-01-31T12:00:00Z'),
  good: retiring('2999-01-31T12:00:00Z'),
  *check(model, context) {
    for (const plugin of model.plugins)
      for (const retirement of keyRetirements(plugin)) yield judge(plugin, retirement, context?.now);
  },
});

function judge(
  plugin: GatewayPlugin,
  { kid, retireBy }: { readonly kid: string; readonly retireBy: string },
  now: number | undefined,
): Judgement {
  const subject = { ...pluginSubject(plugin), subject: `plug-in ${plugin.id} kid ${kid}` };
  if (plugin.jwtAuth === undefined) return unknown(subject, 'its keys cannot be read');
  if (!plugin.jwtAuth.keys.some((key) => key.kid === kid)) return 'pass';
  if (now === undefined) return unknown(subject, `whether it is past ${retireBy} is not told`);
  if (now <= Date.parse(retireBy)) return 'pass';
  return fail(subject, `should be gone by ${retireBy}, and it is ${instantOf(now)}`);
}

import {
  type GatewayRoute,
  type RouteStage,
  STAGED_PARTS,
  type VariableReading,
  variablesReadBy,
} from '../model';
import { isUnknown } from '../template';
import { listed } from '../text';
import { apiFragment, deploymentFragment, fragment } from './fragment';
import type { Judgement, Rule } from './rule';
import { fail, stageSubject, unknown, wordsOf } from './subject';

const orders = (stage: string): string =>
  fragment(
    `  Shop:
    Type: ALIYUN::ApiGateway::Group
    Properties: { GroupName: shop }
`,
    apiFragment({
      inGroup: true,
      more: "      ServiceConfig: { ServiceProtocol: HTTPS, ServiceAddress: 'https://#backend#' }\n",
    }),
    deploymentFragment('RELEASE'),
    `  Variables:
    Type: ALIYUN::ApiGateway::StageConfig
    Properties: { GroupId: { Ref: Shop }, StageName: ${stage}, Variables: { backend: orders.example.com } }
`,
  );

export const stageVariableUndefined: Rule = Object.freeze<Rule>({
  id: 'stage-variable-undefined',
  title: 'A backend reads a variable that a stage does not define.',
  why: 'No request of that stage reaches the backend: a number sign cannot stand in the name of a host. Where the variable stands in a path, a VPC access or the name of a function, that the service refuses it is inferred, and this is a warning.',
  remediation:
    'Add the variable to an ALIYUN::ApiGateway::StageConfig of the group and the stage, as it is spelt: names are case-sensitive.',
  severity: 'error',
  source: 'https://www.rfc-editor.org/rfc/rfc3986#section-3.5',
  grade: 'doc',
  bad: orders('TEST'),
  good: orders('RELEASE'),
  isOfTemplates: true,
  check: ({ routes }) =>
    routes.flatMap((route) => {
      if (route.stages.length === 0) return [];
      const reading = variablesReadBy(route);
      return route.stages.map((stage) => judgeStage({ route, stage, reading }));
    }),
});

interface Read {
  readonly route: GatewayRoute;
  readonly stage: RouteStage;
  readonly reading: VariableReading;
}

function judgeStage({ reading: { unclear, uses }, route, stage }: Read): Judgement {
  if (uses.length === 0 && unclear === undefined) return 'not-applicable';
  const defined = uses.map((use) => ({ ...use, is: stage.variables.isDefined(use.name) }));
  const missing = defined.filter(({ is }) => is === false);
  const [first] = missing;
  const part = first?.part ?? unclear ?? 'address';
  const origin = route.origin.at('Properties', 'ServiceConfig', STAGED_PARTS[part]);
  const subject = { ...stageSubject(route, stage), origin };
  if (first !== undefined) {
    const message = missingWords([...new Set(missing.map(({ name }) => name))], stage);
    if (stage.maybe !== undefined) return unknown(subject, `${message}; ${stage.maybe}`);
    const isSure = missing.some((each) => each.part === 'address');
    return { ...fail(subject, message), ...(isSure ? {} : { severity: 'warning' }) };
  }
  const doubt = defined.map(({ is }) => is).find(isUnknown);
  if (doubt !== undefined) return unknown(subject, doubt.expression);
  if (unclear !== undefined)
    return unknown(subject, `${STAGED_PARTS[unclear]} has number signs that stand around no names`);
  return 'pass';
}

/** `#Host# is not defined in RELEASE, which has host` */
function missingWords(names: readonly string[], { stage, variables }: RouteStage): string {
  const folded = new Set(names.map((name) => name.toLowerCase()));
  const similar = [...new Set(variables.names)].filter((name) => folded.has(name.toLowerCase()));
  const which = similar.length === 0 ? '' : `, which has ${listed(similar)}`;
  const marked = names.map((name) => `#${name}#`);
  return `${listed(marked)} ${names.length === 1 ? 'is' : 'are'} not defined in ${wordsOf(stage)}${which}`;
}

import { accessControlRuleUnreachable } from '../../lib/rules/access-control-rule-unreachable';
import { outcomesOf } from './check-template';
import { plugin, ref, template } from './gateway-template';

type Verdict = 'ALLOW' | 'DENY' | undefined;
const ISSUER = ['issuer', "$iss = 'a'", undefined, 'DENY'] as const;

function rules(...all: (readonly [name: string, condition: string, ifTrue: Verdict, ifFalse: Verdict])[]) {
  return plugin('Rules', 'accessControl', {
    parameters: { iss: 'Token:iss', role: 'Token:role', path: 'Path' },
    rules: all.map(([name, condition, ifTrue, ifFalse]) => ({ name, condition, ifTrue, ifFalse })),
  });
}

test.each([
  {
    name: 'a rule after one that decides every request fails',
    template: template(rules(['all', "$role = 'x'", 'ALLOW', 'ALLOW'], ISSUER)),
    verdicts: [
      'fail plug-in Rules: no request comes to rule issuer: rule all, or one before it, decides each',
    ],
  },
  {
    name: 'so does one after several that decide every request together, and one after a term that is always true',
    template: template(
      rules(['x', "$role = 'x'", 'ALLOW', undefined], ['not x', "$role != 'x'", 'DENY', undefined], ISSUER),
    ),
    verdicts: [
      'fail plug-in Rules: no request comes to rule issuer: rule not x, or one before it, decides each',
    ],
  },
  {
    name: 'a rule that some request comes to passes, and so does one of which the path decides',
    template: template(
      rules(['x', "$role = 'x'", 'ALLOW', undefined], ISSUER),
      Object.fromEntries(
        Object.values(rules(['open', "$path like '/open/%'", 'ALLOW', undefined], ISSUER)).map((each) => [
          'Open',
          each,
        ]),
      ),
    ),
    verdicts: ['pass', 'pass'],
  },
  {
    name: 'rules that cannot be read are unknown',
    template: template(
      rules(['odd', '$role ~ 1', 'ALLOW', undefined], ISSUER),
      plugin('Filled', 'accessControl', ref('Data')),
      plugin('Typed', ref('Type'), {}),
    ),
    verdicts: [
      'unknown plug-in Rules: rule odd: cannot be read as a condition: character 7 has "~", which begins nothing',
      'unknown plug-in Filled: PluginData is made by Ref Data',
      'unknown plug-in Typed: PluginType is Ref Type',
    ],
  },
  { name: 'other plug-ins are not looked at', template: template(plugin('Cors', 'cors')), verdicts: [] },
])('$name', ({ template: given, verdicts }) => {
  expect(outcomesOf(accessControlRuleUnreachable, given)).toEqual(verdicts);
});

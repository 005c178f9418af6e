import { accessControlNeverDenies } from '../../lib/rules/access-control-never-denies';
import { outcomesOf } from './check-template';
import { denying, plugin, ref, template } from './gateway-template';

const rules = (...verdicts: object[]) =>
  plugin('Rules', 'accessControl', { parameters: {}, rules: verdicts });

test.each([
  {
    name: 'rules that only allow fail',
    template: template(rules({ ifTrue: 'ALLOW' }, { ifFalse: 'ALLOW' })),
    verdicts: ['fail plug-in Rules: none of its 2 rules denies'],
  },
  {
    name: 'a plug-in without rules fails',
    template: template(plugin('Rules', 'accessControl', {})),
    verdicts: ['fail plug-in Rules: none of its 0 rules denies'],
  },
  {
    name: 'one rule that denies passes, whichever way',
    template: template(denying('A', 'Token:sub'), rules({ ifTrue: 'ALLOW' }, { ifTrue: 'DENY' })),
    verdicts: ['pass', 'pass'],
  },
  {
    name: 'a rule that only allows fails where no rule after it denies',
    template: template(
      rules({ ifFalse: 'DENY' }, { name: 'editors', ifTrue: 'ALLOW' }),
      plugin('Unnamed', 'accessControl', { rules: [{ ifTrue: 'DENY' }, {}] }),
    ),
    verdicts: [
      'fail plug-in Rules: rule editors denies nobody: what it does not allow goes on, and no rule after it denies',
      'fail plug-in Unnamed: rule 2 denies nobody: what it does not allow goes on, and no rule after it denies',
    ],
  },
  {
    name: 'a rule that allows before one that denies passes',
    template: template(rules({ ifTrue: 'ALLOW' }, { ifFalse: 'DENY' })),
    verdicts: ['pass'],
  },
  {
    name: 'conditions that never hold fail where they are to deny',
    template: template(
      plugin('Never', 'accessControl', {
        parameters: { sub: 'Token:sub' },
        rules: [{ name: 'both', condition: "$sub = 'a' and $sub = 'b'", ifTrue: 'DENY' }],
      }),
      plugin('Sometimes', 'accessControl', {
        parameters: { sub: 'Token:sub' },
        rules: [{ name: 'one', condition: "$sub = 'a' or $sub = 'b'", ifTrue: 'DENY' }],
      }),
    ),
    verdicts: ['fail plug-in Never: no value of what its conditions compare is ever denied', 'pass'],
  },
  { name: 'other plug-ins are not looked at', template: template(plugin('Cors', 'cors')), verdicts: [] },
  {
    name: 'data that ROS fills in is unknown, and so are rules that are no list',
    template: template(
      plugin('A', 'accessControl', ref('Data')),
      plugin('B', 'accessControl', { rules: 'all' }),
    ),
    verdicts: [
      'unknown plug-in A: PluginData is made by Ref Data',
      'unknown plug-in B: its rules are no list',
    ],
  },
])('$name', ({ template: given, verdicts }) => {
  expect(outcomesOf(accessControlNeverDenies, given)).toEqual(verdicts);
});

import { accessControlBeyondSharedLimit } from '../../lib/rules/access-control-beyond-shared-limit';
import { outcomesOf } from './check-template';
import { plugin, ref, template } from './gateway-template';

const rules = (count: number, variables = 1) =>
  plugin('Rules', 'accessControl', {
    parameters: Object.fromEntries(Array.from({ length: variables }, (_, at) => [`v${at}`, 'Token:sub'])),
    rules: Array.from({ length: count }, (_, at) => ({
      name: `r${at}`,
      condition: `$v0 = '${at}'`,
      ifTrue: 'DENY',
    })),
  });

test.each([
  {
    name: 'a 17th rule fails, and so does a 17th variable',
    template: template(rules(17, 17)),
    verdicts: [
      'fail plug-in Rules: has 17 rules; a shared instance applies the first 16 only',
      'fail plug-in Rules: has 17 variables; a shared instance applies the first 16 only',
    ],
  },
  { name: '16 of each pass', template: template(rules(16, 16)), verdicts: ['pass', 'pass'] },
  { name: 'other plug-ins are not looked at', template: template(plugin('Cors', 'cors')), verdicts: [] },
  {
    name: 'data that ROS fills in is unknown',
    template: template(plugin('Rules', 'accessControl', ref('Data'))),
    verdicts: [
      'unknown plug-in Rules: PluginData is made by Ref Data',
      'unknown plug-in Rules: PluginData is made by Ref Data',
    ],
  },
])('$name', ({ template: given, verdicts }) => {
  expect(outcomesOf(accessControlBeyondSharedLimit, given)).toEqual(verdicts);
});

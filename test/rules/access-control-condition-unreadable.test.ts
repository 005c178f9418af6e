import { accessControlConditionUnreadable } from '../../lib/rules/access-control-condition-unreadable';
import { firstOutcomeOf, outcomesOf } from './check-template';
import { plugin, ref, template } from './gateway-template';

const rules = (...conditions: unknown[]) =>
  plugin('Rules', 'accessControl', {
    parameters: { role: 'Token:role' },
    rules: conditions.map((condition, at) => ({ name: `r${at}`, condition, ifFalse: 'DENY' })),
  });

test.each([
  {
    name: 'what is no condition fails, each by itself',
    template: template(rules('$role === editor &&', "$role = 'a'", '')),
    verdicts: [
      'fail plug-in Rules: rule r0: cannot be read as a condition: character 18 has "&", which begins nothing',
      'pass',
      'fail plug-in Rules: rule r2: cannot be read as a condition: character 1 has its end where a $variable, a text, a number, true, false or null must be',
    ],
  },
  {
    name: 'conditions that can be read pass, in either spelling of a variable',
    template: template(rules("$role = 'a' or ($role = 'b' and 1 = 1)", `\${role} <> 'a'`)),
    verdicts: ['pass', 'pass'],
  },
  {
    name: 'a rule without a text for a condition is not applicable',
    template: template(rules(undefined, 7)),
    verdicts: ['not-applicable', 'not-applicable'],
  },
  {
    name: 'what is only not documented is unknown, and so is what ROS fills in',
    template: template(
      rules("$role = 'a' or $role = 'b' and 1 = 1", 'Random() < 0.5'),
      plugin('Filled', 'accessControl', ref('Data')),
    ),
    verdicts: [
      'unknown plug-in Rules: rule r0: cannot be read as a condition: character 28 has and beside or: put one of them in parentheses; what the service makes of it is not documented',
      'unknown plug-in Rules: rule r1: cannot be read as a condition: character 1 has Random where a $variable, a text, a number, true, false or null must be; what the service makes of it is not documented',
      'unknown plug-in Filled: PluginData is made by Ref Data',
    ],
  },
  { name: 'other plug-ins are not looked at', template: template(plugin('Cors', 'cors')), verdicts: [] },
])('$name', ({ template: given, verdicts }) => {
  expect(outcomesOf(accessControlConditionUnreadable, given)).toEqual(verdicts);
});

test('a rule without a name goes by its number, and the place is that of the condition', () => {
  const data = { parameters: {}, rules: [{ condition: '1 = 1' }, { condition: '1' }] };
  const outcome = firstOutcomeOf(
    accessControlConditionUnreadable,
    template(plugin('P', 'accessControl', data)),
  );
  expect(outcome?.message).toMatch(/^rule 2: /);
  expect(outcome?.origin.path).toMatch(/PluginData.*1.*condition$/);
});

import { accessControlReadsCallerInput as rule } from '../../lib/rules/access-control-reads-caller-input';
import { outcomesOf } from './check-template';
import { plugin, ref, template } from './gateway-template';

const rules = (parameters: object, condition: string) =>
  template(
    plugin('Rules', 'accessControl', { parameters, rules: [{ name: 'r', condition, ifFalse: 'DENY' }] }),
  );

test.each([
  ...['Header:X-Role', 'Query:role', 'form:role'].map((source) => ({
    name: `${source} against a constant fails`,
    template: rules({ role: source, who: 'Token:sub' }, "$who = 'a' and 'admin' = $role"),
    verdicts: [`fail plug-in Rules: rule r compares $role, which is ${source}, with a constant`],
  })),
  {
    name: 'a claim passes, and what the caller sends against a claim',
    template: rules({ asked: 'Query:user', who: 'Token:sub' }, "$asked = $who and $who != 'mallory'"),
    verdicts: ['pass'],
  },
  {
    name: 'a condition that cannot be read is unknown',
    template: rules({ role: 'Header:X-Role' }, '$role ='),
    verdicts: [expect.stringMatching(/^unknown plug-in Rules: the condition of rule r cannot be read/)],
  },
  {
    name: 'data that ROS fills in is unknown',
    template: template(plugin('Rules', 'accessControl', ref('Data'))),
    verdicts: ['unknown plug-in Rules: PluginData is made by Ref Data'],
  },
  { name: 'another plug-in is not looked at', template: template(plugin('Browsers', 'cors')), verdicts: [] },
])('$name', (each) => {
  expect(outcomesOf(rule, each.template)).toEqual(each.verdicts);
});

import { valueImportedAcrossStacks as rule } from '../../lib/rules/value-imported-across-stacks';
import { outcomesOf } from './check-template';
import { api, template } from './gateway-template';

const orders = (GroupId: object): object =>
  template(api('Orders', 'GET /orders', { properties: { GroupId } }));

test.each([
  {
    name: 'Fn::ImportValue fails',
    template: orders({ 'Fn::ImportValue': 'shop:Group' }),
    verdicts: ['fail Orders Fn::ImportValue: is a function that ROS does not have'],
  },
  {
    name: 'other functions are not looked at',
    template: orders({ 'Fn::GetStackOutput': ['id', 'Group'] }),
    verdicts: [],
  },
  {
    name: 'a nested stack whose template is elsewhere is unknown',
    template: template({ Inner: { Type: 'ALIYUN::ROS::Stack', Properties: { TemplateId: 'b1f3' } } }),
    verdicts: ['unknown nested stack Inner: its template is not here'],
  },
])('$name', (each) => {
  expect(outcomesOf(rule, each.template)).toEqual(each.verdicts);
});

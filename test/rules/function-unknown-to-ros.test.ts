import { functionUnknownToRos as rule } from '../../lib/rules/function-unknown-to-ros';
import { firstOutcomeOf, outcomesOf } from './check-template';
import { plugin, shop, template } from './gateway-template';

const group = (GroupName: object): object =>
  template({ Shop: { Type: 'ALIYUN::ApiGateway::Group', Properties: { GroupName } } });

test.each([
  {
    name: 'a function that ROS does not have fails, once for each resource',
    template: group({ 'Fn::Join': ['', [{ 'Fn::Upper': 'a' }, { 'Fn::Upper': 'b' }]] }),
    verdicts: ['pass', 'fail Shop Fn::Upper: is on no list of the functions of ROS'],
  },
  {
    name: 'conditions and outputs are looked at',
    template: {
      ...template(shop),
      Conditions: { IsLive: { 'Fn::Equal': [1, 1] } },
      Outputs: { Name: { Value: { 'Fn::Select': [0, { 'Fn::GetAtt': ['Shop', 'SubDomain'] }] } } },
    },
    verdicts: ['fail Conditions Fn::Equal: is on no list of the functions of ROS', 'pass'],
  },
  {
    name: 'a nested stack is looked at once',
    template: template({
      Inner: {
        Type: 'ALIYUN::ROS::Stack',
        Properties: {
          TemplateBody: { ROSTemplateFormatVersion: '2015-09-01', ...group({ 'Fn::Upper': 'shop' }) },
        },
      },
    }),
    verdicts: ['fail Shop Fn::Upper: is on no list of the functions of ROS'],
  },
  {
    name: 'texts are not looked into, and Fn::ImportValue has a rule of its own',
    template: template(plugin('Customers', 'jwtAuth', '{ "Fn::Upper": "a" }'), {
      Shop: { Type: 'ALIYUN::ApiGateway::Group', Properties: { GroupName: { 'Fn::ImportValue': 'a' } } },
    }),
    verdicts: [],
  },
  {
    name: 'a nested stack whose template is elsewhere is unknown',
    template: template({ Inner: { Type: 'ALIYUN::ROS::Stack', Properties: { TemplateURL: 'oss://a/b' } } }),
    verdicts: ['unknown nested stack Inner: its template is not here'],
  },
])('$name', (each) => {
  expect(outcomesOf(rule, each.template)).toEqual(each.verdicts);
});

test('the finding stands where the function is called', () => {
  const found = firstOutcomeOf(rule, group({ 'Fn::Join': ['', [{ 'Fn::Upper': 'a' }]] }));
  expect(found?.origin.path).toBe('Resources.Shop.Properties.GroupName.Fn::Join.1.0');
});

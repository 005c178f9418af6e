import { domainNotWaitingForBindings as rule } from '../../lib/rules/domain-not-waiting-for-bindings';
import { outcomesOf } from './check-template';
import { api, bound, jwt, type Resources, ref, shop, template } from './gateway-template';

const domain = (more: object = {}, groupId: unknown = ref('Shop')): Resources => ({
  Domain: {
    Type: 'ALIYUN::ApiGateway::CustomDomain',
    Properties: { GroupId: groupId, DomainName: 'api.example.com' },
    ...more,
  },
});

const orders = [shop, api('Orders', 'GET /orders'), jwt('Customers'), bound('Orders', 'Customers')];

const nested = (body: object, parameters: object = {}): object => ({
  Type: 'ALIYUN::ROS::Stack',
  Properties: { Parameters: parameters, TemplateBody: { ROSTemplateFormatVersion: '2015-09-01', ...body } },
});

test.each([
  {
    name: 'a domain without DependsOn fails',
    template: template(...orders, domain()),
    verdicts: ['fail domain Domain: does not wait for OrdersCustomersRELEASE'],
  },
  {
    name: 'a domain that waits for one of several bindings fails, with the first three of the others',
    template: template(
      ...orders,
      ...['A', 'B', 'C', 'D'].flatMap((id) => [
        api(id, `GET /${id}`),
        bound(id, 'Customers', { id: `${id}Bound` }),
      ]),
      domain({ DependsOn: ['OrdersCustomersRELEASE'] }),
    ),
    verdicts: ['fail domain Domain: does not wait for ABound, BBound, CBound and 1 more'],
  },
  {
    name: 'a domain that waits passes, also by way of another resource',
    template: template(
      ...orders,
      {
        Between: {
          Type: 'ALIYUN::ROS::WaitCondition',
          DependsOn: ['OrdersCustomersRELEASE'],
          Properties: {},
        },
      },
      domain({ DependsOn: 'Between' }),
    ),
    verdicts: ['pass'],
  },
  {
    name: 'a domain that waits for the nested stack with the bindings passes',
    template: template(
      shop,
      {
        Routes: nested(
          {
            Parameters: { Group: { Type: 'String' } },
            ...template(
              api('Orders', 'GET /orders', { properties: { GroupId: ref('Group') } }),
              jwt('Customers'),
              bound('Orders', 'Customers'),
            ),
          },
          { Group: ref('Shop') },
        ),
      },
      domain({ DependsOn: 'Routes' }),
    ),
    verdicts: ['pass'],
  },
  {
    name: 'a domain in a nested stack beside its bindings does not wait for them by standing there',
    template: template({ Inner: nested(template(...orders, domain())) }),
    verdicts: ['fail domain Domain: does not wait for OrdersCustomersRELEASE'],
  },
  {
    name: 'a group without bindings is not looked at',
    template: template(shop, api('Orders', 'GET /orders'), domain()),
    verdicts: [],
  },
  {
    name: 'a group outside the template is unknown',
    template: template(...orders, domain({}, 'f00')),
    verdicts: ['unknown domain Domain: which APIs it serves is not known: its group is "f00"'],
  },
  {
    name: 'a binding that may be for an API of the group is unknown',
    template: template(
      ...orders,
      api('Items', 'GET /items'),
      domain({ DependsOn: 'OrdersCustomersRELEASE' }),
      {
        Some: {
          Type: 'ALIYUN::ApiGateway::PluginAttachment',
          Properties: {
            ApiId: { 'Fn::If': ['IsLive', ref('Orders'), ref('Items')] },
            PluginId: ref('Customers'),
          },
        },
      },
    ),
    verdicts: [
      'unknown domain Domain: binding Some is for Fn::If ["IsLive",{"Ref":"Orders"},{"Ref":"Items"}]',
    ],
  },
])('$name', (each) => {
  expect(outcomesOf(rule, each.template)).toEqual(each.verdicts);
});

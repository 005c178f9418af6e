import { throttlingMissing as rule } from '../../lib/rules/throttling-missing';
import { outcomesOf } from './check-template';
import { api, bound, plugin, published, ref, shop, template } from './gateway-template';

const orders = [shop, api('Orders', 'GET /orders'), published('Orders', 'RELEASE')];
const limit = plugin('Limit', 'trafficControl', { unit: 'DAY', apiDefault: 1 });
const policy = (GroupId: unknown) => ({
  Policy: {
    Type: 'ALIYUN::ApiGateway::TrafficControlBinding',
    Properties: { GroupId, ApiIds: [], StageName: 'RELEASE' },
  },
});

test.each([
  {
    name: 'a group without any limit fails',
    template: template(...orders),
    verdicts: [
      'fail group Shop: none of its 1 published routes and stages has a trafficControl plug-in or policy',
    ],
  },
  {
    name: 'a plug-in on one of its routes passes',
    template: template(...orders, limit, bound('Orders', 'Limit')),
    verdicts: ['pass'],
  },
  { name: 'a policy for it passes', template: template(...orders, policy(ref('Shop'))), verdicts: ['pass'] },
  {
    name: 'a policy that may be for it is unknown',
    template: template(...orders, policy(ref('Group'))),
    verdicts: ['unknown group Shop: a TrafficControlBinding may be for it'],
  },
  {
    name: 'what stands outside the template may be a limit',
    template: template(...orders, bound('Orders', ref('Other'), { id: 'Bound' })),
    verdicts: [expect.stringMatching(/^unknown group Shop: what plug-in Ref Other is/)],
  },
  {
    name: 'a group without published routes is not looked at',
    template: template(shop),
    verdicts: ['not-applicable'],
  },
])('$name', (each) => {
  expect(outcomesOf(rule, each.template)).toEqual(each.verdicts);
});

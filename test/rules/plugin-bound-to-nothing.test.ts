import { pluginBoundToNothing } from '../../lib/rules/plugin-bound-to-nothing';
import { outcomesOf } from './check-template';
import { api, bound, plugin, ref, template } from './gateway-template';

const orders = api('Orders', 'GET /orders');
const cors = plugin('Cors', 'cors');

test.each([
  {
    name: 'a plug-in that no binding names fails',
    template: template(orders, cors, plugin('Used', 'ipControl'), bound('Orders', 'Used')),
    verdicts: ['fail plug-in Cors: no binding names it', 'pass'],
  },
  {
    name: 'a bound plug-in passes',
    template: template(orders, cors, bound('Orders', 'Cors')),
    verdicts: ['pass'],
  },
  { name: 'a template without plug-ins is not looked at', template: template(orders), verdicts: [] },
  {
    name: 'a plug-in whose id is an output may be bound elsewhere',
    template: { ...template(cors), Outputs: { Id: { Value: { 'Fn::GetAtt': ['Cors', 'PluginId'] } } } },
    verdicts: [
      'unknown plug-in Cors: no binding names it, but something else is told its id and may bind it',
    ],
  },
  {
    name: 'a plug-in that an expression may mean may be bound',
    template: template(
      orders,
      cors,
      bound('Orders', { 'Fn::If': ['IsLive', ref('Cors'), 'other'] }, { id: 'Bound' }),
    ),
    verdicts: [
      'unknown plug-in Cors: no binding names it, but something else is told its id and may bind it',
    ],
  },
  {
    name: 'a resource of another service may bind the plug-in',
    template: template(cors, {
      Custom: { Type: 'ALIYUN::ROS::CustomResource', Properties: { Parameters: { Plugin: ref('Cors') } } },
    }),
    verdicts: [
      'unknown plug-in Cors: no binding names it, but something else is told its id and may bind it',
    ],
  },
])('$name', ({ template: given, verdicts }) => {
  expect(outcomesOf(pluginBoundToNothing, given)).toEqual(verdicts);
});

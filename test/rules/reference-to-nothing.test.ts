import { referenceToNothing } from '../../lib/rules/reference-to-nothing';
import { outcomesOf } from './check-template';
import { api, bound, plugin, published, ref, template } from './gateway-template';

const orders = api('Orders', 'GET /orders');
const cors = plugin('Cors', 'cors');

test.each([
  {
    name: 'an API, a plug-in or a resource that is not there fails',
    template: template(
      orders,
      cors,
      published('Order', 'RELEASE'),
      bound('Order', 'Cors'),
      bound('Orders', { 'Fn::GetAtt': ['Browsers', 'PluginId'] }, { id: 'Bound' }),
    ),
    verdicts: [
      'fail deployment OrderRELEASE: ApiId is Ref Order, which the template does not have',
      'fail binding OrderCorsRELEASE: ApiId is Ref Order, which the template does not have',
      'fail binding Bound: PluginId is Fn::GetAtt Browsers.PluginId, which the template does not have',
    ],
  },
  {
    name: 'a resource of another type fails',
    template: template(orders, cors, bound('Cors', 'Orders')),
    verdicts: [
      'fail binding CorsOrdersRELEASE: ApiId is Ref Cors, which is of type ALIYUN::ApiGateway::Plugin',
    ],
  },
  {
    name: 'what is there, or has a plain id, passes',
    template: template(orders, cors, published('Orders', 'RELEASE'), bound('Orders', 'Cors'), {
      Bound: {
        Type: 'ALIYUN::ApiGateway::PluginAttachment',
        Properties: { ApiId: '8b0b', PluginId: '9c1d' },
      },
    }),
    verdicts: ['pass', 'pass', 'pass'],
  },
  {
    name: 'a template that publishes and binds nothing is not looked at',
    template: template(orders),
    verdicts: [],
  },
  {
    name: 'an id that ROS fills in is unknown',
    template: {
      ...template(orders, bound('Orders', ref('Existing'), { id: 'Bound' })),
      Parameters: { Existing: { Type: 'String' } },
    },
    verdicts: ['unknown binding Bound: PluginId is Ref Existing'],
  },
])('$name', ({ template: given, verdicts }) => {
  expect(outcomesOf(referenceToNothing, given)).toEqual(verdicts);
});

import { bindingToUnpublishedStage } from '../../lib/rules/binding-to-unpublished-stage';
import { outcomesOf } from './check-template';
import { api, bound, plugin, published, ref, template } from './gateway-template';

const orders = api('Orders', 'GET /orders');
const cors = plugin('Cors', 'cors');

test.each([
  {
    name: 'a binding for a stage without a deployment fails',
    template: template(orders, published('Orders', 'TEST'), cors, bound('Orders', 'Cors')),
    verdicts: ['fail binding OrdersCorsRELEASE: is for RELEASE, but GET /orders is published to TEST only'],
  },
  {
    name: 'a binding to an API that is never published fails',
    template: template(orders, cors, bound('Orders', 'Cors')),
    verdicts: ['fail binding OrdersCorsRELEASE: is for RELEASE, but GET /orders is published to no stage'],
  },
  {
    name: 'a binding for a published stage passes, by the same expression, too',
    template: template(
      orders,
      published('Orders', 'RELEASE'),
      published('Orders', ref('Stage'), { id: 'Other' }),
      cors,
      bound('Orders', 'Cors'),
      bound('Orders', 'Cors', { stage: ref('Stage'), id: 'OtherCors' }),
    ),
    verdicts: ['pass', 'pass'],
  },
  { name: 'a template without bindings is not looked at', template: template(orders), verdicts: [] },
  {
    name: 'a stage that ROS fills in is unknown',
    template: template(
      orders,
      published('Orders', ref('Stage'), { id: 'Published' }),
      cors,
      bound('Orders', 'Cors'),
    ),
    verdicts: ['unknown binding OrdersCorsRELEASE: is for RELEASE, and the API is published to <Ref Stage>'],
  },
  {
    name: 'an API outside the template is unknown',
    template: template(cors, {
      Bound: {
        Type: 'ALIYUN::ApiGateway::PluginAttachment',
        Properties: { ApiId: '8b0b', PluginId: ref('Cors'), StageName: 'RELEASE' },
      },
    }),
    verdicts: ['unknown binding Bound: API "8b0b" stands outside the template'],
  },
  {
    name: 'a deployment of an API that ROS fills in may publish it',
    template: {
      ...template(orders, cors, bound('Orders', 'Cors'), published('SomeApi', 'RELEASE', { id: 'Stranger' })),
      Parameters: { SomeApi: { Type: 'String' } },
    },
    verdicts: ['unknown binding OrdersCorsRELEASE: deployment Stranger may publish it: its API is not known'],
  },
  {
    name: 'a deployment under a condition leaves a binding without one in doubt',
    template: {
      ...template(
        orders,
        cors,
        bound('Orders', 'Cors'),
        published('Orders', 'RELEASE', { condition: 'IsLive' }),
      ),
      Conditions: { IsLive: { 'Fn::Equals': [ref('Live'), 'yes'] } },
    },
    verdicts: ['unknown binding OrdersCorsRELEASE: the API is published there only if IsLive'],
  },
])('$name', ({ template: given, verdicts }) => {
  expect(outcomesOf(bindingToUnpublishedStage, given)).toEqual(verdicts);
});

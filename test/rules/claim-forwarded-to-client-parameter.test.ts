import { claimForwardedToClientParameter } from '../../lib/rules/claim-forwarded-to-client-parameter';
import { outcomesOf } from './check-template';
import {
  api,
  bound,
  jwt,
  plugin,
  type Resources,
  ref,
  template as resources,
  shop,
} from './gateway-template';

const template = (...more: readonly Resources[]) => resources(shop, ...more);
const customers = (location: string, parameterName = 'X-User') =>
  jwt('Customers', { claimParameters: [{ claimName: 'sub', parameterName, location }] });

/** An API that maps the request parameter `user` to a name at the backend. */
const mapping = (ServiceParameterName: unknown, Location: unknown, config: object = {}) =>
  api('Orders', 'POST /orders', {
    config,
    properties: {
      RequestParameters: [{ ApiParameterName: 'user', Location: 'QUERY' }],
      ServiceParameters: [{ ServiceParameterName, Location }],
      ServiceParametersMap: [{ RequestParameterName: 'user', ServiceParameterName }],
    },
  });
const withMode = (RequestMode: unknown) => api('Orders', 'POST /orders', { config: { RequestMode } });
const binding = bound('Orders', 'Customers');

test.each([
  {
    name: 'a header that a request parameter is mapped to fails, in any case',
    template: template(mapping('x-user', 'HEAD'), customers('header'), binding),
    verdicts: [
      'fail POST /orders claim sub to header X-User: callers set it, too, by the request parameter user',
    ],
  },
  {
    name: 'a field of the form that a request parameter is mapped to fails',
    template: template(mapping('user', 'BODY'), customers('formData', 'user'), binding),
    verdicts: [
      'fail POST /orders claim sub to formData user: callers set it, too, by the request parameter user',
    ],
  },
  {
    name: 'an API that hands on everything lets callers set everything but the path',
    template: template(
      withMode('PASSTHROUGH'),
      customers('header'),
      binding,
      jwt('Other', { claimParameters: [{ claimName: 'sub', parameterName: 'user', location: 'path' }] }),
      bound('Orders', 'Other', { stage: 'TEST' }),
    ),
    verdicts: [
      'fail POST /orders claim sub to header X-User: callers set it, too, by RequestMode PASSTHROUGH',
      'pass',
    ],
  },
  {
    name: 'a header that the group hands on fails',
    template: template(
      {
        Shop: {
          Type: 'ALIYUN::ApiGateway::Group',
          Properties: { GroupName: 'shop', PassthroughHeaders: 'host, x-user' },
        },
      },
      withMode('MAPPING'),
      customers('header'),
      binding,
    ),
    verdicts: [
      "fail POST /orders claim sub to header X-User: callers set it, too, by the group's PassthroughHeaders",
    ],
  },
  {
    name: 'another name and another place pass',
    template: template(mapping('x-user', 'QUERY'), customers('header'), binding),
    verdicts: ['pass'],
  },
  {
    name: 'a name that a loose backend reads as the same fails',
    template: template(mapping('x.user[]', 'QUERY'), customers('query', 'x_user'), binding),
    verdicts: [
      'fail POST /orders claim sub to query x_user: callers set it, too, by the request parameter user',
    ],
  },
  {
    name: 'a field of the form fails beside a claim in the query: backends mix the two',
    template: template(mapping('user', 'BODY'), customers('query', 'user'), binding),
    verdicts: [
      'fail POST /orders claim sub to query user: callers set it, too, by the request parameter user',
    ],
  },
  {
    name: 'a parameter that reaches the backend as it is called fails',
    template: template(
      api('Orders', 'GET /orders', {
        properties: { RequestParameters: [{ ApiParameterName: 'x-user', Location: 'HEAD' }] },
      }),
      customers('header'),
      binding,
    ),
    verdicts: [
      'fail GET /orders claim sub to header X-User: callers set it, too, by the request parameter x-user',
    ],
  },
  {
    name: 'a field of a body that is handed on unread fails',
    template: template(
      api('Orders', 'POST /orders', { config: { BodyFormat: 'STREAM' } }),
      customers('formData'),
      binding,
    ),
    verdicts: [
      'fail POST /orders claim sub to formData X-User: callers set it, too, by the body, which BodyFormat STREAM hands on unread',
    ],
  },
  {
    name: 'a field of a form that is read passes',
    template: template(
      api('Orders', 'POST /orders', { config: { BodyFormat: 'FORM' } }),
      customers('formData'),
      binding,
    ),
    verdicts: ['pass'],
  },
  {
    name: 'a body of which nothing is said is unknown',
    template: template(api('Orders', 'DELETE /orders', { config: {} }), customers('formData'), binding),
    verdicts: ['unknown DELETE /orders claim sub to formData X-User: BodyFormat is not given'],
  },
  {
    name: 'a constant under the name is set by no caller',
    template: template(
      api('Orders', 'POST /orders', {
        properties: {
          ServiceParameters: [{ ServiceParameterName: 'X-User', Location: 'HEAD' }],
          ServiceParametersMap: [{ RequestParameterName: 'constant', ServiceParameterName: 'X-User' }],
        },
      }),
      customers('header'),
      binding,
    ),
    verdicts: ['pass'],
  },
  {
    name: 'a plug-in that forwards no claim is not looked at',
    template: template(mapping('x-user', 'HEAD'), jwt('Customers'), binding),
    verdicts: [],
  },
  {
    name: 'a mode that ROS fills in is unknown',
    template: template(withMode(ref('Mode')), customers('header'), binding),
    verdicts: ['unknown POST /orders claim sub to header X-User: RequestMode is Ref Mode'],
  },
  {
    name: 'a mapping that ROS fills in is unknown',
    template: template(mapping(ref('Name'), 'HEAD'), customers('header'), binding),
    verdicts: [
      'unknown POST /orders claim sub to header X-User: what its parameters are mapped to is Ref Name',
    ],
  },
  {
    name: 'what a group of another template hands on is unknown, and of no matter to the query',
    template: resources(
      withMode('MAPPING'),
      customers('header'),
      binding,
      jwt('Other', { claimParameters: [{ claimName: 'sub', parameterName: 'user', location: 'query' }] }),
      bound('Orders', 'Other', { stage: 'TEST' }),
    ),
    verdicts: [
      'unknown POST /orders claim sub to header X-User: which headers the group hands on is not known: Ref Shop',
      'pass',
    ],
  },
  {
    name: 'claims that ROS fills in are unknown',
    template: template(withMode('MAPPING'), plugin('Customers', 'jwtAuth', ref('Data')), binding),
    verdicts: ['unknown POST /orders: plug-in Customers: PluginData is made by Ref Data'],
  },
])('$name', ({ template: given, verdicts }) => {
  expect(outcomesOf(claimForwardedToClientParameter, given)).toEqual(verdicts);
});

test("the author's reason in the Metadata of the API goes with the finding", () => {
  const { Resources } = template(withMode('PASSTHROUGH'), customers('header'), binding) as {
    Resources: Record<string, object>;
  };
  const Metadata = { JwtGateway: { ClientMaySet: { 'header X-User': 'every token carries sub' } } };
  const reasoned = { Resources: { ...Resources, Orders: { ...Resources.Orders, Metadata } } };
  expect(outcomesOf(claimForwardedToClientParameter, reasoned)).toEqual([
    'fail POST /orders claim sub to header X-User: callers set it, too, by RequestMode PASSTHROUGH [every token carries sub]',
  ]);
});

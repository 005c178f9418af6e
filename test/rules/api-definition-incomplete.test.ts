import { apiDefinitionIncomplete as rule } from '../../lib/rules/api-definition-incomplete';
import { outcomesOf } from './check-template';
import { api, ref, template } from './gateway-template';

const orders = (config: object, properties: object = {}) =>
  template(api('Orders', 'GET /orders', { properties: { ServiceConfig: config, ...properties } }));
const http = { ServiceProtocol: 'HTTPS', ServiceAddress: 'https://orders.example.com' };
const fc = (FunctionComputeConfig: object) =>
  orders({ ServiceProtocol: 'FunctionCompute', FunctionComputeConfig });
const openId = (OpenIdConnectConfig?: object) => orders(http, { AuthType: 'APPOPENID', OpenIdConnectConfig });
const missing = (path: string, why: string) => [
  `fail GET /orders ${path}: is missing, and must be there: ${why}`,
];

test.each([
  {
    name: 'HTTP without an address',
    template: orders({}),
    verdicts: missing(
      'ServiceConfig.ServiceAddress',
      'ServiceProtocol is HTTP or HTTPS and ServiceVpcEnable is not TRUE',
    ),
  },
  {
    name: 'a VPC without its configuration',
    template: orders({ ServiceVpcEnable: 'TRUE' }),
    verdicts: missing('ServiceConfig.VpcConfig', 'ServiceVpcEnable is TRUE'),
  },
  {
    name: 'a custom content type without one',
    template: orders({ ...http, ContentTypeCatagory: 'CUSTOM' }),
    verdicts: missing('ServiceConfig.ContentTypeValue', 'ContentTypeCatagory is CUSTOM'),
  },
  {
    name: "a content type beside the client's own",
    template: orders({ ...http, ContentTypeCatagory: 'CLIENT', ContentTypeValue: 'a/b' }),
    verdicts: [
      'fail GET /orders ServiceConfig.ContentTypeValue: must not be there: ContentTypeCatagory is CLIENT',
    ],
  },
  {
    name: 'Function Compute without a configuration',
    template: orders({ ServiceProtocol: 'FunctionCompute' }),
    verdicts: missing('ServiceConfig.FunctionComputeConfig', 'ServiceProtocol is FunctionCompute'),
  },
  {
    name: 'Function Compute 2.0 without a service',
    template: fc({ FunctionName: 'f' }),
    verdicts: missing(
      'ServiceConfig.FunctionComputeConfig.ServiceName',
      'FcType is FCEvent and FcVersion is 2.0, as it is where nothing is said',
    ),
  },
  {
    name: 'an event function without a name',
    template: fc({ FcVersion: '3.0' }),
    verdicts: missing('ServiceConfig.FunctionComputeConfig.FunctionName', 'FcType is FCEvent'),
  },
  {
    name: 'a web function without its address',
    template: fc({ FcType: 'HttpTrigger', Path: '/', Method: 'GET' }),
    verdicts: missing('ServiceConfig.FunctionComputeConfig.FcBaseUrl', 'FcType is HttpTrigger'),
  },
  {
    name: 'OpenID Connect without a configuration',
    template: openId(),
    verdicts: missing('OpenIdConnectConfig', 'AuthType is APPOPENID'),
  },
  {
    name: 'an ID token without its key',
    template: openId({ OpenIdApiType: 'IDTOKEN', PublicKeyId: 'k' }),
    verdicts: missing('OpenIdConnectConfig.PublicKey', 'OpenIdApiType is IDTOKEN'),
  },
  {
    name: 'a business API without the name of its parameter',
    template: openId({ OpenIdApiType: 'BUSINESS' }),
    verdicts: missing('OpenIdConnectConfig.IdTokenParamName', 'OpenIdApiType is BUSINESS'),
  },
  {
    name: 'a mapped body without its format',
    template: template(api('Orders', 'POST /orders', { properties: { ServiceConfig: http } })),
    verdicts: [
      'fail POST /orders RequestConfig.BodyFormat: is missing, and must be there: RequestMode is MAPPING and the method is POST, PUT or PATCH',
    ],
  },
  {
    name: 'a path parameter that is declared elsewhere, or not at all',
    template: template(
      api('Orders', 'GET /o/[a]/[b]', {
        properties: {
          ServiceConfig: http,
          RequestParameters: [{ ApiParameterName: 'a', Location: 'QUERY' }],
        },
      }),
    ),
    verdicts: [
      'fail GET /o/[a]/[b] RequestParameters: the path parameter [a], [b] is not declared with Location: PATH',
    ],
  },
  {
    name: 'everything that is there passes, in either spelling, and what needs nothing',
    template: template(
      api('A', 'GET /a', { properties: { ServiceConfig: http } }),
      api('B', 'GET /b', { properties: { ServiceConfig: { Mock: 'TRUE' } } }),
      api('C', 'GET /c', {
        properties: {
          ServiceConfig: {
            ServiceProtocol: 'FunctionCompute',
            FunctionComputeConfig: { functionName: 'f', serviceName: 's' },
          },
        },
      }),
      api('D', 'GET /d/[id]', {
        config: { RequestMode: 'PASSTHROUGH' },
        properties: { ServiceConfig: http },
      }),
      api('E', 'GET /e', {}),
    ),
    verdicts: ['pass', 'pass', 'pass', 'pass', 'pass'],
  },
  {
    name: 'what decides may be unknown, or a backend be named that ROS does not list',
    template: template(
      api('A', 'GET /a', { properties: { ServiceConfig: { ServiceVpcEnable: ref('InVpc') } } }),
      api('B', 'GET /b', { properties: { BackendId: 'b', ServiceConfig: {} } }),
    ),
    verdicts: [
      expect.stringMatching(
        /^unknown GET \/a ServiceConfig.ServiceAddress: is missing, and must be there if /,
      ),
      expect.stringMatching(/^unknown GET \/a ServiceConfig.VpcConfig: is missing, and must be there if /),
      expect.stringMatching(
        /^unknown GET \/b ServiceConfig.ServiceAddress: is missing, and must be there if /,
      ),
    ],
  },
  { name: 'without APIs there is nothing to say', template: template(), verdicts: [] },
])('$name', (each) => {
  expect(outcomesOf(rule, each.template)).toEqual(each.verdicts);
});

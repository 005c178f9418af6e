import { claimForwardedOverPlainHttp } from '../../lib/rules/claim-forwarded-over-plain-http';
import { outcomesOf } from './check-template';
import { api, bound, jwt, plugin, published, type Resources, ref, shop, template } from './gateway-template';

const customers = jwt('Customers', {
  claimParameters: [{ claimName: 'sub', parameterName: 'X-User', location: 'header' }],
});
const to = (ServiceConfig: unknown, plugins: Resources = customers) =>
  template(
    api('Orders', 'GET /orders', { properties: { ServiceConfig } }),
    plugins,
    bound('Orders', 'Customers'),
  );

const variable = (backend: string) =>
  template(
    api('Orders', 'GET /orders', {
      properties: { ServiceConfig: { ServiceProtocol: 'HTTPS', ServiceAddress: '#backend#' } },
    }),
    shop,
    customers,
    bound('Orders', 'Customers'),
    published('Orders', 'RELEASE'),
    {
      Variables: {
        Type: 'ALIYUN::ApiGateway::StageConfig',
        Properties: { GroupId: ref('Shop'), StageName: 'RELEASE', Variables: { backend } },
      },
    },
  );

test.each([
  {
    name: 'a backend that is asked over HTTP fails',
    template: to({ ServiceProtocol: 'HTTP', ServiceAddress: 'http://b.example.com' }),
    verdicts: ['fail GET /orders: claims go to the backend over HTTP'],
  },
  {
    name: 'ROS takes HTTP where nothing is said',
    template: to({ ServiceAddress: 'http://b.example.com' }),
    verdicts: ['fail GET /orders: claims go to the backend over HTTP'],
  },
  {
    name: 'HTTPS passes, and so do a VPC, a function and a fixed answer',
    template: to({ ServiceProtocol: 'HTTPS', ServiceAddress: 'https://b.example.com' }),
    verdicts: ['pass'],
  },
  ...[
    { ServiceProtocol: 'HTTP', ServiceVpcEnable: 'TRUE' },
    { ServiceProtocol: 'FunctionCompute' },
    { Mock: 'TRUE' },
  ].map((config) => ({ name: `${JSON.stringify(config)} passes`, template: to(config), verdicts: ['pass'] })),
  {
    name: 'a protocol and an address that differ are unknown',
    template: to({ ServiceProtocol: 'HTTPS', ServiceAddress: 'http://b.example.com' }),
    verdicts: ['unknown GET /orders: the backend is asked over HTTPS or HTTP'],
  },
  {
    name: 'a protocol, an address and a VPC that ROS fills in are unknown',
    template: to({ ServiceProtocol: ref('Protocol') }),
    verdicts: ['unknown GET /orders: ServiceProtocol is Ref Protocol'],
  },
  {
    name: 'an address that ROS fills in is unknown',
    template: to({ ServiceProtocol: 'HTTPS', ServiceAddress: ref('Address') }),
    verdicts: ['unknown GET /orders: ServiceAddress is Ref Address'],
  },
  {
    name: 'the address that the variable of a stage makes counts',
    template: variable('http://b.example.com'),
    verdicts: ['unknown GET /orders: the backend is asked over HTTPS or HTTP'],
  },
  {
    name: 'one over HTTPS passes',
    template: variable('https://b.example.com'),
    verdicts: ['pass'],
  },
  {
    name: 'claims that ROS fills in are unknown',
    template: to({ ServiceProtocol: 'HTTP' }, plugin('Customers', 'jwtAuth', ref('Data'))),
    verdicts: ['unknown GET /orders: PluginData is made by Ref Data'],
  },
  {
    name: 'where no claim is forwarded, there is nothing to say',
    template: to({ ServiceProtocol: 'HTTP' }, jwt('Customers')),
    verdicts: [],
  },
])('$name', ({ template: given, verdicts }) => {
  expect(outcomesOf(claimForwardedOverPlainHttp, given)).toEqual(verdicts);
});

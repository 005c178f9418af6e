import { routeWithoutAuthentication } from '../../lib/rules/route-without-authentication';
import { outcomesOf } from './check-template';
import { api, bound, jwt, plugin, published, ref, template } from './gateway-template';

const release = published('Orders', 'RELEASE');

/** The first instance is for TEST, the second for RELEASE. */
const STAGES = { 'Fn::Select': [ref('ALIYUN::Index'), ['TEST', 'RELEASE']] };

test.each([
  {
    name: 'a published route that nothing protects fails, in each of its stages',
    template: template(api('Orders', 'GET /orders'), published('Orders', 'TEST'), release),
    verdicts: ['fail GET /orders TEST: anybody may call it', 'fail GET /orders RELEASE: anybody may call it'],
  },
  {
    name: 'a reason in the template stands beside the failure',
    template: template(api('Orders', 'GET /orders', { metadata: { PublicAccess: 'a price list' } }), release),
    verdicts: ['fail GET /orders RELEASE: anybody may call it [a price list]'],
  },
  {
    name: 'a route that is closed to the internet still asks nobody',
    template: template(api('Orders', 'GET /orders', { properties: { DisableInternet: true } }), release),
    verdicts: ['fail GET /orders RELEASE: anybody in a VPC may call it'],
  },
  {
    name: 'a list of addresses is no authentication, but not anybody',
    template: template(
      api('Orders', 'GET /orders'),
      release,
      plugin('Office', 'ipControl', { type: 'ALLOW', items: [{ blocks: ['203.0.113.7'] }] }),
      bound('Orders', 'Office'),
    ),
    verdicts: [
      'fail GET /orders RELEASE: anybody may call it, but only from the addresses of plug-in Office',
    ],
  },
  {
    name: 'a fixed answer to preflight requests is no open route',
    template: template(
      api('Orders', 'OPTIONS /orders', { properties: { ServiceConfig: { Mock: 'TRUE', MockResult: '' } } }),
      release,
    ),
    verdicts: ['not-applicable'],
  },
  ...[{ ServiceConfig: { Mock: 'FALSE' } }, { ServiceConfig: { Mock: ref('Mock') } }, {}].map(
    (properties) => ({
      name: `an OPTIONS route with a backend is an open one: ${JSON.stringify(properties)}`,
      template: template(api('Orders', 'OPTIONS /orders', { properties }), release),
      verdicts: ['fail OPTIONS /orders RELEASE: anybody may call it'],
    }),
  ),
  {
    name: 'a fixed answer to other requests is an open route',
    template: template(
      api('Orders', 'GET /orders', { properties: { ServiceConfig: { Mock: 'TRUE' } } }),
      release,
    ),
    verdicts: ['fail GET /orders RELEASE: anybody may call it'],
  },
  {
    name: 'a token, or an authorized app, passes',
    template: template(
      api('Orders', 'GET /orders'),
      release,
      jwt('Customers'),
      bound('Orders', 'Customers'),
      api('Items', 'GET /items', { properties: { AuthType: 'APP' } }),
      published('Items', 'RELEASE'),
    ),
    verdicts: ['pass', 'pass'],
  },
  {
    name: 'a token that may be missing is told by another rule',
    template: template(
      api('Orders', 'GET /orders'),
      release,
      jwt('Customers', { bypassEmptyToken: true }),
      bound('Orders', 'Customers'),
    ),
    verdicts: ['not-applicable'],
  },
  {
    name: 'a route that is not published is nobody’s business',
    template: template(api('Orders', 'GET /orders')),
    verdicts: [],
  },
  {
    name: 'routes that are made where the template does not show them are unknown',
    template: {
      Transform: 'Aliyun::Serverless-2018-04-03',
      ...template({ Shop: { Type: 'Aliyun::Serverless::Api' } }),
    },
    verdicts: [
      'unknown resource Shop: is of type Aliyun::Serverless::Api: the routes that it makes are not read',
    ],
  },
  {
    name: 'each instance of a deployment publishes to a stage of its own',
    template: template(
      api('Orders', 'GET /orders'),
      jwt('Customers'),
      published('Orders', STAGES, { id: 'Published', count: 2 }),
      bound('Orders', 'Customers', { stage: STAGES, count: 1 }),
    ),
    verdicts: ['pass', 'fail GET /orders RELEASE: anybody may call it'],
  },
  {
    name: 'an AuthType that ROS fills in is unknown',
    template: template(api('Orders', 'GET /orders', { properties: { AuthType: ref('AuthType') } }), release),
    verdicts: ['unknown GET /orders RELEASE: AuthType is Ref AuthType'],
  },
])('$name', ({ template: given, verdicts }) => {
  expect(outcomesOf(routeWithoutAuthentication, given)).toEqual(verdicts);
});

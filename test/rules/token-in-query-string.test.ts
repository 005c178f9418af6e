import { tokenInQueryString } from '../../lib/rules/token-in-query-string';
import { outcomesOf } from './check-template';
import { api, bound, jwt, plugin, ref, template } from './gateway-template';

/** A plug-in that leaves it to the API to say where the token is. */
const customers = plugin('Customers', 'jwtAuth', { parameter: 'token' });
const declaring = (Location: unknown, ApiParameterName: unknown = 'token') => ({
  ...api('Orders', 'GET /orders', { properties: { RequestParameters: [{ ApiParameterName, Location }] } }),
  ...bound('Orders', 'Customers'),
});

test.each([
  {
    name: 'parameterLocation query fails',
    template: template(jwt('Customers', { parameterLocation: 'query' })),
    verdicts: ['fail plug-in Customers: parameterLocation is query'],
  },
  {
    name: 'a parameter that an API declares in the query fails',
    template: template(customers, declaring('QUERY')),
    verdicts: ['fail plug-in Customers: reads the parameter token, which GET /orders declares in the query'],
  },
  {
    name: 'a header, a cookie, and a declared header pass',
    template: template(jwt('A'), jwt('B', { parameterLocation: 'cookie' }), customers, declaring('HEAD')),
    verdicts: ['pass', 'pass', 'pass'],
  },
  {
    name: 'without parameterLocation and without an API there is no place to look at',
    template: template(customers),
    verdicts: ['not-applicable'],
  },
  {
    name: 'what ROS fills in is unknown',
    template: template(
      plugin('A', 'jwtAuth', ref('Data')),
      customers,
      declaring(ref('Location')),
      api('Items', 'GET /items', { properties: { RequestParameters: ref('Parameters') } }),
      bound('Items', 'Customers'),
    ),
    verdicts: [
      'unknown plug-in A: PluginData is made by Ref Data',
      'unknown plug-in Customers: where GET /orders declares the parameter token is unknown: Ref Location',
    ],
  },
  {
    name: 'a list of parameters that ROS fills in is unknown',
    template: template(
      customers,
      api('Items', 'GET /items', { properties: { RequestParameters: ref('Parameters') } }),
      bound('Items', 'Customers'),
    ),
    verdicts: [
      'unknown plug-in Customers: where GET /items declares the parameter token is unknown: Ref Parameters',
    ],
  },
])('$name', ({ template: given, verdicts }) => {
  expect(outcomesOf(tokenInQueryString, given)).toEqual(verdicts);
});

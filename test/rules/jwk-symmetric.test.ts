import { jwkSymmetric as rule } from '../../lib/rules/jwk-symmetric';
import { outcomesOf } from './check-template';
import { jwt, plugin, ref, template } from './gateway-template';

test.each([
  {
    name: 'a key of the type oct fails',
    template: template(jwt('Customers', { jwk: { kty: 'oct', k: 'c2VjcmV0' } })),
    verdicts: ['fail plug-in Customers: jwk has kty oct: who checks tokens can sign them'],
  },
  {
    name: 'an algorithm of the HS family fails, whatever the key says it is',
    template: template(
      jwt('Customers', {
        jwks: [
          { kty: 'RSA', alg: 'RS256' },
          { kty: 'RSA', alg: 'HS512' },
        ],
      }),
    ),
    verdicts: ['fail plug-in Customers: jwks[1] has alg HS512: who checks tokens can sign them'],
  },
  { name: 'a public key passes', template: template(jwt('Customers')), verdicts: ['pass'] },
  {
    name: 'another plug-in is not looked at, nor one without keys',
    template: template(
      plugin('Browsers', 'cors', { jwk: { kty: 'oct' } }),
      plugin('Customers', 'jwtAuth', { parameter: 'X-Token' }),
    ),
    verdicts: [],
  },
  {
    name: 'data that only ROS knows is unknown',
    template: template(plugin('Customers', 'jwtAuth', { 'Fn::Sub': `jwk: { kty: oct, k: \${Key} }` })),
    verdicts: ['unknown plug-in Customers: PluginData is made by Fn::Sub'],
  },
  {
    name: 'a plug-in of an unknown type is looked at',
    template: template(plugin('Customers', ref('Type'), { jwk: { kty: 'oct' } })),
    verdicts: ['fail plug-in Customers: jwk has kty oct: who checks tokens can sign them'],
  },
])('$name', (each) => {
  expect(outcomesOf(rule, each.template)).toEqual(each.verdicts);
});

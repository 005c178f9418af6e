import { jwkWellKnownSample as rule } from '../../lib/rules/jwk-well-known-sample';
import { outcomesOf } from './check-template';
import { jwt, plugin, ref, template } from './gateway-template';

const ED25519 = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' };

test.each([
  {
    name: 'a key of an RFC fails, whatever its kid',
    template: template(jwt('Customers', { jwks: [{ ...ED25519, kid: 'mine', use: 'sig' }] })),
    verdicts: ['fail plug-in Customers: jwks[0] is a sample key that everybody has: RFC 8037 appendix A.1'],
  },
  {
    name: 'a key of an RFC fails with its private half, too',
    template: template(
      jwt('Customers', { jwk: { ...ED25519, d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A' } }),
    ),
    verdicts: ['fail plug-in Customers: jwk is a sample key that everybody has: RFC 8037 appendix A.1'],
  },
  {
    name: 'any other key passes, and what is no key that we know',
    template: template(jwt('Customers', { jwks: [{ kty: 'oct', k: 'AQAB' }, {}, null] })),
    verdicts: ['pass'],
  },
  { name: 'another plug-in is not looked at', template: template(plugin('Browsers', 'cors')), verdicts: [] },
  {
    name: 'data that only ROS knows is unknown',
    template: template(plugin('Customers', 'jwtAuth', ref('Data'))),
    verdicts: ['unknown plug-in Customers: PluginData is made by Ref Data'],
  },
])('$name', (each) => {
  expect(outcomesOf(rule, each.template)).toEqual(each.verdicts);
});

import { jwkNotForSignatures as rule } from '../../lib/rules/jwk-not-for-signatures';
import { outcomesOf } from './check-template';
import { jwt, plugin, ref, template } from './gateway-template';

const KEY = { kty: 'RSA', e: 'AQAB', n: 'AQAB', kid: 'k' };

test.each([
  {
    name: 'a key for encryption fails, wherever it stands',
    template: template(jwt('Customers', { jwks: [KEY, { ...KEY, use: 'enc' }] })),
    verdicts: ['fail plug-in Customers: jwks[1] it is for encryption, not for signatures (use: enc)'],
  },
  {
    name: 'so does one whose operations are others',
    template: template(jwt('Customers', { jwk: { ...KEY, key_ops: ['encrypt', 'wrapKey'] } })),
    verdicts: ['fail plug-in Customers: jwk it is not for verifying signatures (key_ops)'],
  },
  {
    name: 'and one whose algorithm is for encryption, though it does not say what it is used for',
    template: template(jwt('Customers', { jwk: { ...KEY, alg: 'RSA-OAEP-256' } })),
    verdicts: ['fail plug-in Customers: jwk its algorithm RSA-OAEP-256 is not for signatures'],
  },
  {
    name: 'a use that nobody knows fails, too',
    template: template(jwt('Customers', { jwk: { ...KEY, use: 7 } })),
    verdicts: ['fail plug-in Customers: jwk it is not for signatures (use: of the type number)'],
  },
  {
    name: 'an algorithm that is only new, or is told by another rule, passes',
    template: template(
      jwt('Customers', {
        jwk: undefined,
        jwks: ['Ed25519', 'ES256K', 'ML-DSA-65', 'HS256'].map((alg) => ({ ...KEY, alg })),
      }),
    ),
    verdicts: ['pass'],
  },
  {
    name: 'a key that says nothing passes, as one for signatures does',
    template: template(
      jwt('Customers', {
        jwk: undefined,
        jwks: [KEY, { ...KEY, use: 'sig', alg: 'RS256', key_ops: ['verify'] }],
      }),
    ),
    verdicts: ['pass'],
  },
  {
    name: 'another plug-in is not looked at',
    template: template(plugin('Browsers', 'cors', { jwk: { ...KEY, use: 'enc' } })),
    verdicts: [],
  },
  {
    name: 'data that only ROS knows is unknown',
    template: template(plugin('Customers', 'jwtAuth', ref('Data'))),
    verdicts: ['unknown plug-in Customers: PluginData is made by Ref Data'],
  },
])('$name', (each) => {
  expect(outcomesOf(rule, each.template)).toEqual(each.verdicts);
});

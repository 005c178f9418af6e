import { jwkIncompletelyDescribed as rule } from '../../lib/rules/jwk-incompletely-described';
import { outcomesOf } from './check-template';
import { jwt, plugin, ref, template } from './gateway-template';

const described = { kty: 'RSA', alg: 'RS256', use: 'sig', kid: 'customers-1' };
const modulus = (bits: number): string => Buffer.alloc(bits / 8, 0xff).toString('base64url');

test.each([
  {
    name: 'a key without alg, use or kid fails',
    template: template(
      jwt('Customers', { jwk: described, jwks: [{ kty: 'RSA' }, { ...described, use: undefined }] }),
    ),
    verdicts: ['fail plug-in Customers: jwks[0] has no alg, no use, no kid; jwks[1] has no use'],
  },
  {
    name: 'what the service does not document fails',
    template: template(
      jwt('Customers', {
        jwk: { ...described, alg: 'PS256', use: 'enc' },
        jwks: [{ ...described, n: modulus(4096) }],
      }),
    ),
    verdicts: [
      'fail plug-in Customers: jwk is for PS256; the service documents RS256 only and has use enc: it is not for signatures; jwks[0] has 4096 bits; the service documents 2048 only',
    ],
  },
  {
    name: 'symmetric and short keys are left to their own rules',
    template: template(
      jwt('Customers', {
        jwk: { ...described, n: modulus(1024) },
        jwks: [{ ...described, kty: 'oct', alg: 'HS256' }],
      }),
    ),
    verdicts: ['pass'],
  },
  {
    name: 'an RS256 key with 2048 bits, use and kid passes',
    template: template(jwt('Customers', { jwk: { ...described, n: modulus(2048) } })),
    verdicts: ['pass'],
  },
  {
    name: 'another plug-in is not looked at',
    template: template(plugin('Browsers', 'cors', { jwk: {} })),
    verdicts: [],
  },
  {
    name: 'data that holds a function is unknown',
    template: template(jwt('Customers', { jwk: { ...described, kid: ref('Kid') } })),
    verdicts: ['unknown plug-in Customers: PluginData is made by Ref Kid'],
  },
])('$name', (each) => {
  expect(outcomesOf(rule, each.template)).toEqual(each.verdicts);
});

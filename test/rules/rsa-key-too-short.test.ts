import { rsaKeyTooShort as rule } from '../../lib/rules/rsa-key-too-short';
import { outcomesOf } from './check-template';
import { jwt, plugin, template } from './gateway-template';

/** A modulus of so many bits; nobody looks whether it has two prime factors. */
const rsa = (bits: number): object => {
  const n = Buffer.alloc(bits / 8, 0xff).toString('base64url');
  return { kty: 'RSA', e: 'AQAB', n };
};

test.each([
  {
    name: 'a key under 2048 bits fails, with its size',
    template: template(jwt('Customers', { jwk: rsa(1024), jwks: [rsa(2048), rsa(2040)] })),
    verdicts: [
      'fail plug-in Customers: jwk has 1024 bits; 2048 are the least; jwks[1] has 2040 bits; 2048 are the least',
    ],
  },
  {
    name: 'zero bytes before the number do not count',
    template: template(
      jwt('Customers', { jwk: { kty: 'RSA', n: Buffer.alloc(256).fill(0xff, 128).toString('base64url') } }),
    ),
    verdicts: ['fail plug-in Customers: jwk has 1024 bits; 2048 are the least'],
  },
  {
    name: 'a key with 2048 bits or more passes, and one that is no RSA key',
    template: template(jwt('Customers', { jwks: [rsa(2048), rsa(4096), { kty: 'EC', n: 'AQAB' }] })),
    verdicts: ['pass'],
  },
  {
    name: 'a plug-in without keys is not looked at',
    template: template(plugin('Customers', 'jwtAuth', { parameter: 'X-Token' })),
    verdicts: [],
  },
  {
    name: 'data that cannot be read is unknown',
    template: template(plugin('Customers', 'jwtAuth', '{')),
    verdicts: ['unknown plug-in Customers: PluginData cannot be read'],
  },
])('$name', (each) => {
  expect(outcomesOf(rule, each.template)).toEqual(each.verdicts);
});

import { whyNotForSignatures } from '../../lib/jwk';

test.each([
  {},
  { use: 'sig', key_ops: ['verify'], alg: 'RS256' },
  { key_ops: ['encrypt', 'verify'] },
  { alg: 'an algorithm that nobody knows' },
  { alg: 7 },
  { alg: ['RSA-OAEP'] },
])('a key may verify signatures when it says %j', (key) => {
  expect(whyNotForSignatures(key)).toBeUndefined();
});

test.each([
  [{ use: 'enc' }, 'it is for encryption, not for signatures (use: enc)'],
  [{ use: 'tls' }, 'it is not for signatures (use: tls)'],
  [{ use: `"${'x'.repeat(50)}` }, `it is not for signatures (use: \\"${'x'.repeat(39)})`],
  [{ use: ['sig'] }, 'it is not for signatures (use: of the type object)'],
  [{ use: 'sig', key_ops: ['sign'] }, 'it is not for verifying signatures (key_ops)'],
  [{ key_ops: 'verify' }, 'it is not for verifying signatures (key_ops)'],
  [{ key_ops: [] }, 'it is not for verifying signatures (key_ops)'],
  [{ alg: 'RSA-OAEP' }, 'its algorithm RSA-OAEP is not for signatures'],
  [{ alg: 'ECDH-ES+A128KW', key_ops: ['verify'] }, 'its algorithm ECDH-ES+A128KW is not for signatures'],
])('a key that says %j may not', (key, why) => {
  expect(whyNotForSignatures(key)).toBe(why);
});

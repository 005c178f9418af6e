import { signingAlgorithmOf } from '../../lib/jwk';
import { isSigningAlgorithm } from '../../lib/jwk/signing-algorithm';

test.each<[unknown, boolean]>([
  ['RS256', true],
  ['EdDSA', true],
  ['rs256', false],
  ['HS256', false],
  ['toString', false],
  [['RS256'], false],
  [undefined, false],
])('%j is the name of an algorithm for signatures: %p', (word, isOne) => {
  expect(isSigningAlgorithm(word)).toBe(isOne);
});

describe('the algorithm of a key', () => {
  test.each([
    ['its alg', { kty: 'RSA', alg: 'PS384' }, 'PS384'],
    ['RS256 for an RSA key that names none', { kty: 'RSA' }, 'RS256'],
    ['that of the curve P-256', { kty: 'EC', crv: 'P-256' }, 'ES256'],
    ['that of the curve P-384', { kty: 'EC', crv: 'P-384' }, 'ES384'],
    ['that of the curve P-521', { kty: 'EC', crv: 'P-521' }, 'ES512'],
    ['that of the curve Ed25519', { kty: 'OKP', crv: 'Ed25519' }, 'EdDSA'],
    ['its alg when it may verify', { kty: 'RSA', alg: 'RS256', use: 'sig', key_ops: ['verify'] }, 'RS256'],
    ['none for an algorithm of another key type', { kty: 'RSA', alg: 'ES256' }, undefined],
    [
      'its alg when it may sign',
      { kty: 'EC', crv: 'P-384', alg: 'ES384', key_ops: ['sign', 'wrapKey'] },
      'ES384',
    ],
    ['none for an algorithm of another curve', { kty: 'EC', crv: 'P-256', alg: 'ES384' }, undefined],
    ['none for a curve of another type', { kty: 'OKP', crv: 'P-256' }, undefined],
    ['none for a symmetric algorithm', { kty: 'RSA', alg: 'HS256' }, undefined],
    ['none for a name that every object has', { kty: 'RSA', alg: 'constructor' }, undefined],
    ['none for an unknown curve', { kty: 'EC', crv: 'secp256k1' }, undefined],
    ['none for a key for encryption', { kty: 'RSA', alg: 'RS256', use: 'enc' }, undefined],
    ['none for a key that may not sign or verify', { kty: 'RSA', key_ops: ['wrapKey'] }, undefined],
  ])('is %s', (_, jwk, algorithm) => {
    expect(signingAlgorithmOf(jwk)).toBe(algorithm);
  });
});

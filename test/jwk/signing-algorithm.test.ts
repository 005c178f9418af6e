import { signingAlgorithmOf } from '../../lib/jwk';

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
    ['none for a symmetric algorithm', { kty: 'RSA', alg: 'HS256' }, undefined],
    ['none for a name that every object has', { kty: 'RSA', alg: 'constructor' }, undefined],
    ['none for an unknown curve', { kty: 'EC', crv: 'secp256k1' }, undefined],
    ['none for a key for encryption', { kty: 'RSA', alg: 'RS256', use: 'enc' }, undefined],
    ['none for a key that may not sign or verify', { kty: 'RSA', key_ops: ['wrapKey'] }, undefined],
  ])('is %s', (_, jwk, algorithm) => {
    expect(signingAlgorithmOf(jwk)).toBe(algorithm);
  });
});

import { generateKeyPairSync } from 'node:crypto';
import { keyWarnings, PublicKeySet } from '../../lib/jwk';
import { fixturePublicJwk } from '../fixtures/keys/fixture-keys';

const rsa = fixturePublicJwk('RS256');

const warningsOf = (key: unknown): string[] =>
  keyWarnings(PublicKeySet.parse({ keys: [key] })).map(({ path, message }) => `${path} ${message}`);

describe('a key set makes no warning when', () => {
  test('its keys are what the service documents', () => {
    expect(warningsOf(rsa)).toEqual([]);
  });
});

describe('a key set makes a warning when', () => {
  const { alg, use, kid, ...bare } = rsa;
  const { n } = generateKeyPairSync('rsa', { modulusLength: 2056 }).publicKey.export({ format: 'jwk' });

  test.each([
    [
      'a key says nothing of itself',
      bare,
      ['alg', 'use', 'kid'].map(
        (name) => `$.keys[0] has no ${name}; every key in the vendor's current examples has one`,
      ),
    ],
    [
      'an algorithm is not RS256',
      { ...rsa, alg: 'PS256' },
      ['$.keys[0].alg is PS256; the service documents RS256 only'],
    ],
    ['a key is not RSA', fixturePublicJwk('ES256'), ['$.keys[0].kty is EC; the service documents RSA only']],
    [
      'a modulus is not 2048 bits',
      { ...rsa, n },
      ['$.keys[0].n has 2056 bits; the service documents 2048 only'],
    ],
    [
      'a modulus begins with a zero',
      {
        ...rsa,
        n: Buffer.concat([Buffer.alloc(1), Buffer.from(rsa.n ?? '', 'base64url')]).toString('base64url'),
      },
      ['$.keys[0].n begins with a zero byte, which RFC 7518 section 2 rules out'],
    ],
    [
      'a key is for encryption',
      { ...rsa, use: 'enc', alg: 'RSA-OAEP' },
      ['$.keys[0] is not a key for signatures that we know: it verifies no token'],
    ],
    [
      'a key may not verify',
      { ...rsa, key_ops: ['encrypt'] },
      ['$.keys[0] is not a key for signatures that we know: it verifies no token'],
    ],
  ])('%s', (_, key, warnings) => {
    expect(warningsOf(key)).toEqual(warnings);
  });
});

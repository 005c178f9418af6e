import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { GatewayError } from '../../lib/errors';
import { PrivateKey, PrivateKeySet, revealPrivateJwk, thumbprint } from '../../lib/jwk';
import { renderPrivateKeySet } from '../../lib/jwk/private-key-set';
import { FIXTURE_ALGORITHMS, fixtureJwk, fixturePublicJwk, fixtureText } from '../fixtures/keys/fixture-keys';
import { gatewayErrorOf, problemsOf } from './gateway-error-of';

describe('a set of private keys', () => {
  test.each(FIXTURE_ALGORITHMS)('gives the public halves of its keys: %s', (algorithm) => {
    const set = PrivateKeySet.parse(fixtureText(algorithm));
    expect(set.publicKeys().toJSON()).toEqual({ keys: [fixturePublicJwk(algorithm)] });
  });

  test('signs with its first key, or with the one that is named', () => {
    const set = PrivateKeySet.parse({ keys: [fixtureJwk('RS256'), fixtureJwk('ES256')] });
    expect(set.signingKey()).toMatchObject({ alg: 'RS256', kid: 'rs256-test' });
    expect(set.signingKey('es256-test')).toMatchObject({
      alg: 'ES256',
      kid: 'es256-test',
      thumbprint: thumbprint(fixturePublicJwk('ES256')),
    });
  });

  test('names its keys when it has not the one that is asked for', async () => {
    const set = PrivateKeySet.parse({ keys: [fixtureJwk('RS256'), fixtureJwk('ES256')] });
    expect(await gatewayErrorOf(() => set.signingKey('old'))).toMatchObject({
      code: 'key-not-found',
      hint: 'there are: rs256-test, es256-test',
    });
    const { kid, ...nameless } = fixtureJwk('ES256');
    expect(await gatewayErrorOf(() => PrivateKeySet.parse(nameless).signingKey('old'))).toMatchObject({
      code: 'key-not-found',
      hint: 'no key of the set has a kid',
    });
  });

  test('says which key it has not, and what is wrong with a document, in one line', async () => {
    const set = PrivateKeySet.parse(fixtureText('RS256'));
    expect((await gatewayErrorOf(() => set.signingKey('old'))).message).toBe(
      'there is no private key with the kid old (there are: rs256-test)',
    );
    expect((await gatewayErrorOf(() => PrivateKeySet.parse('', 'a.private.jwks.json'))).message).toBe(
      'a.private.jwks.json: is not a set of private keys: $ is empty',
    );
  });

  test('gives all of its keys, in their order', () => {
    const keys = [fixtureJwk('ES256'), fixtureJwk('RS256')];
    const set = PrivateKeySet.parse({ keys });
    // Only members that are there, and none of those that are no part of a key.
    const other = PrivateKeySet.parse({ keys: keys.map((key) => ({ ...key, x5t: 'x' })) });
    expect(set.signingKeys().map(revealPrivateJwk)).toStrictEqual(keys);
    expect(other.signingKeys().map(revealPrivateJwk)).toStrictEqual(keys);
  });

  test('takes keys of another one after its own, and lets one of them go', async () => {
    const one = PrivateKeySet.parse(fixtureText('RS256'));
    const other = PrivateKeySet.parse(fixtureText('ES256'));
    const both = one.withKeysOf(other);
    const kidsOf = (set?: PrivateKeySet) => set?.signingKeys().map(({ kid }) => kid);
    expect(kidsOf(both)).toEqual(['rs256-test', 'es256-test']);
    expect(kidsOf(both.withoutKey('rs256-test'))).toEqual(['es256-test']);
    expect(kidsOf(both.withoutKey('unknown'))).toEqual(['rs256-test', 'es256-test']);
    expect(one.withoutKey('rs256-test')).toBeUndefined();
    expect((await gatewayErrorOf(() => both.withKeysOf(one, 'a.private.jwks.json'))).message).toBe(
      'a.private.jwks.json: is not a set of private keys: $.keys[2].kid is the kid of $.keys[0] too',
    );
  });

  test('writes a file that it reads back', () => {
    const text = fixtureText('RS256');
    expect(renderPrivateKeySet(PrivateKeySet.parse(text))).toBe(text);
  });

  test('reveals the secret to whoever asks for it by that name', () => {
    const key = PrivateKeySet.parse(fixtureText('EdDSA')).signingKey();
    expect(revealPrivateJwk(key)).toEqual(fixtureJwk('EdDSA'));
  });

  test('does not pass on to the public half that a key may sign', () => {
    const set = PrivateKeySet.parse({ ...fixtureJwk('ES256'), key_ops: ['sign'] });
    expect(set.publicKeys().keys).toEqual([fixturePublicJwk('ES256')]);
  });
});

describe('a set of private keys is refused when', () => {
  const rsa = fixtureJwk('RS256');
  const ec = fixtureJwk('ES256');
  const okp = fixtureJwk('EdDSA');
  const { n: otherModulus } = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({
    format: 'jwk',
  });

  test.each([
    ['it is half written', fixtureText('RS256').slice(0, 900), ['$ is not JSON']],
    ['it is public', fixturePublicJwk('EdDSA'), ['$.d is missing']],
    ['it is public, of another type', fixturePublicJwk('ES256'), ['$.d is missing']],
    ['a key type is unknown', { kty: 'AKP' }, ['$.kty must be RSA, EC or OKP, got AKP']],
    [
      'a part of an RSA key is missing',
      { kty: 'RSA', n: rsa.n, e: rsa.e, d: rsa.d },
      ['p', 'q', 'dp', 'dq', 'qi'].map((member) => `$.${member} is missing`),
    ],
    [
      'a member is not base64url',
      { ...ec, d: 'no secret!' },
      ['$.d must be base64url: letters, digits, - and _, without padding'],
    ],
    ['it is symmetric', { kty: 'oct', k: 'c2VjcmV0' }, ['$.kty is oct: symmetric keys are refused']],
    [
      'a key has more than two primes',
      { ...rsa, oth: [] },
      ['$.oth is of an RSA key with more than two primes, which is not supported'],
    ],
    ['a key is for encryption', { ...rsa, alg: 'RSA-OAEP' }, ['$.alg is not for signatures']],
    ['a key is used for encryption', { ...ec, alg: undefined, use: 'enc' }, ['$.use is not for signatures']],
    [
      'the halves are of two EC keys',
      { ...ec, d: fixtureJwk('EdDSA').d },
      ['$.d does not belong to the public half beside it'],
    ],
    [
      'the halves are of two OKP keys',
      { ...okp, d: ec.d },
      ['$.d does not belong to the public half beside it'],
    ],
    [
      'a private half is too short for its curve',
      { ...okp, d: 'AQ' },
      ['$.d does not belong to the public half beside it'],
    ],
    [
      'a private half is too long for its curve',
      { ...ec, d: Buffer.alloc(64, 255).toString('base64url') },
      ['$.d does not belong to the public half beside it'],
    ],
    [
      'the halves are of two RSA keys',
      { ...rsa, n: otherModulus },
      ['$.d does not belong to the public half beside it'],
    ],
    [
      'two keys have one kid',
      { keys: [rsa, { ...ec, kid: rsa.kid }] },
      ['$.keys[1].kid is the kid of $.keys[0] too'],
    ],
  ])('%s', async (_, input, problems) => {
    expect((await gatewayErrorOf(() => PrivateKeySet.parse(input))).code).toBe('key-set-invalid');
    expect(await problemsOf(() => PrivateKeySet.parse(input))).toEqual(problems);
  });

  test('any part of a key is another text, and never with another error', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...FIXTURE_ALGORITHMS),
        fc.constantFrom('kty', 'crv', 'x', 'y', 'n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi', 'alg', 'use'),
        fc.oneof(fc.base64String(), fc.string(), fc.constantFrom('AQAB', 'P-384', 'EC', 'AA', 'toString')),
        (algorithm, member, text) => {
          try {
            PrivateKeySet.parse({ ...fixtureJwk(algorithm), [member]: text });
          } catch (error) {
            expect(GatewayError.isGatewayError(error)).toBe(true);
          }
        },
      ),
    );
  });
});

test('a private key without an algorithm for signatures is a mistake of the caller', () => {
  expect(() => new PrivateKey({ ...fixtureJwk('RS256'), alg: 'RSA-OAEP' })).toThrow(
    new TypeError('a private key needs an algorithm for signatures'),
  );
});

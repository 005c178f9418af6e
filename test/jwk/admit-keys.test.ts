import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { SigningAlgorithm } from '../../lib/facts';
import { admitKeys, PublicKeySet, thumbprint } from '../../lib/jwk';
import { fixtureJwk, fixturePublicJwk } from '../fixtures/keys/fixture-keys';
import { gatewayErrorOf } from './gateway-error-of';

const documentOf = (provider: string): string =>
  readFileSync(join(__dirname, '..', 'fixtures', 'providers', `${provider}.json`), 'utf8');

function outcomeOf(document: unknown, algorithms: readonly SigningAlgorithm[] = ['RS256']) {
  const { admitted, ignored } = admitKeys(document, algorithms);
  return {
    admitted: admitted.map(
      ({ algFilledIn, jwk }) => `${jwk.kid} ${jwk.alg}${algFilledIn ? ' filled in' : ''}`,
    ),
    ignored: ignored.map(({ kid, why }) => `${kid}: ${why}`),
  };
}

describe('the key set of a provider', () => {
  test('with a key for encryption and certificates (Keycloak)', () => {
    expect(outcomeOf(documentOf('keycloak'))).toEqual({
      admitted: ['kc-sig-1 RS256', 'kc-sig-2 RS256'],
      ignored: ['kc-enc: it is for encryption, not for signatures (use: enc)'],
    });
  });

  test('with the next key beside the current one (Auth0)', () => {
    expect(outcomeOf(documentOf('auth0'))).toEqual({
      admitted: ['auth0-current RS256', 'auth0-next RS256'],
      ignored: [],
    });
  });

  test('with one key (Okta)', () => {
    expect(outcomeOf(documentOf('okta'))).toEqual({ admitted: ['okta-1 RS256'], ignored: [] });
  });

  test('without alg (Entra): the one that is asked for is filled in', () => {
    expect(outcomeOf(documentOf('entra'))).toEqual({
      admitted: ['entra-1 RS256 filled in', 'entra-2 RS256 filled in'],
      ignored: [],
    });
  });

  test('without alg, where several fit that are asked for: none is guessed', () => {
    const why = 'it names no algorithm, and several that are wanted fit: RS256, PS256';
    expect(outcomeOf(documentOf('entra'), ['RS256', 'ES256', 'PS256'])).toEqual({
      admitted: [],
      ignored: [`entra-1: ${why}`, `entra-2: ${why}`],
    });
  });

  test('of many types, of which RS256 is wanted', () => {
    const { admitted, ignored } = outcomeOf(documentOf('mixed'));
    expect(admitted).toEqual(['undefined RS256', 'rs RS256']);
    expect(ignored).toEqual([
      'pq: its type AKP is not known',
      'ps: its algorithm is PS256; wanted: RS256',
      'es: its algorithm is ES256; wanted: RS256',
      'es-without-alg: no algorithm that is wanted fits a key of the type EC: RS256',
      'k1: its curve secp256k1 is not known for signatures',
      'ed: its algorithm is EdDSA; wanted: RS256',
      'ed448: its curve Ed448 is not known for signatures',
      'x: its curve X25519 is not known for signatures',
      'wrapping: it is not for verifying signatures (key_ops)',
      'short: n has 1024 bits; 2048 are the least (RFC 7518 section 3.3)',
      'undefined: it has no kid, as another key: only one may go without',
      'rs: another key before it has the same kid',
    ]);
  });

  test('of many types, of which several are wanted', () => {
    const wanted: SigningAlgorithm[] = ['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA'];
    expect(outcomeOf(documentOf('mixed'), wanted).admitted).toEqual([
      'undefined RS256',
      'ed EdDSA',
      'es ES256',
      'es-without-alg ES384 filled in',
      'ps PS256',
      'rs RS256',
    ]);
  });

  test('keeps its public members only, with alg and use filled in', () => {
    const [first] = admitKeys(documentOf('entra'), ['RS256']).admitted;
    expect(Object.keys(first?.jwk ?? {})).toEqual(['kty', 'use', 'alg', 'kid', 'e', 'n']);
  });
});

describe('what is not in order in a provider’s set', () => {
  const good = { ...fixturePublicJwk('RS256'), kid: 'good' };

  test.each<[string, unknown, string]>([
    ['no object', 7, 'undefined: $.keys[1] must be an object, got a number'],
    ['a kid that is no text', { ...good, kid: 7 }, 'undefined: kid must be text, got a number'],
    [
      'a broken modulus',
      { ...good, kid: 'b', n: 'a+b' },
      'b: n must be base64url: letters, digits, - and _, without padding',
    ],
    ['an even exponent', { ...good, kid: 'b', e: 'Ag' }, 'b: e must be odd and more than 1'],
    ['the same key once more', good, 'good: it is listed twice'],
    [
      'an algorithm that the key cannot have',
      { ...fixturePublicJwk('ES256'), kid: 'b', alg: 'RS256' },
      'b: a key of the type EC cannot have its algorithm RS256',
    ],
    ['an HMAC algorithm', { ...good, kid: 'b', alg: 'HS256' }, 'b: its algorithm is HS256; wanted: RS256'],
    ['no algorithm', { ...good, kid: 'b', alg: 'none' }, 'b: its algorithm is none; wanted: RS256'],
    ['a use that nobody knows', { ...good, kid: 'b', use: 'tls' }, 'b: it is not for signatures (use: tls)'],
    ['no type', { kid: 'b' }, 'b: its type of undefined is not known'],
    ['no curve', { kid: 'b', kty: 'EC' }, 'b: its curve of undefined is not known for signatures'],
    [
      'a list of algorithms',
      { ...good, kid: 'b', alg: ['RS256'] },
      'b: its algorithm is of object; wanted: RS256',
    ],
    [
      'an algorithm that breaks the line and goes on and on',
      { ...good, kid: 'b', alg: `"\n${'x'.repeat(100)}` },
      `b: its algorithm is \\"\\n${'x'.repeat(38)}; wanted: RS256`,
    ],
    [
      'a name of an algorithm for encryption',
      { ...good, kid: 'b', alg: 'RSA-OAEP' },
      'b: its algorithm RSA-OAEP is not for signatures',
    ],
  ])('%s is left out with its reason', (_, key, reason) => {
    expect(outcomeOf({ keys: [good, key] })).toEqual({ admitted: ['good RS256'], ignored: [reason] });
  });

  test('a sample key, whose private half everybody has, is left out', () => {
    const sample = {
      kty: 'RSA',
      kid: 'sample',
      e: 'AQAB',
      n: '0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw',
    };
    expect(outcomeOf({ keys: [good, sample] }).ignored).toEqual([
      'sample: it is a sample key: its private half is printed on a public page',
    ]);
  });
});

test('keys are told apart by the algorithms that are wanted, and all of those are named', () => {
  const key = fixturePublicJwk('ES256');
  const keys = [
    { ...key, kid: 'a', alg: 'ES512' },
    { ...key, kid: 'b', alg: undefined },
    { ...key, kid: 'c', alg: 'PS256' },
  ];
  expect(outcomeOf({ keys }, ['RS256', 'PS256']).ignored).toEqual([
    'a: its algorithm is ES512; wanted: RS256, PS256',
    'b: no algorithm that is wanted fits a key of the type EC: RS256, PS256',
    'c: a key of the type EC cannot have its algorithm PS256',
  ]);
});

test('a key without a kid comes before all others, and what it may be used for is not passed on', () => {
  const key = fixturePublicJwk('RS256');
  const nameless = { ...key, kid: undefined, use: undefined, key_ops: ['verify'] };
  const named = { ...key, kid: '!' };
  const [admitted, others] = [
    [named, nameless],
    [nameless, named],
  ].map((keys) => admitKeys({ keys }, ['RS256']).admitted);
  const print = thumbprint(key);
  expect(others).toEqual(admitted);
  expect(admitted).toStrictEqual([
    { jwk: { kty: 'RSA', use: 'sig', alg: 'RS256', e: key.e, n: key.n }, thumbprint: print },
    { jwk: { kty: 'RSA', use: 'sig', alg: 'RS256', kid: '!', e: key.e, n: key.n }, thumbprint: print },
  ]);
});

test('what is ignored goes by the name that the document gives it, where that is text', () => {
  const keys = [5, { kty: 'AKP', kid: 'pq' }, { kty: 'AKP', kid: 7 }];
  expect(admitKeys({ keys }, ['RS256'])).toStrictEqual({
    admitted: [],
    ignored: [
      { why: '$.keys[0] must be an object, got a number' },
      { kid: 'pq', why: 'its type AKP is not known' },
      { why: 'its type AKP is not known' },
    ],
  });
});

describe('a private or symmetric member ends it, without a value', () => {
  const secret = fixtureJwk('RS256');
  const pem = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
  const legacy = generateKeyPairSync('rsa', { modulusLength: 1024 })
    .privateKey.export({ format: 'pem', type: 'pkcs1' })
    .toString();

  test.each<[string, unknown, string]>([
    [
      'of an RSA key',
      { keys: [fixturePublicJwk('ES256'), secret] },
      '$.keys[1].d is a private part of a key',
    ],
    ['of a key that would be left out', { keys: [{ ...secret, use: 'enc' }] }, '$.keys[0].d'],
    [
      'of a type that nobody knows',
      { keys: [{ kty: 'AKP', alg: 'ML-DSA-65', pub: 'AA', priv: 'c2VjcmV0' }] },
      '$.keys[0].priv',
    ],
    ['a symmetric key', { keys: [{ kty: 'oct', k: 'c2VjcmV0' }] }, '$.keys[0].k'],
    ['a symmetric key without its secret', { kty: 'oct', kid: 'x' }, '$.kty is oct, a symmetric key'],
    ['PEM text', pem, '$ holds a private key in PEM form'],
    [
      'PEM text of an older form, behind a public key',
      `-----BEGIN PUBLIC KEY-----\nAA==\n-----END PUBLIC KEY-----\n${legacy}`,
      '$ holds a private key',
    ],
    ['a block of PEM text', pem, 'block 1 is a private key'],
    ['a key in a list of what are none', { keys: [7, secret] }, '$.keys[1].d is a private part of a key'],
    ['PEM text that is cut off', pem.slice(0, 60), '$ holds a private key in PEM form'],
  ])('%s', async (_, document, words) => {
    const error = await gatewayErrorOf(() => admitKeys(document, ['RS256'], 'here'));
    expect(error.code).toBe('key-set-private');
    expect(error.message).toContain(words);
    for (const value of [secret.d, 'c2VjcmV0', pem.split('\n')[1]])
      expect(error.message).not.toContain(value);
  });
});

describe('PEM text', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey;
  const spki = rsa.export({ format: 'pem', type: 'spki' }).toString();

  test('of one key is one key without a kid', () => {
    const { admitted, ignored } = admitKeys(spki, ['RS256']);
    expect(admitted.map(({ jwk }) => jwk)).toEqual([
      { ...rsa.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' },
    ]);
    expect(ignored).toEqual([]);
  });

  test('of the older form is read, and so is what stands before it', () => {
    const pkcs1 = rsa.export({ format: 'pem', type: 'pkcs1' }).toString();
    expect(admitKeys(`subject=the signing key\n${pkcs1}`, ['RS256']).admitted).toHaveLength(1);
  });

  test('with a block that is broken leaves that out', () => {
    const { admitted, ignored } = admitKeys(
      `${spki}-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n`,
      ['RS256'],
    );
    expect(admitted).toHaveLength(1);
    expect(ignored).toEqual([{ why: 'block 2 is no public key and no certificate that a JWK can hold' }]);
  });
});

test('a private key is told of in one line, with what to do, and with nothing else that is wrong', async () => {
  const keys = [7, { kty: 'oct', kid: 'x' }];
  const error = await gatewayErrorOf(() => admitKeys({ keys }, ['RS256'], 'https://id.example/jwks'));
  expect(error.message).toBe(
    'https://id.example/jwks: holds a private key, so nothing was taken: $.keys[1].kty is oct, a symmetric key ' +
      '(whoever could read it can sign tokens: the key has to be replaced where it was made)',
  );
});

test.each([
  [['-----BEGIN PUBLIC KEY-----'], '$ must be an object, got a list'],
  ['{"keys": []}', '$.keys is empty'],
  ['{"keys": [', '$ is not JSON'],
  ['', '$ is empty'],
  [' \n', '$ is empty'],
  ['[]', '$ must be an object, got a list'],
  ['"RSA"', '$ must be an object, got a string'],
  ['null', '$ must be an object, got null'],
  ['{"keys": {}}', '$.keys must be a list, got an object'],
  ['{"keys": [null]}', '$.keys[0] must be an object, got null'],
  ['{"error": "x"}', '$ has neither keys, as a key set has, nor kty, as a key has'],
  ['-----BEGIN PUBLIC KEY-----', '$ has a PEM block without its end'],
])('%j holds no keys', async (text, words) => {
  const error = await gatewayErrorOf(() => admitKeys(text, ['RS256'], 'here'));
  expect(error.code).toBe('key-set-invalid');
  expect(error.message).toBe(`here: holds no keys that can be read: ${words}`);
});

test('a hundred keys are read, and one more is refused', async () => {
  const key = fixturePublicJwk('RS256');
  const many = (count: number) => ({
    keys: Array.from({ length: count }, (_, i) => ({ ...key, kid: `${i}` })),
  });
  expect(admitKeys(many(100), ['RS256']).admitted).toHaveLength(100);
  const error = await gatewayErrorOf(() => admitKeys(many(101), ['RS256']));
  expect(error.problems).toEqual([
    { kind: 'invalid', path: '$.keys', message: 'has 101 keys; 100 are the most that are read' },
  ]);
});

test('what is admitted is always a set that the constructs take, sorted by kid, and nothing is lost', () => {
  const all = ['keycloak', 'auth0', 'okta', 'entra', 'mixed'].flatMap(
    (name) => JSON.parse(documentOf(name)).keys,
  );
  const algorithms: SigningAlgorithm[] = ['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA'];
  fc.assert(
    fc.property(
      fc.shuffledSubarray(all, { minLength: 1 }),
      fc.shuffledSubarray(algorithms, { minLength: 1 }),
      (keys, wanted) => {
        const { admitted, ignored } = admitKeys({ keys }, wanted);
        expect(admitted.length + ignored.length).toBe(keys.length);
        if (admitted.length === 0) return;
        const kids = PublicKeySet.of(admitted.map(({ jwk }) => jwk)).keys.map(({ kid = '' }) => kid);
        expect(kids).toEqual([...kids].sort());
        for (const { jwk } of admitted) expect(wanted).toContain(jwk.alg);
      },
    ),
    { numRuns: Number(process.env.NUM_RUNS ?? 100) },
  );
});

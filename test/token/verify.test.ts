import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { PrivateKeySet, PublicKeySet, thumbprint } from '../../lib/jwk';
import { createTokenVerifier, issueToken, type RefusalReason, verifyToken } from '../../lib/token';
import { REFUSAL_CODES } from '../../lib/token/refusal';
import {
  FIXTURE_ALGORITHMS,
  type FixtureAlgorithm,
  fixtureJwk,
  fixturePublicJwk,
  fixtureText,
} from '../fixtures/keys/fixture-keys';
import {
  CLAIMS,
  HEADER,
  hs256Token,
  keysOf,
  NOW_SECONDS,
  now,
  rs256Token,
  unsignedToken,
} from './handmade-token';

const RSA = keysOf('RS256');

const answerTo = (token: string, keys = RSA) => verifyToken(token, keys, { now });

/** Why a token is refused, or `verified`. */
async function reasonFor(token: string, keys = RSA): Promise<RefusalReason | 'verified'> {
  const answer = await answerTo(token, keys);
  return answer.verified ? 'verified' : answer.reason;
}

const tokenOf = (algorithm: FixtureAlgorithm) =>
  issueToken(PrivateKeySet.parse(fixtureText(algorithm)).signingKey(), { now, sub: 'alice' });

describe('a token verifies', () => {
  test.each(FIXTURE_ALGORITHMS)('with the key that signed it: %s', async (algorithm) => {
    const jwk = fixturePublicJwk(algorithm);
    expect(await answerTo(await tokenOf(algorithm), PublicKeySet.of([jwk]))).toEqual({
      verified: true,
      header: { alg: algorithm, kid: jwk.kid, typ: 'JWT' },
      claims: { sub: 'alice', iat: NOW_SECONDS, exp: NOW_SECONDS + 600 },
      key: { kid: jwk.kid, thumbprint: thumbprint(jwk), alg: algorithm },
      notes: [],
    });
  });

  test.each(['PS256', 'PS384', 'PS512', 'RS384', 'RS512'])('with an RSA key for %s', async (alg) => {
    const key = PrivateKeySet.parse({ ...fixtureJwk('RS256'), alg }).signingKey();
    const keys = PublicKeySet.parse({ ...fixturePublicJwk('RS256'), alg });
    expect(await reasonFor(await issueToken(key, { now }), keys)).toBe('verified');
  });

  test('with a key that says nothing of itself', async () => {
    const { kty, n, e } = fixturePublicJwk('RS256');
    const keys = PublicKeySet.parse({ kty, n, e });
    expect(await answerTo(rs256Token(HEADER, CLAIMS), keys)).toMatchObject({
      verified: true,
      key: { alg: 'RS256' },
    });
  });

  test('without exp, with a note', async () => {
    expect(await answerTo(rs256Token(HEADER, {}))).toMatchObject({
      verified: true,
      claims: {},
      notes: ['exp-missing'],
    });
  });

  test('for any issuer and audience, as the plug-in does not look at them', async () => {
    expect(await reasonFor(rs256Token(HEADER, { ...CLAIMS, iss: 'evil', aud: 5 }))).toBe('verified');
  });
});

describe('the key of a token', () => {
  const { kid: _, ...nameless } = fixturePublicJwk('RS256');
  const other = fixturePublicJwk('ES256');
  const named = { ...nameless, kid: 'named' };
  const keysWith = (...keys: object[]) => PublicKeySet.parse({ keys });
  const tokenFor = (kid: string | undefined) => rs256Token({ alg: 'RS256', kid }, CLAIMS);

  test.each<[string, string | undefined, object[], RefusalReason | 'verified']>([
    ['is the one of its kid', 'named', [other, named], 'verified'],
    ['is the one without a kid when none has its kid', 'unknown', [other, nameless], 'verified'],
    ['is the one without a kid when it names none', undefined, [other, nameless], 'verified'],
    ['is not another one when it names none', undefined, [named], 'key-not-found'],
    ['is not another one when none has its kid', 'unknown', [named], 'key-not-found'],
    [
      'is not the one without a kid when another has its kid',
      'es256-test',
      [other, nameless],
      'algorithm-mismatch',
    ],
    ['is not found by a kid that only looks the same', 'Named', [named], 'key-not-found'],
    ['is not found by a name that every object has', 'constructor', [named], 'key-not-found'],
  ])('%s', async (_, kid, keys, outcome) => {
    expect(await reasonFor(tokenFor(kid), keysWith(...keys))).toBe(outcome);
  });

  test('is named in the answer as the gateway does', async () => {
    expect(await answerTo(tokenFor('gone'))).toMatchObject({
      code: 'A403JK',
      message: 'no key has the kid "gone"',
    });
    expect(await answerTo(tokenFor(undefined))).toMatchObject({
      code: 'A403JK',
      message: 'the token names no key, and every key has a kid',
    });
  });

  test('is named in ASCII and at a bearable length', async () => {
    const { message } = (await answerTo(tokenFor(`\u202e\r\né${'x'.repeat(500)}`))) as { message: string };
    expect(message).toBe(`no key has the kid "\\u202e\\r\\n\\u00e9${'x'.repeat(60)}..."`);
  });
});

describe('a token does not choose how it is verified:', () => {
  const attacker = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const attackerJwk = attacker.publicKey.export({ format: 'jwk' });
  const pem = generateKeyPairSync('ed25519').publicKey.export({ format: 'pem', type: 'spki' });

  test.each(['none', 'None', 'NONE', 'nOnE'])('alg %s, without a signature', async (alg) => {
    expect(await reasonFor(unsignedToken({ ...HEADER, alg }, CLAIMS))).toBe('algorithm-none');
  });

  test('no signature under an honest alg', async () => {
    expect(await reasonFor(unsignedToken(HEADER, CLAIMS))).toBe('signature-invalid');
  });

  test.each([
    ['the JSON of the key set', JSON.stringify(RSA)],
    ['the JSON of the key', JSON.stringify(RSA.keys[0])],
    ['the modulus', Buffer.from(RSA.keys[0]?.n ?? '', 'base64url')],
    ['a public key in PEM', pem],
    ['nothing', ''],
  ])('HS256 with %s as its secret', async (_, secret) => {
    expect(await reasonFor(hs256Token({ ...HEADER, alg: 'HS256' }, CLAIMS, secret))).toBe(
      'algorithm-symmetric',
    );
    expect(await reasonFor(hs256Token({ ...HEADER, alg: 'hs256' }, CLAIMS, secret))).toBe(
      'algorithm-symmetric',
    );
  });

  test('HS256 under an RS256 header', async () => {
    expect(await reasonFor(hs256Token(HEADER, CLAIMS, JSON.stringify(RSA)))).toBe('signature-invalid');
  });

  test.each(['RS384', 'PS256', 'ES256', 'EdDSA', 'rs256', 'XHS256', 'constructor', ''])(
    'alg %p for an RS256 key',
    async (alg) => {
      expect(await reasonFor(rs256Token({ ...HEADER, alg }, CLAIMS))).toBe('algorithm-mismatch');
    },
  );

  test.each([
    ['jwk', attackerJwk],
    ['jku', 'https://attacker.example/jwks.json'],
    ['x5u', 'https://attacker.example/cert.pem'],
    ['x5c', ['MIIB']],
  ])('a %s of its own', async (member, value) => {
    const header = { ...HEADER, [member]: value };
    // Harmless beside a good signature, and of no use beside another one.
    expect(await reasonFor(rs256Token(header, CLAIMS))).toBe('verified');
    const signedByAttacker = PrivateKeySet.parse({
      ...attacker.privateKey.export({ format: 'jwk' }),
      kid: HEADER.kid,
    });
    const forged = await issueToken(signedByAttacker.signingKey(), { now });
    const [, payload, signature] = forged.split('.');
    expect(
      await reasonFor(`${Buffer.from(JSON.stringify(header)).toString('base64url')}.${payload}.${signature}`),
    ).toBe('signature-invalid');
    expect(await reasonFor(forged)).toBe('signature-invalid');
  });

  test.each([[['exp']], [['b64']], [[]], ['exp'], [null]])('crit %j', async (crit) => {
    expect(await reasonFor(rs256Token({ ...HEADER, crit, b64: true }, CLAIMS))).toBe('critical-header');
  });
});

describe('a key that is not for signatures verifies nothing:', () => {
  test.each([
    ['it is for encryption', { use: 'enc' }],
    ['it has an algorithm for encryption', { alg: 'RSA-OAEP' }],
    ['it may only encrypt', { key_ops: ['encrypt'] }],
  ])('%s', async (_, members) => {
    const keys = PublicKeySet.parse({ ...fixturePublicJwk('RS256'), ...members });
    expect(await answerTo(rs256Token(HEADER, CLAIMS), keys)).toMatchObject({
      reason: 'key-not-for-signatures',
      code: 'A403JT',
      message: 'the key "rs256-test" is not for signatures',
    });
  });
});

test.each([
  ['a huge exponent', { e: Buffer.alloc(300, 0x81).toString('base64url') }],
  ['a huge modulus', { n: Buffer.alloc(4000, 0x81).toString('base64url') }],
  ['a modulus that is even', { n: Buffer.alloc(256, 0x82).toString('base64url') }],
])('a key with %s verifies nothing, and does no harm', async (_, members) => {
  const keys = PublicKeySet.parse({ ...fixturePublicJwk('RS256'), ...members });
  expect(await reasonFor(rs256Token(HEADER, CLAIMS), keys)).toBe('signature-invalid');
});

describe('the time of a token', () => {
  const at = async (claims: object, seconds: number, ignoreExpirationCheck?: boolean) => {
    const options = { now: () => seconds * 1000, ignoreExpirationCheck };
    const answer = await verifyToken(rs256Token(HEADER, claims), RSA, options);
    return answer.verified ? 'verified' : answer.reason;
  };

  test.each<[string, object, number, string]>([
    ['is good a millisecond before exp', { exp: 1000 }, 999.999, 'verified'],
    ['is over at exp', { exp: 1000 }, 1000, 'expired'],
    ['is over after exp', { exp: 1000 }, 5000, 'expired'],
    ['may end at a fraction of a second', { exp: 1000.5 }, 1000.25, 'verified'],
    ['is over when exp is 0', { exp: 0 }, 1000, 'expired'],
    ['is over when exp is negative', { exp: -1 }, 0, 'expired'],
    ['may end in a far future', { exp: 1e18 }, 1000, 'verified'],
    ['begins at nbf', { exp: 2000, nbf: 1000 }, 1000, 'verified'],
    ['has not begun a millisecond before nbf', { exp: 2000, nbf: 1000 }, 999.999, 'not-yet-valid'],
    ['has not begun in a far future', { nbf: 1e18 }, 1000, 'not-yet-valid'],
    ['may be written in the future by a clock that is fast', { exp: 2000, iat: 1500 }, 1000, 'verified'],
  ])('%s', async (_, claims, seconds, outcome) => {
    expect(await at(claims, seconds)).toBe(outcome);
  });

  test('may be over when that is not to be checked', async () => {
    expect(await at({ exp: 1000 }, 5000, true)).toBe('verified');
    expect(await at({ exp: 1000, nbf: 6000 }, 5000, true)).toBe('not-yet-valid');
    expect(await at({ exp: 'soon' }, 5000, true)).toBe('claim-malformed');
  });

  test.each(['exp', 'nbf', 'iat'])('is refused when %s is no number', async (name) => {
    for (const value of ['1000', null, true, [1], {}, '']) {
      expect(await at({ exp: 2000, [name]: value }, 1000)).toBe('claim-malformed');
    }
    const infinite = rs256Token(HEADER, `{"${name}": 1e999}`);
    expect(await verifyToken(infinite, RSA, { now: () => 0 })).toMatchObject({
      reason: 'claim-malformed',
      code: 'A403JT',
      message: `${name} is not a number of seconds since 1970`,
    });
  });

  test('is told in the refusal', async () => {
    const expired = await answerTo(rs256Token(HEADER, { exp: NOW_SECONDS }));
    expect(expired).toMatchObject({ code: 'A403JE', message: 'expired at 2026-01-01T00:00:00.000Z' });
    const early = await answerTo(rs256Token(HEADER, { nbf: 1e15 }));
    expect(early).toMatchObject({
      code: 'A403JT',
      message: 'not valid before 1000000000000000 seconds since 1970',
    });
  });

  test('is not looked at before the signature', async () => {
    const expired = rs256Token(HEADER, { exp: 1 });
    expect(await reasonFor(`${expired.slice(0, -342)}${'A'.repeat(342)}`)).toBe('signature-invalid');
  });

  test('cannot be told by a clock that has none', async () => {
    for (const time of [Number.NaN, Number.POSITIVE_INFINITY, undefined as unknown as number]) {
      await expect(verifyToken(rs256Token(HEADER, CLAIMS), RSA, { now: () => time })).rejects.toThrow(
        new TypeError('options.now must return milliseconds since 1970'),
      );
    }
  });
});

describe('a refusal', () => {
  test('tells what the token says, when it can be read', async () => {
    expect(await answerTo(rs256Token({ ...HEADER, alg: 'RS512' }, CLAIMS))).toEqual({
      verified: false,
      reason: 'algorithm-mismatch',
      code: 'A403JT',
      message: 'the key "rs256-test" is for RS256, the token has "RS512"',
      header: { ...HEADER, alg: 'RS512' },
      claims: CLAIMS,
    });
  });

  test('tells why it cannot', async () => {
    expect(await answerTo('a.b')).toEqual({
      verified: false,
      reason: 'malformed',
      code: 'I400JD',
      message: 'the token has 2 parts between dots; a signed token has three',
    });
    expect(await answerTo('x'.repeat(9000))).toMatchObject({ reason: 'too-large', code: 'I400JD' });
  });

  test('is there for every reason, with one line of ASCII that does not quote the token', async () => {
    const encryption = PublicKeySet.parse({ ...fixturePublicJwk('RS256'), use: 'enc' });
    const good = rs256Token(HEADER, CLAIMS);
    const cases: [string, PublicKeySet][] = [
      [rs256Token({ ...HEADER, alg: 'ES256' }, CLAIMS), RSA],
      [unsignedToken({ alg: 'none' }, CLAIMS), RSA],
      [hs256Token({ alg: 'HS256' }, CLAIMS, 'x'), RSA],
      [rs256Token(HEADER, { exp: 'x' }), RSA],
      [rs256Token({ ...HEADER, crit: ['x'] }, CLAIMS), RSA],
      [rs256Token(HEADER, { exp: 1 }), RSA],
      [good, encryption],
      [rs256Token({ ...HEADER, kid: 'x' }, CLAIMS), RSA],
      [`${good}=`, RSA],
      [rs256Token(HEADER, { nbf: 1e10 }), RSA],
      [`${good.slice(0, -8)}AAAAAAAA`, RSA],
      [good.repeat(20), RSA],
    ];
    const reasons = new Set<string>();
    for (const [token, keys] of cases) {
      const answer = await answerTo(token, keys);
      if (answer.verified) throw new Error('expected a refusal');
      reasons.add(answer.reason);
      expect(answer.code).toBe(REFUSAL_CODES[answer.reason]);
      expect(answer.message).toMatch(/^[\x20-\x7e]{1,200}$/);
      for (const part of token.split('.').filter((text) => text.length > 8))
        expect(answer.message).not.toContain(part);
    }
    expect([...reasons].sort()).toEqual(Object.keys(REFUSAL_CODES).sort());
  });
});

describe('a good token with one character changed is refused', () => {
  const character = fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code));

  const base64url = fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_');

  test.each(FIXTURE_ALGORITHMS)('whichever and however: %s', async (algorithm) => {
    const token = await tokenOf(algorithm);
    const keys = keysOf(algorithm);
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: token.length - 1 }),
        fc.oneof(character, base64url),
        async (index, other) => {
          fc.pre(token[index] !== other);
          expect(await reasonFor(`${token.slice(0, index)}${other}${token.slice(index + 1)}`, keys)).not.toBe(
            'verified',
          );
        },
      ),
      { numRuns: 150 },
    );
  });

  test('also one that is left out, doubled or put before or after', async () => {
    const token = await tokenOf('ES256');
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: token.length - 1 }), character, async (index, other) => {
        const changed = [
          token.slice(0, index) + token.slice(index + 1),
          token.slice(0, index) + token.slice(index, index + 1) + token.slice(index),
          other + token,
          token + other,
        ];
        for (const each of changed) expect(await reasonFor(each, keysOf('ES256'))).not.toBe('verified');
      }),
    );
  });

  test('and so is one byte of any part of it', async () => {
    const parts = (await tokenOf('EdDSA')).split('.').map((text) => Buffer.from(text, 'base64url'));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(0, 1, 2),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (which, at, mask) => {
          const changed = parts.map((bytes, index) => {
            const copy = Buffer.from(bytes);
            const offset = at % copy.length;
            if (index === which) copy[offset] = (copy[offset] ?? 0) ^ mask;
            return copy.toString('base64url');
          });
          expect(await reasonFor(changed.join('.'), keysOf('EdDSA'))).not.toBe('verified');
        },
      ),
    );
  });
});

test('no text makes verification throw', async () => {
  const piece = fc.oneof(
    fc.string(),
    fc.json().map((text) => Buffer.from(text).toString('base64url')),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(piece, { maxLength: 4 }).map((parts) => parts.join('.')),
      async (text) => {
        expect((await answerTo(text)).verified).toBe(false);
      },
    ),
  );
});

test('a verifier remembers nothing of a token', async () => {
  const good = rs256Token({ ...HEADER, jku: 'good' }, CLAIMS);
  const [head = '', payload = ''] = rs256Token({ ...HEADER, jku: 'forged' }, CLAIMS).split('.');
  const set = jest.spyOn(Map.prototype, 'set');
  try {
    const verifier = createTokenVerifier(RSA);
    await verifier.checkSignature(`${head}.${payload}.${good.split('.')[2]}`);
    await verifier.checkSignature(good);
    const remembered = set.mock.calls.map(([key]) => key);
    expect([remembered.includes(head), remembered.includes(good.split('.')[0])]).toEqual([false, false]);
  } finally {
    set.mockRestore();
  }
});

test('a verifier judges a token as one that has seen no other', async () => {
  const good = Array.from({ length: 70 }, (_, index) => rs256Token({ ...HEADER, index }, CLAIMS));
  const [head = '', payload = '', signature = ''] = (good[0] ?? '').split('.');
  const tokens = [
    ...good,
    rs256Token({ ...HEADER, index: 0 }, { ...CLAIMS, sub: 'bob' }),
    `${head}.${unsignedToken({}, { sub: 'mallory' }).split('.')[1]}.${signature}`,
    `${head}.${payload}=.${signature}`,
    `${head}.${payload}.`,
    rs256Token({ ...HEADER, alg: 'RS512' }, CLAIMS),
    rs256Token({ ...HEADER, kid: 'other' }, CLAIMS),
    unsignedToken({ ...HEADER, alg: 'none' }, CLAIMS),
  ];
  const fresh = (token: string) => createTokenVerifier(RSA).checkSignature(token);
  const verdicts = new Map(
    await Promise.all(tokens.map(async (token) => [token, await fresh(token)] as const)),
  );
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray([...tokens, ...tokens]), async (some) => {
      const verifier = createTokenVerifier(RSA);
      for (const token of some) expect(await verifier.checkSignature(token)).toEqual(verdicts.get(token));
      const together = await Promise.all(some.map((token) => verifier.checkSignature(token)));
      expect(together).toEqual(some.map((token) => verdicts.get(token)));
    }),
    { numRuns: 5 },
  );
});

import fc from 'fast-check';
import { PrivateKeySet } from '../../lib/jwk';
import {
  type Claims,
  decodeToken,
  type IssueOptions,
  issueToken,
  type JsonValue,
  verifyToken,
} from '../../lib/token';
import { fixtureJwk, fixtureText } from '../fixtures/keys/fixture-keys';
import { gatewayErrorOf } from '../jwk/gateway-error-of';
import { keysOf, NOW_SECONDS, now } from './handmade-token';

const key = PrivateKeySet.parse(fixtureText('EdDSA')).signingKey();
const issue = (options: Partial<IssueOptions> = {}) => issueToken(key, { now, ...options });
const claimsOf = async (options: Partial<IssueOptions> = {}) => decodeToken(await issue(options)).claims;

describe('an issued token', () => {
  test('is good for ten minutes unless asked otherwise, and says when it was issued', async () => {
    expect(decodeToken(await issue())).toEqual({
      header: { alg: 'EdDSA', kid: 'eddsa-test', typ: 'JWT' },
      claims: { iat: NOW_SECONDS, exp: NOW_SECONDS + 600 },
      signatureBytes: 64,
    });
  });

  test('names no key when the key has no kid', async () => {
    const { kid, ...nameless } = fixtureJwk('ES256');
    const token = await issueToken(PrivateKeySet.parse(nameless).signingKey(), { now });
    expect(decodeToken(token).header).toEqual({ alg: 'ES256', typ: 'JWT' });
  });

  test('has the claims that are asked for', async () => {
    expect(
      await claimsOf({
        sub: 'alice',
        iss: 'https://login.example.com',
        aud: ['orders', 'returns'],
        nbf: NOW_SECONDS - 60,
        jti: 'one',
        ttlSeconds: 60,
        claims: { role: 'admin', limits: { day: 5, tags: [null, true] } },
      }),
    ).toEqual({
      iss: 'https://login.example.com',
      sub: 'alice',
      aud: ['orders', 'returns'],
      nbf: NOW_SECONDS - 60,
      jti: 'one',
      role: 'admin',
      limits: { day: 5, tags: [null, true] },
      iat: NOW_SECONDS,
      exp: NOW_SECONDS + 60,
    });
  });

  test('may have a registered claim among the others', async () => {
    expect(await claimsOf({ claims: { sub: 'bob', aud: 'orders' } })).toMatchObject({
      sub: 'bob',
      aud: 'orders',
    });
  });

  test('counts whole seconds', async () => {
    expect(await claimsOf({ now: () => 1_999.9 })).toEqual({ iat: 1, exp: 601 });
  });

  test('verifies, whatever its claims are, and comes out with the same ones', async () => {
    const name = fc
      .string()
      .filter((text) => !['iss', 'sub', 'aud', 'nbf', 'jti', 'iat', 'exp'].includes(text));
    const value = fc.jsonValue({ maxDepth: 3 }).map((json): JsonValue => JSON.parse(JSON.stringify(json)));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.oneof(name, fc.constant('__proto__')), value), { maxLength: 4 }),
        fc.integer({ min: 1, max: 604_800 }),
        async (entries, ttlSeconds) => {
          const claims: Claims = Object.fromEntries(entries);
          fc.pre(JSON.stringify(claims).length < 4000);
          const token = await issue({ claims, ttlSeconds });
          const time = { iat: NOW_SECONDS, exp: NOW_SECONDS + ttlSeconds };
          const answer = await verifyToken(token, keysOf('EdDSA'), { now });
          expect(answer).toMatchObject({ verified: true, notes: [] });
          expect(Object.entries(answer.claims ?? {})).toEqual(
            expect.arrayContaining([...Object.entries(claims), ...Object.entries(time)]),
          );
          expect(Object.keys(answer.claims ?? {})).toHaveLength(Object.keys(claims).length + 2);
        },
      ),
    );
  });
});

describe('the lifetime of a token', () => {
  test.each([1, 604_800])('may be %p seconds', async (ttlSeconds) => {
    expect(await claimsOf({ ttlSeconds })).toMatchObject({ exp: NOW_SECONDS + ttlSeconds });
  });

  test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, '60' as unknown as number])(
    'cannot be %p',
    async (ttlSeconds) => {
      for (const allowLongLifetime of [false, true]) {
        expect(await gatewayErrorOf(() => issue({ ttlSeconds, allowLongLifetime }))).toMatchObject({
          code: 'token-ttl-refused',
          message: `a token cannot be good for ${ttlSeconds} seconds (give a whole number from 1 to 604800)`,
        });
      }
    },
  );

  test('is 7 days at most unless the danger is accepted', async () => {
    expect(await gatewayErrorOf(() => issue({ ttlSeconds: 604_801 }))).toMatchObject({
      code: 'token-ttl-refused',
      message:
        '604801 seconds are more than 7 days (604800) ' +
        '(a stolen token stays good until it expires; give less, or allow a long lifetime)',
    });
    expect(await claimsOf({ ttlSeconds: 604_801, allowLongLifetime: true })).toMatchObject({
      exp: NOW_SECONDS + 604_801,
    });
  });

  test('cannot be counted from a clock without a time', async () => {
    await expect(issue({ now: () => Number.NaN })).rejects.toThrow(
      new TypeError('options.now must return milliseconds since 1970'),
    );
  });
});

describe('claims are refused when', () => {
  const cyclic: Record<string, unknown> = {};
  cyclic.self = cyclic;

  test.each<[string, object, string[]]>([
    ['one is given twice', { sub: 'a', claims: { sub: 'a' } }, ['$.sub is given twice']],
    ['exp is given', { claims: { exp: 1 } }, ['$.exp is always set, from the clock and the time to live']],
    ['iat is given', { claims: { iat: 1 } }, ['$.iat is always set, from the clock and the time to live']],
    ['sub is no text', { claims: { sub: 7 } }, ['$.sub must be text']],
    ['iss is no text', { iss: ['a'] }, ['$.iss must be text']],
    ['jti is no text', { claims: { jti: null } }, ['$.jti must be text']],
    ['aud is an empty list', { aud: [] }, ['$.aud must be text or a list of texts']],
    ['aud is a list of numbers', { claims: { aud: [1] } }, ['$.aud must be text or a list of texts']],
    ['aud is a text and a number', { claims: { aud: ['a', 1] } }, ['$.aud must be text or a list of texts']],
    ['nbf is text', { claims: { nbf: '1' } }, ['$.nbf must be a number of seconds since 1970']],
    ['nbf is not finite', { nbf: Number.NaN }, [expect.stringMatching(/^\$\.nbf is not JSON/)]],
    ['nbf is exp', { nbf: NOW_SECONDS + 600 }, ['$.nbf is not before exp: the token would never be good']],
    ...[undefined, () => 1, 1n, Symbol('x'), Number.NaN, [undefined], new Date(0), new Map(), cyclic].map(
      (value): [string, object, string[]] => [
        `one is ${typeof value === 'object' ? 'an object of another sort' : typeof value}`,
        { claims: { x: value } },
        ['$.x is not JSON: text, a finite number, true, false, null, a list or an object'],
      ],
    ),
  ])('%s', async (_, options, problems) => {
    const error = await gatewayErrorOf(() => issue(options));
    expect(error.code).toBe('token-claims-invalid');
    expect(error.problems.map(({ path, message }) => `${path} ${message}`)).toEqual(problems);
  });

  test('several are wrong, and all of them are told', async () => {
    const error = await gatewayErrorOf(() => issue({ sub: 'a', claims: { sub: 5, exp: 1, x: Number.NaN } }));
    expect(error.problems.map(({ path }) => path)).toEqual(['$.sub', '$.exp', '$.sub', '$.x']);
  });

  test('no request could carry the token', async () => {
    expect((await gatewayErrorOf(() => issue({ claims: { x: 'x'.repeat(8000) } }))).code).toBe(
      'token-too-large',
    );
  });
});

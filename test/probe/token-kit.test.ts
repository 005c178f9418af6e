import { PrivateKeySet, PublicKeySet, thumbprint } from '../../lib/jwk';
import { createTokenKit, TOKEN_KIND_IDS, TOKEN_KINDS, type TokenKindId } from '../../lib/probe';
import { type FixtureAlgorithm, fixtureJwk, fixturePublicJwk } from '../fixtures/keys/fixture-keys';
import type { Loose } from '../model/sample';
import { counter, NOW_SECONDS, now } from './fake-gateway';
import { impostorOf } from './impostors';

const publicOf = (algorithm: FixtureAlgorithm, more: Loose = {}) => ({
  ...fixturePublicJwk(algorithm),
  ...more,
});
const privateOf = (algorithm: FixtureAlgorithm, more: Loose = {}) =>
  PrivateKeySet.parse({ ...fixtureJwk(algorithm), ...more }).signingKey();

const ES256 = publicOf('ES256', { kid: 'a' });
const EDDSA = publicOf('EdDSA', { kid: 'b' });
const FOR_ENCRYPTION = publicOf('ES256', { kid: 'enc', use: 'enc', alg: undefined });

const kit = (keys: readonly Loose[], more: Loose = {}) =>
  createTokenKit({
    publicKeys: PublicKeySet.of(keys),
    now,
    random: counter(),
    createImpostor: impostorOf,
    ...more,
  });

const json = (part = ''): Loose => JSON.parse(Buffer.from(part, 'base64url').toString());

/** The tokens of a kind in few words: the spelling, the header and the claims. */
const tokensOf = async (made: ReturnType<typeof kit>, kind: TokenKindId) =>
  (await made).attempts(kind).map(({ values, variant }) => {
    const [header, claims] = values[0]?.text.split('.') ?? [];
    return { variant, header: json(header), claims: json(claims) };
  });

const idsThatNeed = (...needs: string[]) =>
  TOKEN_KIND_IDS.filter((id) => needs.includes(TOKEN_KINDS[id].needs));

test.each<[string, Loose, readonly string[], string | undefined]>([
  ['a private key', { signingKey: privateOf('ES256', { kid: 'a' }) }, [], undefined],
  ['nothing', {}, ['private key', 'good token'], 'there is no private key'],
  ['a good token', { goodToken: 'a.b.c' }, ['private key'], 'there is no private key'],
  [
    'the private key of somebody else',
    { signingKey: privateOf('RS256') },
    ['private key', 'good token'],
    "the private key is of none of the gateway's keys",
  ],
  [
    'the private key of somebody else, and a good token',
    { signingKey: privateOf('RS256'), goodToken: 'a.b.c' },
    ['private key'],
    "the private key is of none of the gateway's keys",
  ],
])('what can be made with %s, and why the others cannot', async (_, more, missing, why) => {
  const made = await kit([ES256], more);
  const leftOut = idsThatNeed(...missing);
  expect(made.kinds).toEqual(TOKEN_KIND_IDS.filter((id) => !leftOut.includes(id)));
  expect([...made.leftOut]).toEqual(leftOut.map((id) => [id, why]));
});

test('a kind that is left out cannot be asked for', async () => {
  const made = await kit([ES256]);
  expect(() => made.attempts('expired')).toThrow(
    new TypeError('no token of the kind expired can be made: there is no private key'),
  );
});

test('who has no key for signatures has no tokens', async () => {
  await expect(kit([FOR_ENCRYPTION])).rejects.toMatchObject({
    code: 'key-set-invalid',
    message: expect.stringContaining('no key of the gateway is for signatures'),
  });
});

const both = [FOR_ENCRYPTION, ES256, EDDSA];
const A = privateOf('ES256', { kid: 'a' });
const B = privateOf('EdDSA', { kid: 'b' });

test.each<[string, Loose, string, string]>([
  ['the first one for signatures, without a private key', {}, 'a', 'ES256'],
  [
    'the first one for signatures, with the private key of somebody else',
    { signingKey: privateOf('RS256') },
    'a',
    'ES256',
  ],
  ['the one whose private half is there', { signingKey: B }, 'b', 'EdDSA'],
])('the key that is attacked is %s', async (_, more, kid, alg) => {
  const [token] = await tokensOf(kit(both, more), 'wrong-key');
  expect(token?.header).toEqual({ alg, kid, typ: 'JWT' });
});

test('the impostor is asked for with the algorithm of the key that is attacked', async () => {
  const asked: string[] = [];
  const createImpostor = async (algorithm: Loose) => {
    asked.push(algorithm);
    return impostorOf(algorithm);
  };
  await kit(both, { createImpostor, signingKey: B });
  await kit(both, { createImpostor });
  expect(asked).toEqual(['EdDSA', 'ES256']);
});

test('an impostor is made where none is given', async () => {
  const [one, other] = [
    kit([ES256], { createImpostor: undefined }),
    kit([ES256], { createImpostor: undefined }),
  ];
  const keys = await Promise.all([one, other].map((made) => tokensOf(made, 'embedded-jwk')));
  const [mine, theirs] = keys.map((tokens) => tokens[0]?.header.jwk.x);
  expect(mine).toMatch(/^[\w-]{43}$/);
  expect(mine).not.toBe(theirs);
});

test.each<[string, Loose, Loose]>([
  ['nothing', {}, {}],
  ['an issuer', { issuer: 'i' }, { iss: 'i' }],
  ['an audience', { audience: 'a' }, { aud: 'a' }],
  ['other claims', { issuer: 'i', claims: { role: 'admin' } }, { iss: 'i', role: 'admin' }],
  [
    'claims that win',
    { issuer: 'i', audience: 'a', claims: { iss: 'j', aud: 'b', sub: 's' } },
    { iss: 'j', aud: 'b', sub: 's' },
  ],
])('a good token says what it must, and nothing more: %s', async (_, more, expected) => {
  const [token] = await tokensOf(kit([ES256], { ...more, signingKey: A }), 'good');
  const times = { iat: NOW_SECONDS, exp: NOW_SECONDS + 300, jti: expect.any(String) };
  expect(token?.claims).toEqual({ sub: 'jwt-gateway-probe', ...times, ...expected });
});

test('the clock is read anew for each token, in whole seconds', async () => {
  let millis = 1999;
  const made = kit([ES256], { signingKey: A, now: () => millis });
  expect((await tokensOf(made, 'good'))[0]?.claims.iat).toBe(1);
  millis = 2000;
  expect((await tokensOf(made, 'good'))[0]?.claims.iat).toBe(2);
});

const variantsOf = async (keys: readonly Loose[], more: Loose) => {
  const made = await kit(keys, more);
  const good = made.leftOut.has('good') ? [] : await tokensOf(kit(keys, more), 'good');
  return {
    good: good.map(({ header, variant }) => `${variant}: ${header.alg} ${header.kid}`),
    unproved: made.unprovedKeys,
  };
};

test.each<[string, readonly Loose[], Loose, readonly string[], readonly string[]]>([
  ['one key', [ES256], { signingKey: A }, ['undefined: ES256 a'], []],
  ['no private key', both, {}, [], []],
  ['one half of two', both, { signingKey: A }, ['undefined: ES256 a'], ['kid b']],
  ['both halves', both, { signingKey: A, moreSigningKeys: [A, B] }, ['kid a: ES256 a', 'kid b: EdDSA b'], []],
  [
    'both halves, the other one first',
    both,
    { signingKey: B, moreSigningKeys: [A] },
    ['kid b: EdDSA b', 'kid a: ES256 a'],
    [],
  ],
  ['the half of somebody else', both, { signingKey: privateOf('RS256') }, [], ['kid a', 'kid b']],
  [
    'one key under two names',
    [ES256, { ...ES256, kid: 'c' }],
    { signingKey: A },
    ['kid a: ES256 a', 'kid c: ES256 c'],
    [],
  ],
  [
    'keys without a name',
    [ES256, { ...EDDSA, kid: undefined }],
    { signingKey: A },
    ['undefined: ES256 a'],
    [`key ${thumbprint(PublicKeySet.of([EDDSA]).keys[0] as Loose)}`],
  ],
])(
  'there is a good token of each key with a private half, and the others are named: %s',
  async (_, keys, more, good, unproved) => {
    expect(await variantsOf(keys, more)).toEqual({ good, unproved });
  },
);

test('a bad token is made of the attacked key alone', async () => {
  const tokens = await tokensOf(kit(both, { signingKey: A, moreSigningKeys: [B] }), 'expired');
  expect(tokens.map(({ header, variant }) => [header.kid, variant])).toEqual([['a', undefined]]);
});

import { createHmac, createPublicKey, X509Certificate } from 'node:crypto';
import { PrivateKeySet, PublicKeySet } from '../../lib/jwk';
import { type Attempt, createTokenKit, TOKEN_KIND_IDS, type TokenKindId, tokenKind } from '../../lib/probe';
import { ingredientsFrom } from '../../lib/probe/ingredients';
import {
  FIXTURE_ALGORITHMS,
  type FixtureAlgorithm,
  fixtureJwk,
  fixturePublicJwk,
} from '../fixtures/keys/fixture-keys';
import type { Loose } from '../model/sample';
import { counter, isHmacWith, isSignedWith, NOW_SECONDS, now } from './fake-gateway';
import { impostorOf } from './impostors';

const KEY = fixturePublicJwk('ES256');
const CLAIMS = { role: 'admin', scope: 'orders:write orders:read' };

const kitFor = (algorithm: FixtureAlgorithm) =>
  createTokenKit({
    publicKeys: PublicKeySet.of([fixturePublicJwk(algorithm)]),
    signingKey: PrivateKeySet.parse(fixtureJwk(algorithm)).signingKey(),
    issuer: 'https://login.example.com',
    audience: 'orders',
    claims: CLAIMS,
    demanded: [{ claim: 'role' }, { claim: 'scope', words: ['orders:write', 'orders:read'] }],
    now,
    random: counter(),
    createImpostor: impostorOf,
  });

/** What every good token says. */
const GOOD = {
  header: { alg: 'ES256', kid: 'es256-test', typ: 'JWT' },
  claims: {
    sub: 'jwt-gateway-probe',
    iss: 'https://login.example.com',
    aud: 'orders',
    ...CLAIMS,
    iat: NOW_SECONDS,
    exp: NOW_SECONDS + 300,
    jti: expect.stringMatching(/^random-\d+$/),
  },
};

const partsOf = (text: string) => text.split('.');
const json = (part = ''): Loose => JSON.parse(Buffer.from(part, 'base64url').toString());

function decoded(text: string) {
  const [header, claims, signature = ''] = partsOf(text);
  return {
    text,
    header: json(header),
    claims: json(claims),
    signature: Buffer.from(signature, 'base64url'),
  };
}

/** A token of an attempt, or its text where it is none. */
const toldOf = ({ isWhole, text }: Attempt['values'][number]) => {
  if (isWhole || partsOf(text).length !== 3) return { text, isWhole };
  const { claims, header } = decoded(text);
  return { header, claims };
};

/** A token with other members than a good one. */
const good = (header: Loose = {}, claims: Loose = {}) => ({
  header: without({ ...GOOD.header, ...header }),
  claims: without({ ...GOOD.claims, ...claims }),
});

const without = (part: Loose) =>
  Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined));

const HOUR = 3600;
const HS256 = { header: { alg: 'HS256' } };

const SENT: Readonly<Record<TokenKindId, readonly (readonly [variant: string | undefined, ...Loose[]])[]>> = {
  good: [[undefined, good()]],
  'no-token': [[undefined]],
  'empty-token': [[undefined, { text: '', isWhole: true }]],
  'scheme-only': [[undefined, { text: 'Bearer ', isWhole: true }]],
  garbage: [[undefined, { text: 'not-a-token' }]],
  expired: [[undefined, good({}, { iat: NOW_SECONDS - 2 * HOUR, exp: NOW_SECONDS - HOUR })]],
  'not-yet-valid': [[undefined, good({}, { nbf: NOW_SECONDS + HOUR, exp: NOW_SECONDS + 2 * HOUR })]],
  'wrong-key': [[undefined, good()]],
  'unknown-kid': [[undefined, good({ kid: expect.stringMatching(/^random-\d+$/) })]],
  'no-signature': [[undefined, good()]],
  'zero-signature': [[undefined, good()]],
  'alg-none': ['none', 'None', 'NONE', 'nOnE'].map((alg) => [alg, good({ alg })]),
  'hs256-public-key': [
    'PEM',
    'PEM without its last line break',
    'DER',
    'JWK',
    'JWK set',
    'its bare numbers',
  ].map((name) => [name, good(HS256.header)]),
  'tampered-payload': [[undefined, good({}, { sub: 'somebody-else' })]],
  'tampered-signature': [[undefined, good()]],
  'truncated-signature': [[undefined, good()]],
  'wrong-issuer': [[undefined, good({}, { iss: 'https://issuer.invalid' })]],
  'wrong-audience': [[undefined, good({}, { aud: 'audience.invalid' })]],
  'missing-claim': [
    ['role', good({}, { role: undefined })],
    ['scope', good({}, { scope: undefined })],
  ],
  'wrong-claim': [
    ['role', good({}, { role: 'claim.invalid' })],
    ['scope', good({}, { scope: 'claim.invalid' })],
  ],
  'scope-part': [
    ['scope orders:write', good({}, { scope: 'orders:writex xorders:write orders:writ orders:read' })],
    ['scope orders:read', good({}, { scope: 'orders:readx xorders:read orders:rea orders:write' })],
  ],
  'missing-jti': [[undefined, good({}, { jti: undefined })]],
  replayed: [[undefined, good()]],
  'query-token': [[undefined]],
  'embedded-jwk': [
    ['beside the kid', good({ jwk: expect.objectContaining({ kty: 'EC' }) })],
    ['without a kid', good({ kid: undefined, jwk: expect.objectContaining({ kty: 'EC' }) })],
  ],
  'embedded-jku': [[undefined, good({ jku: 'https://keys.invalid/jwks.json' })]],
  'embedded-x5u': [[undefined, good({ x5u: 'https://keys.invalid/chain.pem' })]],
  'embedded-x5c': [[undefined, good({ x5c: [expect.stringMatching(/^MI[\w+/]+=*$/)] })]],
  'kid-path': [[undefined, good({ alg: 'HS256', kid: '../../../../../../../../dev/null' })]],
  'critical-header': [[undefined, good({ crit: ['nobody.invalid'], 'nobody.invalid': true })]],
  'just-expired': [[undefined, good({}, { iat: NOW_SECONDS - HOUR, exp: NOW_SECONDS - 30 })]],
  'no-expiry': [[undefined, good({}, { exp: undefined })]],
  duplicate: [
    ['bad first', good(), good()],
    ['good first', good(), good()],
  ],
  'long-lived': [[undefined, good({}, { exp: NOW_SECONDS + 8 * 24 * HOUR })]],
};

test.each(TOKEN_KIND_IDS)('a token is bad in one thing only: %s', async (kind) => {
  const attempts = (await kitFor('ES256')).attempts(kind);
  expect(attempts.map(({ values, variant }) => [variant, ...values.map(toldOf)])).toEqual(SENT[kind]);
});

const BY_GATEWAY = ['good', 'expired', 'not-yet-valid', 'wrong-issuer', 'wrong-audience', 'missing-claim'];
const MORE_BY_GATEWAY = ['wrong-claim', 'scope-part', 'missing-jti', 'replayed', 'critical-header'];
const PERHAPS_BY_GATEWAY = ['just-expired', 'no-expiry', 'long-lived'];
const BY_IMPOSTOR = [
  'wrong-key',
  'unknown-kid',
  'embedded-jwk',
  'embedded-jku',
  'embedded-x5u',
  'embedded-x5c',
];

const signedTexts = async (kind: string, algorithm: FixtureAlgorithm = 'ES256') =>
  (await kitFor(algorithm))
    .attempts(kind as TokenKindId)
    .flatMap(({ values }) => values.map(({ text }) => text));

test.each([
  ...[...BY_GATEWAY, ...MORE_BY_GATEWAY, ...PERHAPS_BY_GATEWAY].map(
    (kind) => [kind, 'the gateway’s'] as const,
  ),
  ...BY_IMPOSTOR.map((kind) => [kind, 'an impostor’s'] as const),
])('%s is signed with %s key', async (kind, whose) => {
  const impostor = (await impostorOf('ES256')).publicJwk();
  const [right, wrong] = whose === 'the gateway’s' ? [KEY, impostor] : [impostor, KEY];
  for (const text of await signedTexts(kind)) {
    expect([isSignedWith(right, decoded(text)), isSignedWith(wrong, decoded(text))]).toEqual([true, false]);
  }
});

test('of two tokens in one request the one that is named bad is an impostor’s', async () => {
  const signed = (await signedTexts('duplicate')).map((text) => isSignedWith(KEY, decoded(text)));
  expect(signed).toEqual([false, true, true, false]);
});

test('a replayed token is the one that was sent before, and one in the query is a good one', async () => {
  const kit = await kitFor('ES256');
  const [replayed] = kit.attempts('replayed');
  expect(replayed?.before).toEqual(replayed?.values);
  const [query] = kit.attempts('query-token');
  const token = decoded(query?.inQuery ?? '');
  expect({ header: token.header, claims: token.claims }).toEqual(good());
  expect(isSignedWith(KEY, token)).toBe(true);
});

test('each attempt has a jti of its own', async () => {
  const kit = await kitFor('ES256');
  const ids = TOKEN_KIND_IDS.filter((kind) => kind !== 'missing-jti')
    .flatMap((kind) => kit.attempts(kind).flatMap(({ values }) => values))
    .filter(({ text }) => partsOf(text).length === 3)
    .map(({ text }) => decoded(text).claims.jti);
  expect(new Set(ids).size).toBe(ids.length);
});

const SIGNATURE_BYTES = { RS256: 256, ES256: 64, ES384: 96, ES512: 132, EdDSA: 64 } as const;

describe.each(FIXTURE_ALGORITHMS)('signatures in the place of one of %s', (algorithm) => {
  const bytes = SIGNATURE_BYTES[algorithm];
  const signatureOf = async (kind: string) =>
    (await signedTexts(kind, algorithm)).map((text) => decoded(text).signature);

  test('zeros are as many as a signature has', async () => {
    expect(await signatureOf('zero-signature')).toEqual([Buffer.alloc(bytes)]);
  });

  test('half of a signature is half as long, and a changed one as long', async () => {
    const [[half], [changed]] = [
      await signatureOf('truncated-signature'),
      await signatureOf('tampered-signature'),
    ];
    expect([half?.length, changed?.length]).toEqual([bytes / 2, bytes]);
  });

  test('one of none is empty', async () => {
    const none = [...(await signatureOf('no-signature')), ...(await signatureOf('alg-none'))];
    expect(none).toEqual(Array(5).fill(Buffer.alloc(0)));
  });

  test('the spellings of a public key are those that libraries read', async () => {
    const jwk = fixturePublicJwk(algorithm);
    const { n, x, y } = jwk as Loose;
    const key = createPublicKey({ key: jwk as Loose, format: 'jwk' });
    const pem = key.export({ format: 'pem', type: 'spki' }) as string;
    const number = (text: string) => Buffer.from(text, 'base64url');
    const numbers = n === undefined ? [x, y].filter((each) => each !== undefined) : [n];
    const published = PublicKeySet.of([jwk]).keys[0];
    const secrets = [
      pem,
      pem.replace(/\n$/, ''),
      key.export({ format: 'der', type: 'spki' }),
      JSON.stringify(published),
      JSON.stringify({ keys: [published] }),
      Buffer.concat(numbers.map(number)),
    ];
    const tokens = await signedTexts('hs256-public-key', algorithm);
    expect(tokens.map((text, at) => isHmacWith(secrets[at] ?? '?', decoded(text)))).toEqual(
      Array(6).fill(true),
    );
  });
});

test('one bit is what a changed signature differs in', () => {
  const signed = 'e30.e30.AAEC';
  const source = { resigned: ingredients().resigned, signed: () => signed };
  const [attempt] = tokenKind('tampered-signature').make(source as Loose);
  expect(decoded(attempt?.values[0]?.text ?? '').signature).toEqual(Buffer.from([1, 1, 2]));
});

test('a scope of one letter has longer words, too', () => {
  const demanded = [{ claim: 'role' }, { claim: 'scope', words: ['r'] }];
  const attempts = tokenKind('scope-part').make({
    demanded,
    signed: ({ claims }: Loose) => claims.scope,
  } as Loose);
  expect(attempts).toEqual([{ variant: 'scope r', values: [{ text: 'rx xr' }] }]);
});

test('a certificate that comes along is good now, for some minutes, and has the key of the signature', async () => {
  const [text = ''] = await signedTexts('embedded-x5c');
  const token = decoded(text);
  const certificate = new X509Certificate(Buffer.from(token.header.x5c[0], 'base64'));
  const seconds = (date: string) => Date.parse(date) / 1000 - NOW_SECONDS;
  expect([certificate.validFrom, certificate.validTo].map(seconds)).toEqual([-300, 300]);
  expect(isSignedWith(certificate.publicKey.export({ format: 'jwk' }), token)).toBe(true);
});

test('the token of an empty file of a kid is signed with an empty secret', async () => {
  const [text = ''] = await signedTexts('kid-path');
  const [header, claims, signature] = partsOf(text);
  expect(createHmac('sha256', '').update(`${header}.${claims}`).digest('base64url')).toBe(signature);
});

function ingredients(more: Loose = {}) {
  return ingredientsFrom({
    target: KEY,
    algorithm: 'ES256',
    signingKey: undefined,
    goodToken: undefined,
    impostor: PrivateKeySet.parse(fixtureJwk('ES256')).signingKey(),
    claims: {},
    demanded: [],
    nowSeconds: NOW_SECONDS,
    random: counter(),
    ...more,
  } as Loose);
}

test('who has a token and no private key has that one token, with nothing changed', () => {
  const { signed } = ingredients({ goodToken: 'a.b.c' });
  expect(signed()).toBe('a.b.c');
  const noKey = new TypeError('a signed token needs a signing key');
  expect(() => signed({ claims: {} })).toThrow(noKey);
  expect(() => ingredients().signed()).toThrow(noKey);
});

test.each([false, true])('a private key goes before a token that was given: %s', (isChanged) => {
  const signingKey = PrivateKeySet.parse(fixtureJwk('ES256')).signingKey();
  const text = ingredients({ goodToken: 'a.b.c', signingKey }).signed(isChanged ? {} : undefined);
  expect(isSignedWith(KEY, decoded(text))).toBe(true);
});

const LINES = TOKEN_KIND_IDS.map((kind) => {
  const { codes, must, needs } = tokenKind(kind);
  return [kind, must, `by a ${needs}`.replace('a nothing', 'anybody'), ...codes].join(' ');
});

test('what must become of each kind, who can make it, and the codes of its refusal', () => {
  expect(LINES).toEqual([
    'good accept by a good token',
    'no-token refuse by anybody I400JR',
    'empty-token refuse by anybody I400JR I400JD',
    'scheme-only refuse by anybody I400JR I400JD',
    'garbage refuse by anybody I400JD',
    'expired refuse by a private key A403JE',
    'not-yet-valid refuse by a private key A403JT',
    'wrong-key refuse by a public key A403JT',
    'unknown-kid refuse by a public key A403JK A403JT',
    'no-signature refuse by a public key A403JT',
    'zero-signature refuse by a public key A403JT',
    'alg-none refuse by a public key A403JT',
    'hs256-public-key refuse by a public key A403JT',
    'tampered-payload refuse by a good token A403JT',
    'tampered-signature refuse by a good token A403JT',
    'truncated-signature refuse by a good token A403JT',
    'wrong-issuer refuse by a private key',
    'wrong-audience refuse by a private key',
    'missing-claim refuse by a private key A403AC',
    'wrong-claim refuse by a private key A403AC',
    'scope-part refuse by a private key A403AC',
    'missing-jti refuse by a private key S403JI',
    'replayed refuse by a private key S403JU',
    'query-token refuse by a private key I400JR',
    'embedded-jwk refuse by a public key A403JT A403JK',
    'embedded-jku refuse by a public key A403JT',
    'embedded-x5u refuse by a public key A403JT',
    'embedded-x5c refuse by a public key A403JT',
    'kid-path refuse by a public key A403JT A403JK',
    'critical-header refuse by a private key A403JT',
    'just-expired either by a private key A403JE',
    'no-expiry either by a private key A403JE A403JT',
    'duplicate either by a private key I400HD I400JD A403JT',
    'long-lived either by a private key A403JT',
  ]);
});

test('each kind says what it is in words of its own, and which document its demand rests on', () => {
  const kinds = TOKEN_KIND_IDS.map(tokenKind);
  expect(new Set(kinds.map(({ what }) => what)).size).toBe(kinds.length);
  for (const { source, what } of kinds) {
    expect(what).toMatch(/token/);
    expect(source).toMatch(
      /^RFC \d{4} section|^RFC 8725 sections|^the vendor's page on the \w+ plug-in$|^documented for/,
    );
  }
});

import { createPublicKey, type JsonWebKey, X509Certificate } from 'node:crypto';
import { PrivateKeySet, type PublicKeySet } from '../../lib/jwk';
import { type PlanOptions, planProbe, probe, TOKEN_KIND_IDS, TOKEN_KINDS } from '../../lib/probe';
import {
  FIXTURE_ALGORITHMS,
  type FixtureAlgorithm,
  fixturePublicJwk,
  fixtureText,
} from '../fixtures/keys/fixture-keys';
import {
  counter,
  type Decoded,
  type Defect,
  fakeGateway,
  fixtureKeys,
  gatewayModel,
  isHmacWith,
  isSignedWith,
  NOW_SECONDS,
  now,
} from './fake-gateway';
import { impostorOf } from './impostors';

const signingKey = (algorithm: FixtureAlgorithm) => PrivateKeySet.parse(fixtureText(algorithm)).signingKey();

const options = (algorithm: FixtureAlgorithm): PlanOptions => ({
  base: new URL('https://api.example.com'),
  signingKeys: [signingKey(algorithm)],
  now,
  random: counter(),
  createImpostor: impostorOf,
  kinds: TOKEN_KIND_IDS,
});

async function trialsAgainst(algorithm: FixtureAlgorithm, defect?: Defect) {
  const plan = await planProbe(gatewayModel(fixturePublicJwk(algorithm)), options(algorithm));
  const { routes } = await probe(plan, { send: fakeGateway(fixtureKeys(algorithm), defect) });
  return routes.flatMap(({ trials }) => trials);
}

describe.each(FIXTURE_ALGORITHMS)('a gateway with a key for %s', (algorithm) => {
  test('that does what it must is proved, kind by kind', async () => {
    const trials = await trialsAgainst(algorithm);
    expect(trials.filter(({ verdict }) => verdict !== 'pass' && verdict !== 'note')).toEqual([]);
    expect(new Set(trials.map(({ kind }) => kind))).toEqual(new Set(TOKEN_KIND_IDS));
  });

  test('answers every bad kind with one of the codes that the kind names', async () => {
    const trials = await trialsAgainst(algorithm);
    const strange = trials.filter(({ kind, must, outcome }) => {
      const codes: readonly string[] = TOKEN_KINDS[kind].codes;
      if (must !== 'refuse' || outcome?.kind !== 'refused' || codes.length === 0) return false;
      return !codes.includes(outcome.code ?? '');
    });
    expect(strange.map(({ kind, outcome }) => [kind, outcome])).toEqual([]);
  });
});

/** What a verifier may get wrong, and the kinds that show it. */
const DEFECTS: readonly (readonly [name: string, defect: Defect, caught: readonly string[]])[] = [
  ['lets no token in', ({ text }) => text === '', ['no-token', 'empty-token', 'scheme-only', 'query-token']],
  ['lets in what it cannot read', ({ text }) => text === 'not-a-token', ['garbage']],
  ['believes alg none', ({ header }) => header.alg === 'none', ['alg-none']],
  [
    'refuses only none, in lower case',
    ({ header }) => /^none$/i.test(header.alg) && header.alg !== 'none',
    ['alg-none'],
  ],
  [
    'lets in a token without a signature',
    (token) => isJwt(token) && token.signature.length === 0 && !isNone(token),
    ['no-signature'],
  ],
  [
    'lets in a signature of zeros',
    ({ signature }) => signature.length > 0 && signature.every((byte) => byte === 0),
    ['zero-signature'],
  ],
  [
    'takes HS256 with the PEM of its key',
    (token, keys) => isHs256(token) && !isHmacWith('', token) && isHmacWith(pemOf(keys), token),
    ['hs256-public-key'],
  ],
  [
    'takes HS256 with the JSON of its key',
    (token, keys) => isHs256(token) && isHmacWith(JSON.stringify(keys.keys[0]), token),
    ['hs256-public-key'],
  ],
  [
    'takes HS256 with the key in a file of the kid',
    (token) => isHs256(token) && isHmacWith('', token),
    ['kid-path'],
  ],
  [
    'believes the key in the header',
    (token) => token.header.jwk !== undefined && isSignedWith(token.header.jwk, token),
    ['embedded-jwk'],
  ],
  ['believes the certificate in the header', (token) => isSignedByCertificate(token), ['embedded-x5c']],
  ['looks up keys where the token says', ({ header }) => header.jku !== undefined, ['embedded-jku']],
  ['looks up certificates where the token says', ({ header }) => header.x5u !== undefined, ['embedded-x5u']],
  ['ignores crit', ({ header }) => header.crit !== undefined, ['critical-header']],
  ['lets in what no key is known for', ({ header }) => /^random-/.test(header.kid), ['unknown-kid']],
  ['ignores exp', ({ claims }) => claims.exp < NOW_SECONDS, ['expired']],
  ['ignores nbf', ({ claims }) => claims.nbf > NOW_SECONDS, ['not-yet-valid']],
  ['ignores iss', ({ claims }) => claims.iss === 'https://issuer.invalid', ['wrong-issuer']],
  ['ignores aud', ({ claims }) => claims.aud === 'audience.invalid', ['wrong-audience']],
  [
    'needs no scope',
    (token) => isJwt(token) && token.claims.jti !== undefined && token.claims.scope === undefined,
    ['missing-claim'],
  ],
  ['takes any scope', ({ claims }) => claims.scope === 'claim.invalid', ['wrong-claim']],
  ['takes part of a scope', ({ claims }) => /orders:writex/.test(claims.scope), ['scope-part']],
  ['needs no jti', (token) => isJwt(token) && token.claims.jti === undefined, ['missing-jti']],
  [
    'looks at the payload only before its signature',
    ({ claims }) => claims.sub === 'somebody-else',
    ['tampered-payload'],
  ],
];

test.each(DEFECTS)('a gateway that %s is caught', async (_, defect, caught) => {
  const trials = await trialsAgainst('RS256', defect);
  const failed = new Set(trials.filter(({ verdict }) => verdict === 'fail').map(({ kind }) => kind));
  expect([...failed]).toEqual(caught);
});

test.each<[string, Defect, readonly string[]]>([
  [
    'decodes tokens and does not verify them',
    (token) => isJwt(token) && token.claims.exp > NOW_SECONDS && !(token.claims.nbf > NOW_SECONDS),
    [
      'wrong-key',
      'unknown-kid',
      'no-signature',
      'zero-signature',
      'alg-none',
      'hs256-public-key',
      'tampered-payload',
      'tampered-signature',
      'truncated-signature',
      'wrong-issuer',
      'wrong-audience',
      'missing-claim',
      'wrong-claim',
      'scope-part',
      'missing-jti',
      'replayed',
      'embedded-jwk',
      'embedded-jku',
      'embedded-x5u',
      'embedded-x5c',
      'kid-path',
      'critical-header',
    ],
  ],
  ['lets everybody in', () => true, TOKEN_KIND_IDS.filter((kind) => TOKEN_KINDS[kind].must === 'refuse')],
])('a gateway that %s is caught in all of it', async (_, defect, caught) => {
  const trials = await trialsAgainst('RS256', defect);
  const failed = new Set(trials.filter(({ verdict }) => verdict === 'fail').map(({ kind }) => kind));
  expect([...failed].sort()).toEqual([...caught].sort());
});

const isJwt = ({ header }: Decoded) => header.alg !== undefined;
const isNone = ({ header }: Decoded) => /^none$/i.test(header.alg);
const isHs256 = ({ header }: Decoded) => header.alg === 'HS256';

const pemOf = (keys: PublicKeySet) =>
  createPublicKey({ key: keys.keys[0] as JsonWebKey, format: 'jwk' }).export({ format: 'pem', type: 'spki' });

function isSignedByCertificate(token: Decoded): boolean {
  const [first] = token.header.x5c ?? [];
  if (first === undefined) return false;
  const certificate = new X509Certificate(Buffer.from(first, 'base64'));
  return (
    certificate.verify(certificate.publicKey) &&
    isSignedWith(certificate.publicKey.export({ format: 'jwk' }), token)
  );
}

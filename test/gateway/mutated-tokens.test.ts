import fc from 'fast-check';
import type { HeaderLine } from '../../lib/gateway';
import { type FixtureAlgorithm, fixturePublicJwk } from '../fixtures/keys/fixture-keys';
import { signedBy } from './bad-tokens';
import { customers, NOW_SECONDS, route, serve } from './shop-gateway';

const NUM_RUNS = Number(process.env.NUM_RUNS ?? 500);

const ALGORITHMS: readonly FixtureAlgorithm[] = ['RS256', 'ES256', 'EdDSA'];
const served = serve([
  customers({ jwk: undefined, jwks: ALGORITHMS.map(fixturePublicJwk) }),
  route('Orders', 'GET /orders', { plugins: ['Customers'] }),
]);
const good = ALGORITHMS.map((algorithm) => signedBy(algorithm));

async function statusOf(headers: readonly HeaderLine[]): Promise<number> {
  const { status } = await served.gateway.handle({
    method: 'GET',
    protocol: 'http',
    host: 'localhost',
    target: '/orders',
    headers,
    body: undefined,
    clientAddress: '127.0.0.1',
  });
  return status;
}

const encoded = (text: string): string => Buffer.from(text).toString('base64url');
const character = fc.constantFrom(...'AZaz09-_.=+/ \u0000\r\né{}"'.split(''));
const header = fc.record(
  {
    alg: fc.constantFrom('RS256', 'ES256', 'EdDSA', 'none', 'HS256', '', 'rs256'),
    kid: fc.constantFrom('rs256-test', 'es256-test', 'eddsa-test', '', '../x'),
    crit: fc.constant(['exp']),
    jwk: fc.constant(fixturePublicJwk('ES384')),
    b64: fc.boolean(),
    typ: fc.constantFrom('JWT', 'at+jwt'),
  },
  { requiredKeys: ['alg'] },
);
const claims = fc.record(
  { sub: fc.string(), exp: fc.integer(), nbf: fc.integer() },
  { requiredKeys: ['sub'] },
);

/** A token that was good once, changed in some way. */
const mutated = fc.oneof(
  fc.tuple(fc.constantFrom(...good), fc.nat(), character).map(([token, at, by]) => {
    const index = at % token.length;
    return token.slice(0, index) + by + token.slice(index + 1);
  }),
  fc.tuple(fc.constantFrom(...good), fc.nat(), fc.nat(40)).map(([token, at, length]) => {
    const index = at % token.length;
    return token.slice(0, index) + token.slice(index + 1 + length);
  }),
  fc.tuple(fc.constantFrom(...good), fc.nat(), character).map(([token, at, more]) => {
    const index = at % (token.length + 1);
    return token.slice(0, index) + more + token.slice(index);
  }),
  fc
    .tuple(fc.constantFrom(...good), fc.constantFrom(...good), fc.integer({ min: 1, max: 2 }))
    .map(([a, b, parts]) => [...a.split('.').slice(0, parts), ...b.split('.').slice(parts)].join('.')),
  fc
    .tuple(header, claims, fc.constantFrom(...good))
    .map(([said, claimed, token]) =>
      [encoded(JSON.stringify(said)), encoded(JSON.stringify(claimed)), token.split('.')[2]].join('.'),
    ),
  fc.string({ unit: 'binary', maxLength: 60 }),
);
const scheme = fc.constantFrom('Bearer ', 'bearer ', '', 'Bearer  ', 'Basic ', 'Bearer Bearer ');

test('no changed token and no changed header gets anybody through, and nothing throws', async () => {
  const lines = fc.array(
    fc.tuple(
      fc.constantFrom('Authorization', 'authorization', 'AUTHORIZATION', 'X-Authorization'),
      fc.tuple(scheme, mutated),
    ),
    { minLength: 1, maxLength: 2 },
  );
  await fc.assert(
    fc.asyncProperty(lines, async (drawn) => {
      const headers = drawn.map(([name, [before, token]]): HeaderLine => [name, before + token]);
      const isAsGood = headers.some(([, value]) => good.some((token) => value.trim().endsWith(token)));
      fc.pre(!isAsGood);
      const status = await statusOf(headers);
      expect([400, 403, 413]).toContain(status);
    }),
    { numRuns: NUM_RUNS },
  );
}, 3_600_000);

test('each of the tokens that are changed is good by itself', async () => {
  expect(NOW_SECONDS).toBeGreaterThan(0);
  for (const token of good) expect(await statusOf([['Authorization', `Bearer ${token}`]])).toBe(200);
});

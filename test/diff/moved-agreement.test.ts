import fc from 'fast-check';
import { diffProducts } from '../../lib/diff';
import { createGateway } from '../../lib/gateway';
import { PrivateKeySet } from '../../lib/jwk';
import type { GatewayModel } from '../../lib/model';
import { type Claims, issueToken } from '../../lib/token';
import { consumer, getAtt, jwtAuth, modelOf, ORDERS, shop } from '../cloud-native/sample';
import { fixtureJwk, fixturePublicJwk } from '../fixtures/keys/fixture-keys';
import type { Loose } from '../model/sample';
import { demand, ISSUER, oldShop, SHOP_KEY } from './moved-shop';

const NOW = 1_767_225_600_000;
const now = () => NOW;
const NUM_RUNS = Number(process.env.NUM_RUNS ?? 60);
const OTHER_KEY = { ...fixturePublicJwk('ES256'), alg: 'ES256', kid: 'k2' };
const keyOf = (name: 'RS256' | 'ES256', kid: string) =>
  PrivateKeySet.parse({ ...fixtureJwk(name), alg: name, kid }).signingKey();
const KEYS = { k1: keyOf('RS256', 'k1'), k2: keyOf('ES256', 'k2') };

/** A call, by what it shows. */
interface Shown {
  readonly what: string;
  readonly key?: keyof typeof KEYS;
  readonly claims?: Loose;
  readonly isInQuery?: true;
  readonly hasExpired?: number;
}

const seconds = Math.floor(NOW / 1000);
const GOOD = { iss: ISSUER, aud: 'orders' };
const CALLS: readonly Shown[] = [
  { what: 'nothing' },
  { what: 'a good token', key: 'k1', claims: GOOD },
  { what: 'a good token in the query', key: 'k1', claims: GOOD, isInQuery: true },
  { what: 'a token of another issuer', key: 'k1', claims: { ...GOOD, iss: 'https://other.example.com' } },
  { what: 'a token without issuer', key: 'k1', claims: { aud: 'orders' } },
  { what: 'a token for somebody else', key: 'k1', claims: { ...GOOD, aud: 'mails' } },
  { what: 'a token whose aud is a list', key: 'k1', claims: { ...GOOD, aud: ['orders'] } },
  { what: 'a token without aud', key: 'k1', claims: { iss: ISSUER } },
  { what: 'a token of another key', key: 'k2', claims: GOOD },
  {
    what: 'a token of another key and issuer',
    key: 'k2',
    claims: { ...GOOD, iss: 'https://other.example.com' },
  },
  { what: 'a token that has just expired', key: 'k1', claims: GOOD, hasExpired: 30 },
  { what: 'a token that has expired long ago', key: 'k1', claims: GOOD, hasExpired: 3600 },
];

async function tokenOf({ claims, hasExpired, key }: Shown): Promise<string | undefined> {
  if (key === undefined) return undefined;
  const issuedAt = hasExpired === undefined ? NOW : NOW - (hasExpired + 600) * 1000;
  return issueToken(KEYS[key], {
    now: () => issuedAt,
    claims: { ...claims, jti: `${seconds} ${key} ${hasExpired}` } as Claims,
    ...(hasExpired === undefined ? {} : { ttlSeconds: 600 }),
  });
}

const served = (model: GatewayModel) =>
  createGateway(model, { now, fetch: () => Promise.reject(new Error('no network in tests')), mock: true });
type Gateway = ReturnType<typeof served>;

/** 200, or what else the local gateway answers. */
async function statusOf(gateway: Gateway, { isInQuery }: Shown, token: string | undefined): Promise<number> {
  const { status } = await gateway.handle({
    method: 'GET',
    protocol: 'https',
    host: 'localhost',
    target: `/shop/orders${isInQuery && token ? `?access_token=${token}` : ''}`,
    headers: token && !isInQuery ? [['Authorization', `Bearer ${token}`]] : [],
    body: undefined,
    clientAddress: '127.0.0.1',
  });
  return status;
}

const oldShops = fc.record({
  rules: fc.constantFrom<Loose[]>(null, demand('iss', ISSUER), demand('aud', 'orders', 'mails'), {
    parameters: { iss: 'Token:iss', aud: 'Token:aud' },
    rules: [{ name: 'both', condition: `$iss = '${ISSUER}' and $aud = 'orders'`, ifFalse: 'DENY' }],
  }),
  jwt: fc.constantFrom<Loose[]>(
    {},
    {},
    { bypassEmptyToken: true },
    { ignoreExpirationCheck: true },
    { parameter: 'access_token', parameterLocation: 'query' },
  ),
  api: fc.constantFrom<Loose[]>({}, {}, { AuthType: 'APP' }),
});

const consumers = fc.record({
  issuer: fc.constantFrom(undefined, ISSUER, 'https://other.example.com'),
  claims: fc.constantFrom<Loose[]>(undefined, { aud: 'orders' }, { aud: 'mails' }),
  clock_skew_seconds: fc.constantFrom(undefined, 0),
  from_headers: fc.constantFrom<Loose[]>(undefined, [{ name: 'Authorization', value_prefix: 'Bearer ' }]),
  from_params: fc.constantFrom<Loose[]>(undefined, undefined, ['access_token']),
  jwks: fc.constantFrom(
    ...[[SHOP_KEY], [OTHER_KEY], [SHOP_KEY, OTHER_KEY]].map((keys) => JSON.stringify({ keys })),
  ),
});
const newShops = fc.record({
  consumers: fc.array(consumers, { minLength: 1, maxLength: 2 }),
  lock: fc.constantFrom<Loose[]>({}, {}, {}, { Enable: undefined }),
  config: fc.constantFrom<Loose[]>({}, {}, { global_auth: false }),
  operation: fc.option(fc.constantFrom<Loose[]>({ allow: ['c0'] }, { global_auth: false }), {
    nil: undefined,
  }),
});

/** A move that changes nothing: else hardly any that is drawn does. */
const ALIKE_OLD = { rules: demand('iss', ISSUER), jwt: {}, api: {} };
const ALIKE_NEW: Loose = {
  consumers: [
    {
      issuer: ISSUER,
      claims: undefined,
      clock_skew_seconds: 0,
      from_headers: [{ name: 'Authorization', value_prefix: 'Bearer ' }],
      from_params: undefined,
      jwks: JSON.stringify({ keys: [SHOP_KEY] }),
    },
  ],
  lock: {},
  config: {},
  operation: undefined,
};

function newModel(parts: Loose): GatewayModel {
  const list = parts.consumers.map((each: Loose, at: number) => consumer({ ...each, name: `c${at}` }));
  const target = [getAtt('ListOrders', 'OperationId')];
  const own = parts.operation && jwtAuth('Operation', target, { consumers: list, ...parts.operation });
  return modelOf(
    shop({
      Lock: jwtAuth('HttpApi', ORDERS, { consumers: list, ...parts.config }, parts.lock),
      ...(own === undefined ? {} : { Own: own }),
    }),
  );
}

test('whoever one local gateway lets in and the other refuses is told, and where nothing is told nobody is', async () => {
  const calls = await Promise.all(CALLS.map(async (shown) => ({ shown, token: await tokenOf(shown) })));
  let alike = 0;
  await fc.assert(
    fc.asyncProperty(oldShops, newShops, async (oldParts, newParts) => {
      const [old, fresh] = [oldShop(oldParts), newModel(newParts)];
      const own = diffProducts(old, fresh).changes.filter(
        ({ kind, route }) => route === 'GET /shop/orders' && kind !== 'answers-changed',
      );
      if (own.length === 0) alike += 1;
      const kinds = own.map(({ kind }) => kind);
      const mayAdmit = own.some(({ posture: { verdict } }) => verdict === 'weaker' || verdict === 'unknown');
      const mayBreak = own.some(({ callers }) => callers.verdict !== 'safe');
      const [before, after] = [served(old), served(fresh)];
      for (const { shown, token } of calls) {
        const was = await statusOf(before, shown, token);
        const is = await statusOf(after, shown, token);
        // What the local gateway cannot tell of a token is a note.
        if (was >= 500 || is >= 500) continue;
        // Who has a new key, or sends a good token elsewhere, is let in by the owner.
        const isByOwner =
          (shown.key === 'k2' && kinds.includes('signing-key-added')) ||
          (shown.isInQuery === undefined && kinds.includes('token-place-added'));
        const fate = { what: shown.what, was, is };
        if (is === 200 && was !== 200)
          expect({ ...fate, isTold: mayAdmit || isByOwner }).toEqual({ ...fate, isTold: true });
        if (was === 200 && is !== 200) expect({ ...fate, mayBreak }).toEqual({ ...fate, mayBreak: true });
      }
    }),
    { numRuns: NUM_RUNS, examples: [[ALIKE_OLD, ALIKE_NEW]] },
  );
  expect(alike).toBeGreaterThan(0);
});

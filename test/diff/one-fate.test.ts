import fc from 'fast-check';
import { diffGateways, type RouteChange } from '../../lib/diff';
import { createGateway, type Gateway } from '../../lib/gateway';
import { PrivateKeySet } from '../../lib/jwk';
import type { GatewayModel } from '../../lib/model';
import { issueToken } from '../../lib/token';
import { fixturePublicJwk, fixtureText } from '../fixtures/keys/fixture-keys';
import { modelOf } from '../rules/check-template';
import { api, bound, plugin, published, type Resources, shop, template } from '../rules/gateway-template';
import { now } from '../token/handmade-token';

jest.setTimeout(60_000);

const ISSUERS = ['https://a.example.com', 'https://b.example.com'];
const ROLES = ['admin', 'editor'];

/** A condition over one claim, in several ways of saying it. */
const conditionOver = (variable: string, values: readonly string[]) =>
  fc.oneof(
    fc
      .subarray([...values], { minLength: 1 })
      .map((some) => some.map((each) => `$${variable} = '${each}'`).join(' or ')),
    fc.constantFrom(...values).map((each) => `$${variable} <> '${each}'`),
  );

/** A whole word of a list of words. */
const wordCondition = (word: string) =>
  `$scope = '${word}' or $scope like '${word} %' or $scope like '% ${word}' or $scope like '% ${word} %'`;

const SCOPES = ['read', 'write'];

const rule = fc.record({
  condition: fc.oneof(
    conditionOver('iss', ISSUERS),
    conditionOver('role', ROLES),
    fc.constantFrom(...SCOPES.map(wordCondition)),
  ),
  end: fc.constantFrom({ ifFalse: 'DENY' }, { ifTrue: 'DENY' }, { ifTrue: 'ALLOW' }),
});

const settings = fc.record({
  isLocked: fc.boolean(),
  ignoresExpiry: fc.boolean(),
  rules: fc.array(rule, { maxLength: 3 }),
  /** Nothing but a name: it must not matter. */
  id: fc.constantFrom('Claims', 'Rules'),
});

type Settings = typeof settings extends fc.Arbitrary<infer T> ? T : never;

function gatewayOf({ id, ignoresExpiry, isLocked, rules }: Settings): GatewayModel {
  const parts: Resources[] = [
    shop,
    api('Orders', 'GET /orders', {
      properties: { ServiceConfig: { ServiceProtocol: 'HTTP', Mock: 'TRUE', MockResult: 'fine' } },
    }),
    published('Orders', 'RELEASE'),
    plugin('Customers', 'jwtAuth', {
      parameter: 'Authorization',
      parameterLocation: 'header',
      jwk: fixturePublicJwk('ES256'),
      ignoreExpirationCheck: ignoresExpiry,
    }),
    plugin(id, 'accessControl', {
      parameters: { iss: 'Token:iss', role: 'Token:role', scope: 'Token:scope' },
      rules: rules.map(({ condition, end }, index) => ({ name: `rule ${index}`, condition, ...end })),
    }),
    ...(isLocked ? [bound('Orders', 'Customers')] : []),
    ...(isLocked && rules.length > 0 ? [bound('Orders', id)] : []),
  ];
  return modelOf(template(...parts));
}

/** Every kind of token that the rules tell apart, none, and one that has expired. */
const tokens: (string | undefined)[] = [undefined];

beforeAll(async () => {
  const key = PrivateKeySet.parse(fixtureText('ES256')).signingKey();
  const hourAgo = (): number => now() - 3_600_000;
  for (const iss of [...ISSUERS, 'https://other.example.com', undefined])
    for (const role of [...ROLES, 'other', undefined])
      for (const clock of [now, hourAgo]) {
        const claims = {
          sub: 'alice',
          scope: 'read write',
          ...(iss === undefined ? {} : { iss }),
          ...(role === undefined ? {} : { role }),
        };
        tokens.push(await issueToken(key, { claims, now: clock }));
      }
  for (const scope of ['write', 'other read', 'writer', 'read,write', '', undefined])
    for (const iss of [...ISSUERS, 'https://other.example.com', undefined])
      for (const role of [...ROLES, undefined]) {
        const claims = {
          sub: 'alice',
          ...(iss === undefined ? {} : { iss }),
          ...(role === undefined ? {} : { role }),
          ...(scope === undefined ? {} : { scope }),
        };
        tokens.push(await issueToken(key, { claims, now }));
      }
});

const serve = (model: GatewayModel): Gateway =>
  createGateway(model, { now, fetch: () => Promise.reject(new Error('no network')) });

async function answers(gateway: Gateway, token: string | undefined): Promise<boolean> {
  const headers = new Headers(token === undefined ? {} : { Authorization: `Bearer ${token}` });
  const { status } = await gateway(new Request('https://127.0.0.1/orders', { headers }), {
    clientAddress: '192.0.2.1',
  });
  return status < 400;
}

test('for every kind of token one fate is told, and it is that of the gateway', async () => {
  let [admitted, refused] = [0, 0];
  await fc.assert(
    fc.asyncProperty(settings, settings, async (base, head) => {
      const [before, after] = [gatewayOf(base), gatewayOf(head)];
      const { changes, routes } = diffGateways(before, after);
      const [was, is] = [serve(before), serve(after)];
      const fates = [];
      for (const token of tokens) fates.push([await answers(was, token), await answers(is, token)]);
      const isWeaker = fates.some(([old, fresh]) => !old && fresh);
      const isBroken = fates.some(([old, fresh]) => old && !fresh);
      const [route] = routes;
      const about = changes.map(({ kind, message }) => `${kind}: ${message}`);
      expect(routes.length).toBeLessThanOrEqual(1);
      if (mayDiffer(route)) return;
      admitted += Number(isWeaker);
      refused += Number(isBroken);
      expect({ posture: route?.posture.verdict === 'weaker', about, base, head }).toEqual({
        posture: isWeaker,
        about,
        base,
        head,
      });
      expect({ breaks: route?.callers.verdict === 'break', about }).toEqual({ breaks: isBroken, about });
    }),
    { numRuns: Number(process.env.NUM_RUNS ?? 40) },
  );
  // A property over gateways that never differ shows nothing.
  expect(Math.min(admitted, refused)).toBeGreaterThan(0);
});

/** What could not be read may be either. */
function mayDiffer(route: RouteChange | undefined): boolean {
  return route !== undefined && route.unclear.length > 0;
}

import fc from 'fast-check';
import { createGateway, type GatewayResponse } from '../../lib/gateway';
import { PrivateKeySet } from '../../lib/jwk';
import type { GatewayModel } from '../../lib/model';
import { checkGateway, RULES } from '../../lib/rules';
import { issueToken } from '../../lib/token';
import { fixtureJwk } from '../fixtures/keys/fixture-keys';
import type { Loose } from '../model/sample';
import { consumer, GET_ORDER, getAtt, jwtAuth, modelOf, ORDERS, shop } from './sample';
import { TWELVE } from './twelve';

const NUM_RUNS = Number(process.env.NUM_RUNS ?? 300);
const now = () => 1_767_225_600_000;
const served = (model: GatewayModel) =>
  createGateway(model, { now, fetch: () => Promise.reject(new Error('no network in tests')), mock: true });

const PATHS: Readonly<Record<string, string>> = {
  '/orders/[id]': '/shop/orders/1',
  '/orders': '/shop/orders',
};

async function answers(model: GatewayModel, headers: GatewayResponse['headers'] = []): Promise<number[]> {
  const gateway = served(model);
  const statuses: number[] = [];
  for (const { path } of model.routes) {
    const { status } = await gateway.handle({
      method: 'GET',
      protocol: 'https',
      host: 'localhost',
      target: PATHS[String(path)] ?? '',
      headers,
      body: undefined,
      clientAddress: '127.0.0.1',
    });
    statuses.push(status);
  }
  return statuses;
}

const serverAnswer = (model: GatewayModel, token: string) =>
  served(model).handle({
    method: 'GET',
    protocol: 'https',
    host: 'localhost',
    target: '/shop/orders',
    headers: [['Authorization', `Bearer ${token}`]],
    body: undefined,
    clientAddress: '127.0.0.1',
  });

/** What a request without a token gets, by the table. */
const STATUS = { public: 200, locked: 401, unknown: 501 } as const;
const said = ({ routes }: GatewayModel) =>
  routes.map(({ stages: [stage] }) => (stage === undefined ? 404 : STATUS[stage.protection.kind]));

test.each(TWELVE)('table, findings and gateway agree: %s', async (_, resources, expected) => {
  const model = modelOf(resources);
  const words = { 'jwt-auth': 401, public: 200, unknown: 501 } as const;
  expect(await answers(model)).toEqual(expected.map((word) => words[word]));
  const { failures, unknowns } = checkGateway(model, RULES);
  const found = (list: typeof failures) =>
    list.filter(({ rule }) => rule.id === 'route-without-authentication').length;
  expect(found(failures)).toBe(expected.filter((word) => word === 'public').length);
  expect(found(unknowns)).toBe(expected.filter((word) => word === 'unknown').length);
});

const GOOD = [consumer()];
const configs = fc.record(
  {
    consumers: fc.constantFrom(
      GOOD,
      [],
      [consumer({ jwks: '{"keys":[]}' })],
      [consumer({ from_headers: undefined })],
    ),
    allow: fc.constantFrom(['shop'], ['others'], []),
    global_auth: fc.constantFrom(true, false),
    enable_headers: fc.constantFrom(['X-Check'], []),
  },
  { requiredKeys: [] },
);
const targets = fc.constantFrom<readonly [string, Loose]>(
  ['Gateway', ['gw-1']],
  ['HttpApi', ORDERS],
  ['HttpApi', ['api-1']],
  ['HttpApi', [{ Ref: 'Id' }]],
  ['Operation', GET_ORDER],
  ['Operation', { Ref: 'Ids' }],
  ['GatewayDomain', ['d-1']],
  ['Unheard', ['x']],
);
const attachments = fc
  .record({
    target: targets,
    config: fc.option(configs, { nil: undefined }),
    Enable: fc.constantFrom<Loose[]>(true, true, true, false, undefined, { Ref: 'On' }),
    PluginId: fc.constantFrom<Loose[]>(getAtt('JwtPlugin', 'PluginId'), 'pl-1', { Ref: 'Plugin' }),
    Condition: fc.constantFrom(undefined, undefined, 'IsProd'),
  })
  .map(({ Condition, config, Enable, PluginId, target: [kind, ids] }) => ({
    ...jwtAuth(kind, ids, config, { Enable, PluginInfo: { PluginId } }),
    ...(Condition === undefined ? {} : { Condition }),
  }));
const templates = fc
  .array(attachments, { maxLength: 3 })
  .map((list) => shop(Object.fromEntries(list.map((each, at) => [`A${at}`, each]))));

test('of any template the table says public of what answers without a token, and of nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(templates, async (resources) => {
      const model = modelOf(resources);
      expect(await answers(model)).toEqual(said(model));
    }),
    { numRuns: NUM_RUNS },
  );
});

test('a good token opens what is locked, and the consumer is told to the backend', async () => {
  const model = modelOf(shop({ A: jwtAuth('HttpApi', ORDERS, { consumers: GOOD }) }));
  const key = PrivateKeySet.parse({ ...fixtureJwk('RS256'), alg: 'RS256', kid: 'k1' }).signingKey();
  const token = await issueToken(key, {
    now,
    claims: { iss: 'https://login.example.com', aud: 'orders' },
  });
  const answer = await serverAnswer(model, token);
  expect(answer).toMatchObject({ status: 200 });
  expect(JSON.stringify(answer.headers)).toContain('x-envoy-upstream-service-time');
  expect(String(answer.body)).toContain('X-Mse-Consumer');
  expect(await answers(model, [['Authorization', `Bearer ${token}`]])).toEqual([200, 200]);
});

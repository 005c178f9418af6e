import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, Stack } from '@alicloud/ros-cdk-core';
import { type GatewaySource, gatewayFrom, type TestGatewayOptions } from '../../lib/testing';
import { fixturePublicJwk } from '../fixtures/keys/fixture-keys';
import { binding, getAtt, JWT, PROTECTED, plugin, template } from '../model/sample';
import { keys, NOON, shopStack } from './shop';

const shop = (options: TestGatewayOptions = {}) => gatewayFrom(shopStack(), { keys, now: NOON, ...options });
const ORDER = 'GET /shop/orders/1';

describe('a gateway is made from', () => {
  const folder = mkdtempSync(join(tmpdir(), 'jwt-gateway-testing-'));
  const file = join(folder, 'template.json');
  writeFileSync(file, JSON.stringify(template(PROTECTED)));
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each<[string, () => GatewaySource, string[]]>([
    ['a stack', shopStack, ['GET /shop/orders/[orderId] TEST', 'GET /shop/orders/[orderId] RELEASE']],
    ['an app', () => shopStack().node.root as App, ['GET /shop/orders/[orderId] TEST']],
    ['a template', () => template(PROTECTED), ['GET /orders RELEASE']],
    ['the path of a template', () => file, ['GET /orders RELEASE']],
  ])('%s', (_, source, some) => {
    const { routes } = gatewayFrom(source());
    expect(routes.map(({ label, stageName }) => `${label} ${stageName}`)).toEqual(
      expect.arrayContaining(some),
    );
  });

  test.each<[string, unknown, string]>([
    ['nothing', undefined, 'a gateway is made from a stack, an app, a template or the path of one'],
    [
      'a stack without an app',
      new Stack(undefined, 'alone'),
      'the stack alone is in no app, and cannot be synthesized',
    ],
  ])('never from %s', (_, source, message) => {
    expect(() => gatewayFrom(source as GatewaySource)).toThrow(new TypeError(message));
  });
});

test('a request gets what the backend would have got, from a token for its route', async () => {
  const gateway = shop();
  const token = await gateway.token('GET /orders/[orderId]', { sub: 'alice' });
  const { decision, status, text } = await gateway.send({ request: ORDER, token });
  expect([status, decision.outcome]).toEqual([200, 'forwarded']);
  expect(JSON.parse(text)).toMatchObject({ path: '/orders/1', headers: { 'X-User-Id': 'alice' } });
});

test('its clock stands still until it is moved', async () => {
  const gateway = shop();
  const token = await gateway.token('GET /orders/[orderId]', { ttlSeconds: 60 });
  const codes = [];
  for (const move of [
    () => {},
    () => gateway.clock.advance({ seconds: 59 }),
    () => gateway.clock.advance({ seconds: 1 }),
    () => gateway.clock.set(NOON),
    () => gateway.clock.set(new Date('2027-01-01')),
  ]) {
    move();
    codes.push((await gateway.send({ request: ORDER, token })).decision.code);
  }
  expect(codes).toEqual([undefined, undefined, 'A403JE', undefined, 'A403JE']);
  expect(() => gateway.clock.set('noon')).toThrow(new TypeError('noon is no time'));
});

test('a web request is a request, too', async () => {
  const { decision } = await shop().send(new Request('https://localhost/shop/orders/1?a=b'));
  expect(decision).toMatchObject({ method: 'GET', path: '/shop/orders/1', code: 'I400JR' });
});

test('a request has the stage, headers and body that it is given', async () => {
  const gateway = shop();
  const token = await gateway.token('POST /orders', { stage: 'TEST' });
  const { decision, text } = await gateway.send({
    request: 'POST /shop/orders',
    stage: 'TEST',
    token,
    headers: [['Content-Type', 'text/plain']],
    body: 'two apples',
  });
  expect(decision.stage).toBe('TEST');
  expect(JSON.parse(text).body).toBe('two apples');
});

test('a backend is asked only where one is given', async () => {
  const asked: string[] = [];
  const fetch = async (input: Parameters<typeof globalThis.fetch>[0]) => {
    asked.push(String(input instanceof Request ? input.url : input));
    return new Response('an order');
  };
  const gateway = shop({ fetch, mock: false, backends: { orders: 'http://localhost:8080' } });
  const token = await gateway.token('GET /orders/[orderId]');
  expect((await gateway.send({ request: ORDER, token })).text).toBe('an order');
  expect(asked).toEqual(['http://localhost:8080/orders/1']);
});

test('every attempt of a kit does on the gateway what its kind must', async () => {
  const gateway = shop();
  const kit = await gateway.kit('GET /orders/[orderId]');
  expect([...kit.leftOut]).toEqual([]);
  const wrong: string[] = [];
  for (const kind of kit.kinds) {
    for (const token of kit.attempts(kind)) {
      const { decision } = await gateway.send({ request: ORDER, token });
      const isWrong = kind === 'good' ? decision.outcome !== 'forwarded' : decision.outcome !== 'refused';
      if (isWrong) wrong.push(kind);
    }
  }
  // What needs a plug-in that refuses replays, and what may be let in.
  expect(wrong).toEqual(['missing-jti', 'replayed', 'no-expiry', 'long-lived']);
});

test.each<[string, () => Promise<unknown>, string]>([
  [
    'a token for a route that there is not',
    () => shop().token('GET /orders'),
    "there is no route 'GET /orders'; there are: GET /shop/health TEST",
  ],
  ['a token for a public route', () => shop().token('GET /health'), 'GET /shop/health TEST takes no token'],
  ['a kit for a public route', () => shop().kit('GET /health'), 'GET /shop/health TEST takes no token'],
  [
    'a token without keys',
    () => gatewayFrom(shopStack()).token('POST /orders'),
    'no private keys were given',
  ],
  [
    'a route in a stage that it is not in',
    () => shop().kit('POST /orders', 'PRE'),
    "there is no route 'POST /orders' in PRE",
  ],
  [
    'what is no request',
    () => shop().send('/shop/orders/1'),
    "'/shop/orders/1' is not like 'GET /orders/1?page=2'",
  ],
])('%s is refused in the words of the test', async (_, ask, message) => {
  await expect(ask()).rejects.toThrow(message);
  await expect(ask()).rejects.toBeInstanceOf(TypeError);
});

test('a good token says what rules demand of it, unless a test says otherwise', async () => {
  const demand = (name: string, condition: string) => ({ name, condition, ifFalse: 'DENY' });
  const Rules = plugin('accessControl', {
    parameters: { iss: 'Token:iss', role: 'Token:role', sub: 'Token:sub' },
    rules: [
      demand('iss', "$iss = 'a' or $iss = 'b'"),
      demand('role', "$role = 'admin'"),
      demand('sub', "$sub = 'alice'"),
    ],
  });
  const resources = {
    ...PROTECTED,
    Jwt: plugin('jwtAuth', { ...JWT, jwk: fixturePublicJwk('RS256') }),
    Rules,
    RulesBinding: binding({ PluginId: getAtt('Rules', 'PluginId') }),
  };
  const gateway = gatewayFrom(template(resources), { keys, now: NOON });
  const statusWith = async (asked: object) => {
    const token = await gateway.token('GET /orders', asked);
    const { status } = await gateway.send({ request: 'GET /orders', token });
    return status;
  };
  expect(await statusWith({})).toBe(200);
  expect(await statusWith({ claims: { role: 'user' } })).toBe(403);
  expect(await statusWith({ sub: 'bob' })).toBe(403);
});

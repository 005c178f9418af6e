import { AssertionError } from 'node:assert';
import {
  assertAccepts,
  assertProtected,
  assertPublic,
  assertRefuses,
  gatewayFrom,
  gatewayMatchers,
  type TestGateway,
  type TestGatewayOptions,
} from '../../lib/testing';
import { fixturePublicJwk } from '../fixtures/keys/fixture-keys';
import { api, binding, deployment, getAtt, group, type Loose, OPEN, plugin, template } from '../model/sample';
import { gatewayResources } from '../probe/fake-gateway';
import { keys, NOON } from './shop';

const from = (resources: Loose, options: TestGatewayOptions = {}) =>
  gatewayFrom(template(resources), { keys, now: NOON, ...options });

/** One route behind a JWT plug-in, with the rules that look at issuer and audience. */
const locked = (jwt: Loose = {}) => from(gatewayResources(fixturePublicJwk('RS256'), jwt));
const open = () => from(OPEN);
const behindApp = () => from({ ...OPEN, Api: api('GET /orders', { AuthType: 'APP' }) });
const unknown = () => from({ ...OPEN, Api: api('GET /orders', { AuthType: { Ref: 'Auth' } }) });

/** A rule over another claim, in the place of those over issuer and audience. */
const demandingRole = {
  Claims: plugin('accessControl', {
    parameters: { role: 'Token:role' },
    rules: [{ name: 'editor', condition: "$role = 'editor'", ifFalse: 'DENY' }],
  }),
};

type Expectation = readonly [words: string, gateway: () => TestGateway, check: Check];
type Check = (gateway: TestGateway) => Promise<void>;

const goodRequest = async (gateway: TestGateway) => ({
  request: 'GET /orders',
  token: await gateway.token('GET /orders'),
});

const HOLDS: readonly Expectation[] = [
  ['a request without a token is refused', locked, (g) => assertRefuses(g, 'GET /orders')],
  ['and with which code', locked, (g) => assertRefuses(g, 'GET /orders', 'I400JR')],
  ['a route that there is not is refused', locked, (g) => assertRefuses(g, 'GET /nothing', 'I404NF')],
  ['a good token is accepted', locked, async (g) => assertAccepts(g, await goodRequest(g))],
  ['a locked route is protected', locked, (g) => assertProtected(g, 'GET /orders', 'RELEASE')],
  ['in all of its stages', locked, (g) => assertProtected(g, 'GET /orders')],
  ['a route behind app authentication is protected', behindApp, (g) => assertProtected(g, 'GET /orders')],
  [
    'a route whose rules want more than the kit knows is protected',
    () => from({ ...gatewayResources(fixturePublicJwk('RS256')), ...demandingRole }),
    (g) => assertProtected(g, 'GET /orders'),
  ],
  [
    'a good token has the claims that the test gives',
    () =>
      from(
        { ...gatewayResources(fixturePublicJwk('RS256')), ...demandingRole },
        { claims: { role: 'editor' } },
      ),
    async (g) => assertAccepts(g, await goodRequest(g)),
  ],
  ['an open route is public', open, (g) => assertPublic(g, 'GET /orders')],
  ['an open route accepts anybody', open, (g) => assertAccepts(g, 'GET /orders')],
];

test.each(HOLDS)('%s', async (_, gateway, check) => {
  await expect(check(gateway())).resolves.toBeUndefined();
});

const FAILS: readonly (readonly [...Expectation, message: string])[] = [
  [
    'a refusal that does not come, with the way to it',
    locked,
    async (g) => assertRefuses(g, await goodRequest(g), 'A403JE'),
    'expected GET /orders in RELEASE to be refused with A403JE, but it was forwarded: 200\n\nbecause ',
  ],
  [
    'another code than expected',
    locked,
    (g) => assertRefuses(g, 'GET /orders', 'A403JE'),
    'expected GET /orders in RELEASE to be refused with A403JE, but it was refused: 400 I400JR\n\nbecause ',
  ],
  [
    'a refusal where none was expected',
    locked,
    (g) => assertAccepts(g, 'GET /orders'),
    'expected GET /orders in RELEASE to be let through, but it was refused: 400 I400JR\n\nbecause JWT required',
  ],
  [
    'an open route that was to be protected',
    open,
    (g) => assertProtected(g, 'GET /orders'),
    'expected the route to be protected, but GET /orders RELEASE is public',
  ],
  [
    'a token that may be left out',
    () => locked({ bypassEmptyToken: true }),
    (g) => assertProtected(g, 'GET /orders', 'RELEASE'),
    'expected the route to be protected, but GET /orders RELEASE is ',
  ],
  [
    'a locked route that was to be public',
    locked,
    (g) => assertPublic(g, 'GET /orders'),
    'expected the route to be public, but GET /orders RELEASE is jwt',
  ],
];

test.each(FAILS)('it fails for %s', async (_, gateway, check, message) => {
  const failure = await check(gateway()).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(AssertionError);
  expect((failure as Error).message.slice(0, message.length)).toBe(message);
  expect((failure as Error).message).not.toMatch(/eyJ/);
});

test.each<[string, () => TestGateway, Check, string]>([
  [
    'a route that there is not',
    locked,
    (g) => assertProtected(g, 'GET /order'),
    "there is no route 'GET /order'",
  ],
  [
    'an unknown protection',
    unknown,
    (g) => assertProtected(g, 'GET /orders'),
    'who may call GET /orders RELEASE is unknown: ',
  ],
  [
    'an unknown protection, the other way round',
    unknown,
    (g) => assertPublic(g, 'GET /orders'),
    'who may call',
  ],
  [
    'what the local gateway cannot tell',
    behindApp,
    (g) => assertAccepts(g, 'GET /orders'),
    'what the service does with GET /orders cannot be told here',
  ],
  [
    'the same, the other way round',
    behindApp,
    (g) => assertRefuses(g, 'GET /orders'),
    'what the service does with GET /orders cannot be told here',
  ],
])('%s is a mistake of the test, and no failure', async (_, gateway, check, message) => {
  await expect(check(gateway())).rejects.toThrow(message);
  await expect(check(gateway())).rejects.toBeInstanceOf(TypeError);
});

test('what a plug-in counts or remembers does not keep the proof from its end', async () => {
  const gateway = from({
    ...gatewayResources(fixturePublicJwk('RS256')),
    Limits: plugin('trafficControl', { unit: 'DAY', apiDefault: 1 }),
    LimitsBinding: binding({ PluginId: getAtt('Limits', 'PluginId') }),
  });
  await assertProtected(gateway, 'GET /orders');
  await assertAccepts(gateway, await goodRequest(gateway));
});

test('a route that posts is proved without a backend being asked', async () => {
  const asked: unknown[] = [];
  const posting = {
    ...gatewayResources(fixturePublicJwk('RS256')),
    Group: group(),
    Api: api('POST /orders'),
    Release: deployment(),
  };
  const gateway = gatewayFrom(template(posting), {
    keys,
    now: NOON,
    mock: false,
    backends: { orders: 'http://localhost:1' },
    fetch: async (input) => {
      asked.push(input);
      return new Response();
    },
  });
  await assertProtected(gateway, 'POST /orders');
  expect(asked).toEqual([]);
});

describe('as matchers', () => {
  expect.extend(gatewayMatchers);
  const expectThat = (gateway: TestGateway) => expect(gateway) as unknown as Loose;

  test('they hold, and hold the other way round', async () => {
    const gateway = locked();
    const good = await goodRequest(gateway);
    await expectThat(gateway).toRefuse('GET /orders', 'I400JR');
    await expectThat(gateway).not.toRefuse('GET /orders', 'A403JE');
    await expectThat(gateway).toAccept(good);
    await expectThat(gateway).not.toAccept('GET /orders');
    await expectThat(gateway).toBeProtected('GET /orders', 'RELEASE');
    await expectThat(gateway).not.toBePublic('GET /orders');
    await expectThat(open()).toBePublic('GET /orders');
  });

  test('they say what was wanted, also the other way round', async () => {
    const messageOf = (check: Promise<void>) =>
      check.then(
        () => 'it holds',
        (error: Error) => error.message,
      );
    const gateway = locked();
    expect(await messageOf(expectThat(gateway).not.toRefuse('GET /orders'))).toMatch(
      / to not be refused, but it was refused: 400 I400JR/,
    );
    expect(await messageOf(expectThat(gateway).not.toBeProtected('GET /orders'))).toBe(
      'expected the route not to be protected, but GET /orders RELEASE is jwt',
    );
  });
});

import fc from 'fast-check';
import { diffGateways } from '../../lib/diff';
import { createGateway, type Gateway } from '../../lib/gateway';
import { PrivateKeySet } from '../../lib/jwk';
import type { GatewayModel } from '../../lib/model';
import { issueToken } from '../../lib/token';
import { type FixtureAlgorithm, fixturePublicJwk, fixtureText } from '../fixtures/keys/fixture-keys';
import { modelOf } from '../rules/check-template';
import { api, bound, plugin, published, type Resources, shop, template } from '../rules/gateway-template';
import { now } from '../token/handmade-token';
import { lineOf } from './diff-template';

jest.setTimeout(60_000);

const flag = fc.option(fc.boolean(), { nil: undefined });
const issuers = fc.subarray(['https://a.example.com', 'https://b.example.com']);
const block = fc.constantFrom('10.0.0.0/8', '10.0.0.0/9', '192.0.2.1', '0.0.0.0/0');

/** What the one route of a gateway may look like. */
const settings = fc.record({
  algorithms: fc.subarray<FixtureAlgorithm>(['RS256', 'ES256'], { minLength: 1 }),
  token: fc.constantFrom(
    { parameter: 'Authorization', parameterLocation: 'header' },
    { parameter: 'X-Token', parameterLocation: 'header' },
    { parameter: 'token', parameterLocation: 'query' },
  ),
  bypassEmptyToken: flag,
  ignoreExpirationCheck: flag,
  isBound: fc.boolean(),
  issuers,
  addresses: fc.option(
    fc.record({
      type: fc.constantFrom('ALLOW', 'REFUSE'),
      blocks: fc.array(block, { minLength: 1, maxLength: 2 }),
    }),
    {
      nil: undefined,
    },
  ),
  parameter: fc.option(
    fc.record({
      Required: fc.constantFrom('REQUIRED', 'OPTION'),
      ParameterType: fc.constantFrom('String', 'Int'),
      MaxLength: fc.option(fc.constantFrom(1, 3), { nil: undefined }),
      EnumValue: fc.option(fc.constantFrom('5', '5,abc'), { nil: undefined }),
    }),
    { nil: undefined },
  ),
  protocols: fc.constantFrom('HTTPS', 'HTTP,HTTPS'),
  stages: fc.subarray(['RELEASE', 'TEST'], { minLength: 1 }),
  calls: fc.constantFrom(undefined, 1, 2, 3),
});

type Settings = typeof settings extends fc.Arbitrary<infer T> ? T : never;

/** A gateway, and the same with one or two of its settings taken from another. */
const edit = fc.tuple(settings, settings, fc.nat(), fc.nat()).map(([base, other, first, second]) => {
  const names = Object.keys(other) as (keyof Settings)[];
  const taken = [names[first % names.length], names[second % names.length]];
  const edits = Object.entries(other).filter(([name]) => taken.includes(name as keyof Settings));
  return { base, head: { ...base, ...Object.fromEntries(edits) } as Settings };
});

const requests = () => fc.array(request, { minLength: 8, maxLength: 8 });

/** `npm run fuzz` asks for more. */
const NUM_RUNS = Number(process.env.NUM_RUNS ?? 80);

function gatewayOf(given: Settings): GatewayModel {
  const {
    addresses,
    algorithms,
    bypassEmptyToken,
    calls,
    ignoreExpirationCheck,
    isBound,
    parameter,
    stages,
    token,
  } = given;
  const condition = given.issuers.map((each) => `$iss = '${each}'`).join(' or ');
  const parts: Resources[] = [
    shop,
    api('Orders', 'GET /orders', {
      config: { RequestMode: 'MAPPING', RequestProtocol: given.protocols },
      properties: {
        ServiceConfig: {
          ServiceAddress: 'https://orders.example.com',
          ServiceProtocol: 'HTTPS',
          ServicePath: '/orders',
          ServiceHttpMethod: 'GET',
        },
        RequestParameters:
          parameter === undefined ? [] : [{ ApiParameterName: 'page', Location: 'QUERY', ...parameter }],
      },
    }),
    plugin('Customers', 'jwtAuth', {
      ...token,
      jwks: algorithms.map((algorithm) => fixturePublicJwk(algorithm)),
      bypassEmptyToken,
      ignoreExpirationCheck,
    }),
    ...(condition === ''
      ? []
      : [
          plugin('Claims', 'accessControl', {
            parameters: { iss: 'Token:iss' },
            rules: [{ name: 'issuer', condition, ifFalse: 'DENY' }],
          }),
        ]),
    ...(addresses === undefined
      ? []
      : [plugin('Office', 'ipControl', { type: addresses.type, items: [{ blocks: addresses.blocks }] })]),
    ...(calls === undefined ? [] : [plugin('Calls', 'trafficControl', { unit: 'DAY', apiDefault: calls })]),
    ...stages.flatMap((stage) => [
      published('Orders', stage),
      ...(calls === undefined ? [] : [bound('Orders', 'Calls', { stage })]),
      ...(isBound ? [bound('Orders', 'Customers', { stage })] : []),
      ...(isBound && condition !== '' ? [bound('Orders', 'Claims', { stage })] : []),
      ...(addresses === undefined ? [] : [bound('Orders', 'Office', { stage })]),
    ]),
  ];
  return modelOf(template(...parts));
}

interface Token {
  readonly algorithm: FixtureAlgorithm | undefined;
  readonly text: string | undefined;
}

const NONE: Token = { algorithm: undefined, text: undefined };
const tokens: Token[] = [NONE];

beforeAll(async () => {
  for (const algorithm of ['RS256', 'ES256'] as const) {
    const key = PrivateKeySet.parse(fixtureText(algorithm)).signingKey();
    const hourAgo = (): number => now() - 3_600_000;
    for (const iss of ['https://a.example.com', 'https://b.example.com', 'https://c.example.com'])
      tokens.push({ algorithm, text: await issueToken(key, { claims: { sub: 'alice', iss }, now }) });
    tokens.push({
      algorithm,
      text: await issueToken(key, { claims: { sub: 'alice', iss: 'https://a.example.com' }, now: hourAgo }),
    });
  }
});

const request = fc.record({
  token: fc.nat().map((at) => () => tokens[at % tokens.length] ?? NONE),
  clientAddress: fc.constantFrom('10.0.0.1', '10.200.0.1', '192.0.2.1', '203.0.113.9'),
  page: fc.constantFrom(undefined, '5', 'abc', 'abcdef'),
  scheme: fc.constantFrom('https', 'http'),
  stage: fc.constantFrom('RELEASE', 'TEST'),
});

type Asked = typeof request extends fc.Arbitrary<infer T> ? T : never;

/** Whether the backend answers the second of two calls to a new gateway: throttling may end after the first. */
async function answers(model: GatewayModel, asked: Asked): Promise<boolean> {
  const gateway = serve(model);
  await answersOnce(gateway, asked);
  return answersOnce(gateway, asked);
}

/** The token is sent to wherever a gateway may look for it. */
async function answersOnce(
  gateway: Gateway,
  { clientAddress, page, scheme, stage, token }: Asked,
): Promise<boolean> {
  const { text } = token();
  const query = new URLSearchParams({ ...(page && { page }), ...(text && { token: text }) });
  const headers = { 'X-Ca-Stage': stage, ...(text && { Authorization: `Bearer ${text}`, 'X-Token': text }) };
  const { status } = await gateway(new Request(`${scheme}://127.0.0.1/orders?${query}`, { headers }), {
    clientAddress,
  });
  return status < 400;
}

const serve = (model: GatewayModel): Gateway =>
  createGateway(model, { now, fetch: () => Promise.reject(new Error('no network')), mock: true });

test('where every change is stronger or neutral, no route answers a request that it refused', async () => {
  let [looked, answered] = [0, 0];
  await fc.assert(
    fc.asyncProperty(edit, requests(), async ({ base, head }, asked) => {
      const [before, after] = [gatewayOf(base), gatewayOf(head)];
      const { changes } = diffGateways(before, after);
      if (changes.some(({ posture }) => posture.verdict === 'weaker' || posture.verdict === 'unknown'))
        return;
      for (const each of asked) {
        const { algorithm } = each.token();
        // Who holds a new key may sign; a stage that is new refused nobody.
        if (algorithm !== undefined && !base.algorithms.includes(algorithm)) continue;
        if (!base.stages.includes(each.stage)) continue;
        if (await answers(before, each)) {
          answered += 1;
          continue;
        }
        looked += 1;
        expect({ is: await answers(after, each), changes: changes.map(lineOf) }).toMatchObject({
          is: false,
        });
      }
    }),
    { numRuns: NUM_RUNS },
  );
  // A gateway that refuses everything, or nothing, shows nothing.
  expect(Math.min(looked, answered)).toBeGreaterThan(0);
});

test('where a change is told to break nobody, every route still answers what it answered', async () => {
  let looked = 0;
  await fc.assert(
    fc.asyncProperty(edit, requests(), async ({ base, head }, asked) => {
      const [before, after] = [gatewayOf(base), gatewayOf(head)];
      const { changes } = diffGateways(before, after);
      if (changes.some(({ callers }) => callers.verdict !== 'safe')) return;
      for (const each of asked) {
        if (!(await answers(before, each))) continue;
        looked += 1;
        expect({ is: await answers(after, each), changes: changes.map(lineOf) }).toMatchObject({
          is: true,
        });
      }
    }),
    // Few edits are told to break nobody: more are drawn, so that never none of them is looked at.
    { numRuns: NUM_RUNS * 4 },
  );
  expect(looked).toBeGreaterThan(0);
});

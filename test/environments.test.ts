import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as ros from '@alicloud/ros-cdk-core';
import { ApiGroup, Backend, JwtAuthorization, PerStage, StageVariable, TokenSource } from '../lib/constructs';
import { diffGateways } from '../lib/diff';
import type { StageName } from '../lib/facts';
import { createGateway } from '../lib/gateway';
import { PrivateKeySet, PublicKeySet } from '../lib/jwk';
import { type GatewayModel, type ReadingOptions, readGateway } from '../lib/model';
import { renderRoutes } from '../lib/report';
import { issueToken } from '../lib/token';
import { type FixtureAlgorithm, fixturePublicJwk, fixtureText } from './fixtures/keys/fixture-keys';
import { now } from './token/handmade-token';

/** All that differs between four environments. */
const ENVIRONMENTS = {
  dev: { stage: 'TEST', key: 'RS256' },
  test: { stage: 'TEST', key: 'ES384' },
  pre: { stage: 'PRE', key: 'ES512' },
  prod: { stage: 'RELEASE', key: 'ES256' },
} as const satisfies Record<string, { readonly stage: StageName; readonly key: FixtureAlgorithm }>;

type Name = keyof typeof ENVIRONMENTS;

const NAMES = Object.keys(ENVIRONMENTS) as readonly Name[];
const hostOf = (name: Name) => `https://orders.${name}.internal.example.com`;
const issuerOf = (name: Name) => `https://login.${name}.example.com`;

const authorizationOf = (scope: ros.Construct, name: Name) =>
  new JwtAuthorization(scope, `Customers of ${name}`, {
    keys: PublicKeySet.parse(JSON.stringify({ keys: [fixturePublicJwk(ENVIRONMENTS[name].key)] })),
    token: TokenSource.bearer(),
    issuer: issuerOf(name),
  });

/** The one code base: the routes of every environment, whichever way. */
function ordersOf(
  stack: ros.Stack,
  props: Pick<
    ConstructorParameters<typeof ApiGroup>[2],
    'groupName' | 'stages' | 'backend' | 'defaultAuthorization'
  >,
): void {
  const orders = new ApiGroup(stack, 'Orders', props);
  orders.addApi('GET /orders/[orderId]', {} as never);
  orders.addApi('POST /orders', {} as never);
}

const WAYS: Readonly<Record<string, (app: ros.App) => void>> = {
  /** A stack for each environment. */
  stacks(app) {
    for (const name of NAMES) {
      const stack = new ros.Stack(app, `orders-${name}`, {});
      ordersOf(stack, {
        groupName: `orders_${name}`,
        stages: [ENVIRONMENTS[name].stage],
        backend: Backend.http(hostOf(name)),
        defaultAuthorization: authorizationOf(stack, name),
      });
    }
  },
  /** One template, whose parameters are given at deployment. */
  parameters(app) {
    const stack = new ros.Stack(app, 'orders', {});
    const backend = new ros.RosParameter(stack, 'Backend', { type: ros.RosParameterType.STRING });
    ordersOf(stack, {
      groupName: 'orders',
      stages: ['RELEASE'],
      backend: Backend.http(backend.value, { protocol: 'HTTPS' }),
      defaultAuthorization: authorizationOf(stack, 'prod'),
    });
  },
  /** The stages of one group, of which there are three. */
  stages(app) {
    const stack = new ros.Stack(app, 'orders', {});
    ordersOf(stack, {
      groupName: 'orders',
      stages: ['TEST', 'PRE', 'RELEASE'],
      backend: Backend.http(
        StageVariable.of('backend', {
          TEST: hostOf('test'),
          PRE: hostOf('pre'),
          RELEASE: hostOf('prod'),
        }),
      ),
      defaultAuthorization: PerStage.of({
        TEST: authorizationOf(stack, 'test'),
        PRE: authorizationOf(stack, 'pre'),
        RELEASE: authorizationOf(stack, 'prod'),
      }),
    });
  },
};

const folders = new Map<string, string>();

beforeAll(() => {
  for (const [way, build] of Object.entries(WAYS)) {
    const folder = mkdtempSync(join(tmpdir(), `environments-${way}-`));
    folders.set(way, folder);
    const app = new ros.App({ outdir: folder });
    build(app);
    app.synth();
  }
});

afterAll(() => {
  for (const folder of folders.values()) rmSync(folder, { recursive: true });
});

const read = (way: string, options: ReadingOptions = {}) => readGateway(folders.get(way) ?? '', options);

const withBackend = (name: Name) =>
  read('parameters', {
    parameters: { values: new Map([['Backend', { value: hostOf(name), place: 'here' }]]) },
  });

/** Calls a route of a gateway in a stage with a token of an environment, and tells status and where it asked. */
async function callWith(model: GatewayModel, name: Name, stage: StageName): Promise<string> {
  const asked: string[] = [];
  const gateway = createGateway(model, {
    now,
    randomId: () => 'id',
    fetch: (input) => {
      asked.push(String(input instanceof Request ? input.url : input));
      return Promise.resolve(new Response('ok'));
    },
  });
  const { key } = ENVIRONMENTS[name];
  const token = await issueToken(PrivateKeySet.parse(fixtureText(key)).signingKey(), {
    claims: { iss: issuerOf(name), sub: 'alice' },
    now,
  });
  const answer = await gateway(
    new Request('https://localhost/orders/7', {
      headers: { Authorization: `Bearer ${token}`, 'X-Ca-Stage': stage },
    }),
  );
  return [answer.status, ...asked].join(' ');
}

const tableOf = (model: GatewayModel) =>
  renderRoutes(model, { format: 'text' })
    .split('\n')
    .map((line) => line.replace(/ · kid \S+/, '').trimEnd());

const kindsOf = (base: GatewayModel, head: GatewayModel) => [
  ...new Set(diffGateways(base, head).changes.map(({ kind, subject }) => `${kind} ${subject}`)),
];

describe('a stack for each of four environments', () => {
  test('is one table', () => {
    const table = tableOf(read('stacks'));
    for (const name of NAMES)
      expect(
        table.filter((line) => line.includes(issuerOf(name)) && line.endsWith(`orders-${name}`)),
      ).toHaveLength(2);
    expect(table).toHaveLength(12);
  });

  test('is compared, one with another', () => {
    const one = (name: Name) => read('stacks', { stacks: [`orders-${name}`] });
    const kinds = kindsOf(one('dev'), one('test'));
    expect(kinds).toContain('backend-changed GET /orders/[orderId]');
    expect(kinds.join('\n')).toMatch(/claim-check|signing-key|plugin-swapped/);
    expect(kindsOf(one('prod'), one('prod'))).toEqual([]);
  });

  test.each(NAMES)('is served: %s takes its own tokens and asks its own backend', async (name) => {
    const model = read('stacks', { stacks: [`orders-${name}`] });
    const { stage } = ENVIRONMENTS[name];
    expect(await callWith(model, name, stage)).toBe(`200 ${hostOf(name)}/orders/7`);
    for (const other of NAMES.filter((each) => each !== name))
      expect(await callWith(model, other, stage)).toMatch(/^403/);
  });
});

describe('one template with parameters for four environments', () => {
  test('is one table, in which only the backend is not known', () => {
    expect(tableOf(read('parameters')).filter((line) => line.includes(issuerOf('prod')))).toHaveLength(2);
  });

  test('is compared, one value with another', () => {
    expect(kindsOf(withBackend('pre'), withBackend('prod'))).toContain(
      'backend-changed GET /orders/[orderId]',
    );
    expect(kindsOf(withBackend('prod'), withBackend('prod'))).toEqual([]);
  });

  test.each(NAMES)(
    'is served: with the values of %s it asks that backend, and takes the tokens of all',
    async (name) => {
      expect(await callWith(withBackend(name), 'prod', 'RELEASE')).toBe(`200 ${hostOf(name)}/orders/7`);
    },
  );

  test('without a value nobody is asked', async () => {
    expect(await callWith(read('parameters'), 'prod', 'RELEASE')).toBe('501');
  });
});

describe('three stages of one group', () => {
  const BY_STAGE = { TEST: 'test', PRE: 'pre', RELEASE: 'prod' } as const;
  const STAGES = Object.keys(BY_STAGE) as readonly (keyof typeof BY_STAGE)[];

  test('are one table, with the backend of each', () => {
    const table = tableOf(read('stages'));
    for (const stage of STAGES) {
      const name = BY_STAGE[stage];
      const lines = table.filter((line) => line.includes(` ${stage} `));
      expect(lines).toHaveLength(2);
      for (const line of lines)
        expect([line.includes(issuerOf(name)), line.includes(hostOf(name))]).toEqual([true, true]);
    }
  });

  test.each(STAGES)('are served: %s takes its own tokens and asks its own backend', async (stage) => {
    const model = read('stages');
    expect(await callWith(model, BY_STAGE[stage], stage)).toBe(`200 ${hostOf(BY_STAGE[stage])}/orders/7`);
    for (const other of STAGES.filter((each) => each !== stage))
      expect(await callWith(model, BY_STAGE[other], stage)).toMatch(/^403/);
  });
});

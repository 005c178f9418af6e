import fc from 'fast-check';
import { type Change, diffGateways } from '../../lib/diff';
import { createGateway, type Gateway } from '../../lib/gateway';
import { PrivateKeySet } from '../../lib/jwk';
import type { GatewayModel } from '../../lib/model';
import { issueToken } from '../../lib/token';
import { fixturePublicJwk, fixtureText } from '../fixtures/keys/fixture-keys';
import { modelOf } from '../rules/check-template';
import { api, bound, plugin, published, type Resources, shop, template } from '../rules/gateway-template';
import { now } from '../token/handmade-token';
import { lineOf } from './diff-template';

jest.setTimeout(60_000);

/** A route of a gateway whose routes meet. */
const route = fc.record({
  method: fc.constantFrom('GET', 'PUT', 'ANY'),
  path: fc.constantFrom('/a', '/a/b', '/a/[x]', '/[y]/b', '/a/*', '/*', '/a/v-[x]'),
  isLocked: fc.boolean(),
  isOffice: fc.integer({ min: 0, max: 3 }).map((one) => one === 0),
  stages: fc.constantFrom(['RELEASE'], ['RELEASE', 'TEST'], ['TEST']),
});

type Drawn = typeof route extends fc.Arbitrary<infer T> ? T : never;

/** Routes by slot, which is their logical id: another one in a slot is the same API, updated in place. */
type Slots = readonly (Drawn | undefined)[];

const slots: fc.Arbitrary<Slots> = fc.array(fc.option(route, { nil: undefined, freq: 3 }), {
  minLength: 4,
  maxLength: 4,
});

/** Routes, and the same with one of them added, taken away, moved or edited. */
const edit = fc
  .tuple(
    slots,
    fc.option(route, { nil: undefined, freq: 4 }),
    fc.nat({ max: 3 }),
    fc.constantFrom('all', 'path', 'stages'),
  )
  .map(([base, other, at, what]) => {
    const was = base[at];
    const is =
      was === undefined || other === undefined || what === 'all'
        ? other
        : what === 'path'
          ? { ...was, method: other.method, path: other.path }
          : { ...was, stages: other.stages };
    return { base, head: base.map((each, index) => (index === at ? is : each)) };
  })
  .filter(({ base, head }) => [base, head].every(hasNoTwins));

/** Two routes of one group must not take the same requests. */
function hasNoTwins(routes: Slots): boolean {
  const names = routes.flatMap((each) => (each === undefined ? [] : [`${each.method} ${each.path}`]));
  return new Set(names).size === names.length;
}

const request = fc.record({
  method: fc.constantFrom('GET', 'PUT'),
  path: fc.constantFrom('/a', '/a/b', '/a/c', '/a/v-1', '/c/b', '/a/b/c'),
  hasToken: fc.boolean(),
  clientAddress: fc.constantFrom('10.0.0.1', '203.0.113.9'),
  stage: fc.constantFrom('RELEASE', 'TEST'),
});

type Asked = typeof request extends fc.Arbitrary<infer T> ? T : never;

const requests = fc.array(request, { minLength: 12, maxLength: 12 });

/** `npm run fuzz` asks for more. */
const NUM_RUNS = Number(process.env.NUM_RUNS ?? 100);

function gatewayOf(routes: Slots): GatewayModel {
  const parts = routes.flatMap((each, index) => (each === undefined ? [] : routeOf(`Slot${index}`, each)));
  return modelOf(
    template(
      shop,
      plugin('Customers', 'jwtAuth', {
        parameter: 'Authorization',
        parameterLocation: 'header',
        jwks: [fixturePublicJwk('ES256')],
      }),
      plugin('Office', 'ipControl', { type: 'ALLOW', items: [{ blocks: ['10.0.0.0/8'] }] }),
      ...parts,
    ),
  );
}

/** Its backend answers with its logical id. */
function routeOf(id: string, { isLocked, isOffice, method, path, stages }: Drawn): Resources[] {
  const names = [...path.matchAll(/\[(.)\]/g)].map(([, name]) => name);
  return [
    api(id, `${method} ${path}`, {
      config: { RequestMode: 'MAPPING' },
      properties: {
        ServiceConfig: { ServiceProtocol: 'HTTP', Mock: 'TRUE', MockResult: id },
        RequestParameters: names.map((name) => ({
          ApiParameterName: name,
          Location: 'PATH',
          ParameterType: 'String',
          Required: 'REQUIRED',
        })),
      },
    }),
    ...stages.flatMap((stage) => [
      published(id, stage),
      ...(isLocked ? [bound(id, 'Customers', { stage })] : []),
      ...(isOffice ? [bound(id, 'Office', { stage })] : []),
    ]),
  ];
}

let token = '';

beforeAll(async () => {
  const key = PrivateKeySet.parse(fixtureText('ES256')).signingKey();
  token = await issueToken(key, { claims: { sub: 'alice' }, now });
});

async function answerOf(gateway: Gateway, asked: Asked): Promise<{ status: number; backend: string }> {
  const { clientAddress, hasToken, method, path, stage } = asked;
  const headers = { 'X-Ca-Stage': stage, ...(hasToken && { Authorization: `Bearer ${token}` }) };
  const answer = await gateway(new Request(`https://127.0.0.1${path}`, { method, headers }), {
    clientAddress,
  });
  return { status: answer.status, backend: answer.status === 200 ? await answer.text() : '' };
}

const serve = (model: GatewayModel): Gateway =>
  createGateway(model, { now, fetch: () => Promise.reject(new Error('no network')) });

/** What became of requests between two gateways, and what is told of the change. */
async function compared(edited: { base: Slots; head: Slots }, asked: readonly Asked[]) {
  const [before, after] = [gatewayOf(edited.base), gatewayOf(edited.head)];
  const { changes } = diffGateways(before, after);
  const [old, fresh] = [serve(before), serve(after)];
  const answers = [];
  for (const each of asked)
    answers.push({ asked: each, was: await answerOf(old, each), is: await answerOf(fresh, each) });
  return { answers, changes };
}

const lines = (changes: readonly Change[]) => changes.map(lineOf);

test('where every change is stronger or neutral, no request is answered that another route refused', async () => {
  let [looked, refused] = [0, 0];
  await fc.assert(
    fc.asyncProperty(edit, requests, async (edited, asked) => {
      const { answers, changes } = await compared(edited, asked);
      if (changes.some(({ posture }) => posture.verdict === 'weaker' || posture.verdict === 'unknown'))
        return;
      for (const { asked: each, is, was } of answers) {
        // Where no route was, nobody was refused: a new one that asks for a token is neutral.
        if (was.status === 200 || (was.status === 404 && each.hasToken)) continue;
        looked += 1;
        refused += Number(was.status !== 404 && changes.length > 0);
        expect({ each, was, is, lines: lines(changes) }).not.toMatchObject({ is: { status: 200 } });
      }
    }),
    { numRuns: NUM_RUNS },
  );
  expect(Math.min(looked, refused)).toBeGreaterThan(0);
});

test('where a change is told to break nobody, the same backend answers what it answered', async () => {
  let looked = 0;
  await fc.assert(
    fc.asyncProperty(edit, requests, async (edited, asked) => {
      const { answers, changes } = await compared(edited, asked);
      if (changes.some(({ callers }) => callers.verdict !== 'safe')) return;
      for (const { asked: each, is, was } of answers) {
        if (was.status !== 200) continue;
        looked += Number(changes.length > 0);
        expect({ each, was, is, lines: lines(changes) }).toMatchObject({ is: was });
      }
    }),
    // Few edits are told to break nobody: more are drawn, so that never none of them is looked at.
    { numRuns: NUM_RUNS * 2 },
  );
  expect(looked).toBeGreaterThan(0);
});

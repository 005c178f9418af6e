import { PrivateKeySet } from '../../lib/jwk';
import {
  type PlanOptions,
  type ProbeAnswer,
  type ProbeOptions,
  type ProbeProgress,
  planProbe,
  probe,
} from '../../lib/probe';
import { fixturePublicJwk, fixtureText } from '../fixtures/keys/fixture-keys';
import { api, deployment, getAtt, group, type Loose, model } from '../model/sample';
import { counter, fakeGateway, fixtureKeys, gatewayModel, now, refused } from './fake-gateway';
import { impostorOf } from './impostors';

const OPTIONS: PlanOptions = {
  base: new URL('https://api.example.com'),
  signingKeys: [PrivateKeySet.parse(fixtureText('ES256')).signingKey()],
  now,
  random: counter(),
  createImpostor: impostorOf,
};

const lockedPlan = (more: Partial<PlanOptions> = {}) =>
  planProbe(gatewayModel(fixturePublicJwk('ES256')), { ...OPTIONS, ...more });

/** So many public routes. */
function publicPlan(count: number) {
  const routes = Array.from(
    { length: count },
    (_, i): Loose => ({
      [`Api${i}`]: api(`GET /a${i}`),
      [`Release${i}`]: deployment({ ApiId: getAtt(`Api${i}`, 'ApiId') }),
    }),
  );
  return planProbe(model(Object.assign({ Group: group() }, ...routes)), OPTIONS);
}

const FINE: ProbeAnswer = { status: 200, headers: [['X-Ca-Request-Id', '1']] };
const noAnswer = async (): Promise<never> => {
  throw Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
};

test('nobody there: one request to a route, and after three routes none', async () => {
  const { requests, routes } = await probe(await publicPlan(9), { send: noAnswer, concurrency: 1 });
  expect(requests).toBe(3);
  expect(routes.map(({ verdict }) => verdict)).toEqual(Array(9).fill('open'));
  expect(routes.at(-1)?.note).toBe('not tried: 3 routes in a row did not answer');
  expect((await probe(await lockedPlan(), { send: noAnswer })).requests).toBe(1);
});

test('a route that answers in between is a sign of life', async () => {
  let count = 0;
  const send = async () => (++count % 3 === 0 ? FINE : noAnswer());
  const { requests } = await probe(await publicPlan(9), { send, concurrency: 1 });
  expect(requests).toBe(9);
});

test('an answer that takes too long is none, whatever the sender does about the signal', async () => {
  const { routes } = await probe(await publicPlan(1), {
    send: () => new Promise(() => {}),
    timeoutMillis: 5,
  });
  expect(routes[0]?.trials[0]).toMatchObject({ verdict: 'open', why: 'no answer in time' });
});

test('an error that is none of the network’s ends the probe', async () => {
  const bug = new TypeError('a bug');
  await expect(probe(await publicPlan(1), { send: () => Promise.reject(bug) })).rejects.toBe(bug);
});

test('an answer that is missing in between is open, and the rest is tried', async () => {
  const gateway = fakeGateway(fixtureKeys('ES256'));
  const send: ProbeOptions['send'] = (request) =>
    request.headers.some(([name]) => name === 'Authorization') ? gateway(request) : noAnswer();
  const { routes } = await probe(await lockedPlan({ kinds: ['no-token', 'garbage'] }), { send });
  expect(routes[0]?.trials.map(({ kind, verdict }) => `${kind} ${verdict}`)).toEqual([
    'good pass',
    'no-token open',
    'garbage pass',
  ]);
  expect(routes[0]?.verdict).toBe('open');
});

test('a token proves nothing about replays when it is refused the first time', async () => {
  const plan = await lockedPlan({ kinds: ['replayed'] });
  const { routes } = await probe(plan, { send: async () => refused('A403JK') });
  expect(routes[0]?.trials.at(-1)).toMatchObject({
    kind: 'replayed',
    verdict: 'open',
    why: 'the token was not let in the first time: refused with 403',
  });
});

test('a bad token that is answered as the good one is, by a backend, is let in', async () => {
  const plan = await lockedPlan({ kinds: ['garbage', 'no-token'] });
  const send: ProbeOptions['send'] = async ({ headers }) =>
    headers.some(([, value]) => value === 'Bearer not-a-token' || value.startsWith('Bearer eyJ'))
      ? { status: 404, headers: [['X-Ca-Request-Id', '1']] }
      : refused('I400JR');
  const { routes } = await probe(plan, { send });
  expect(routes[0]?.trials.map(({ kind, outcome, verdict }) => [kind, verdict, outcome?.kind])).toEqual([
    ['good', 'pass', 'through'],
    ['no-token', 'pass', 'refused'],
    ['garbage', 'fail', 'through'],
  ]);
});

test('no more routes are tried at once than allowed, and all of them in their order', async () => {
  let running = 0;
  let most = 0;
  const send = async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setImmediate(resolve));
    running -= 1;
    return FINE;
  };
  const plan = await publicPlan(20);
  const { routes } = await probe(plan, { send, concurrency: 3 });
  expect(most).toBe(3);
  expect(routes.map(({ route }) => route)).toEqual(plan.routes.map(({ route }) => route));
});

test('every request waits for its turn, and tells how far the probe is', async () => {
  const turns: ProbeProgress[] = [];
  let paced = 0;
  const pace = async () => {
    paced += 1;
  };
  const plan = await publicPlan(3);
  await probe(plan, {
    send: async () => FINE,
    pace,
    concurrency: 1,
    onProgress: (progress) => turns.push(progress),
  });
  expect(paced).toBe(3);
  expect(turns.map(({ requests, routes, routesDone }) => [requests, routesDone, routes])).toEqual([
    [0, 0, 3],
    [1, 1, 3],
    [2, 2, 3],
  ]);
});

test('a route that may not be there is not tried, where it is not there', async () => {
  const Conditions = { IsTest: { 'Fn::Equals': [{ Ref: 'Stage' }, 'test'] } };
  const resources = {
    Group: group(),
    Api: api('GET /orders', {}, { Condition: 'IsTest' }),
    Release: deployment(),
  };
  const plan = await planProbe(
    model(resources, { Conditions, Parameters: { Stage: { Type: 'String' } } }),
    OPTIONS,
  );
  const verdictOf = async (answer: ProbeAnswer) => {
    const { routes } = await probe(plan, { send: async () => answer });
    return [routes[0]?.verdict, routes[0]?.note];
  };
  const note = 'it is there only if IsTest';
  expect(await verdictOf(refused('I404NF'))).toEqual(['skipped', expect.stringContaining(note)]);
  expect(await verdictOf(FINE)).toEqual(['proved', expect.stringContaining(note)]);
  expect(await verdictOf(refused('A403JT'))).toEqual(['failed', expect.stringContaining(note)]);
});

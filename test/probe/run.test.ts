import { PrivateKeySet } from '../../lib/jwk';
import {
  type PlanOptions,
  type ProbeAnswer,
  type ProbeOptions,
  type ProbePlan,
  type ProbeProgress,
  planProbe,
  probe,
} from '../../lib/probe';
import { fixtureJwk, fixturePublicJwk, fixtureText } from '../fixtures/keys/fixture-keys';
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

test('routes are told in their order, whichever is answered first', async () => {
  const plan = await publicPlan(20);
  let count = 0;
  const send = async () => {
    // Every other answer takes longer.
    if (++count % 2 === 0) await new Promise((resolve) => setImmediate(resolve));
    return FINE;
  };
  const { routes } = await probe(plan, { send, concurrency: 3 });
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

test('what was not tried says why, and what it would have had to do', async () => {
  const { base, routes } = await probe(await lockedPlan({ signingKeys: [], kinds: ['duplicate'] }), {
    send: async () => refused('I400JR'),
  });
  expect(base).toBe(OPTIONS.base);
  const skipped = { variant: undefined, verdict: 'skipped', outcome: undefined, request: undefined };
  const why = 'there is no private key';
  expect(routes).toMatchObject([{ verdict: 'skipped', note: undefined }]);
  expect(routes[0]?.trials).toEqual([
    { ...skipped, kind: 'good', must: 'accept', why },
    { ...skipped, kind: 'duplicate', must: 'either', why },
  ]);
});

test('a route that is not tried says why, and costs no request', async () => {
  const { requests, routes } = await probe(
    await planProbe(model({ Group: group(), Api: api('DELETE /a'), Release: deployment() }), OPTIONS),
    { send: noAnswer },
  );
  expect([requests, routes]).toEqual([
    0,
    [
      {
        route: expect.anything(),
        stage: expect.objectContaining({ stage: 'RELEASE' }),
        verdict: 'skipped',
        note: 'DELETE may change something (--unsafe-methods sends it)',
        trials: [],
      },
    ],
  ]);
});

test('a key whose private half is not given is open, by its name', async () => {
  const jwks = [fixturePublicJwk('ES256'), { ...fixturePublicJwk('EdDSA'), kid: 'other' }];
  const plan = await planProbe(gatewayModel(undefined, { jwks }), { ...OPTIONS, kinds: [] });
  const { routes } = await probe(plan, { send: async () => FINE });
  expect(routes[0]?.trials[0]).toEqual({
    kind: 'good',
    variant: 'kid other',
    must: 'accept',
    verdict: 'open',
    outcome: undefined,
    why: 'kid other: its private half is not given (--keys)',
    request: undefined,
  });
  expect(routes[0]?.trials.map(({ verdict }) => verdict)).toEqual(['open', 'pass']);
});

/** A public route, routes that are not tried, and public ones again. */
const mixedPlan = async (): Promise<ProbePlan> => {
  const { base, routes } = await publicPlan(5);
  const [first, ...others] = routes;
  if (first === undefined) throw new Error('a route was expected');
  const left = { ...first, work: { skip: 'left out' } };
  return { base, routes: [first, left, ...others.slice(0, 2), left, ...others.slice(2)] };
};

test('a route on which no kind can be tried is no sign of life', async () => {
  const { base, routes } = await publicPlan(5);
  const [locked] = (await lockedPlan({ signingKeys: [], kinds: ['expired'] })).routes;
  if (locked === undefined) throw new Error('a route was expected');
  const plan = { base, routes: [...routes.slice(0, 2), locked, ...routes.slice(2)] };
  expect((await probe(plan, { send: noAnswer, concurrency: 1 })).requests).toBe(3);
});

test('routes that are not tried are no sign of life, and keep their reason when nobody is there', async () => {
  const { requests, routes } = await probe(await mixedPlan(), { send: noAnswer, concurrency: 1 });
  expect(requests).toBe(3);
  expect(routes.map(({ note, verdict }) => `${verdict} ${note}`)).toEqual([
    'open undefined',
    'skipped left out',
    'open undefined',
    'open undefined',
    'skipped left out',
    'open not tried: 3 routes in a row did not answer',
    'open not tried: 3 routes in a row did not answer',
  ]);
  expect(routes.map(({ trials }) => trials.length)).toEqual([1, 0, 1, 1, 0, 0, 0]);
});

/** How many requests are on their way at most. */
async function mostAtOnce(routes: number, options: Partial<ProbeOptions>): Promise<number> {
  let running = 0;
  let most = 0;
  const send = async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setImmediate(resolve));
    running -= 1;
    return FINE;
  };
  await probe(await publicPlan(routes), { send, ...options });
  return most;
}

test.each<[string, number, Partial<ProbeOptions>, number]>([
  ['four', 9, {}, 4],
  ['no more than allowed', 20, { concurrency: 3 }, 3],
  ['as many as there are', 2, {}, 2],
  ['one at least', 2, { concurrency: 0 }, 1],
])('routes that are tried at once are %s', async (_, routes, options, expected) => {
  expect(await mostAtOnce(routes, options)).toBe(expected);
});

test('a plan without routes has an empty report', async () => {
  expect(await probe({ base: OPTIONS.base, routes: [] }, { send: noAnswer })).toEqual({
    base: OPTIONS.base,
    requests: 0,
    routes: [],
  });
});

test('an answer is waited for ten seconds', async () => {
  const timeout = jest.spyOn(AbortSignal, 'timeout');
  const plan = await publicPlan(1);
  await probe(plan, { send: async () => FINE });
  await probe(plan, { send: async () => FINE, timeoutMillis: 7 });
  expect(timeout.mock.calls).toEqual([[10_000], [7]]);
  timeout.mockRestore();
});

test('the answer to a good token that was taken is what others are measured by', async () => {
  const jwks = [fixturePublicJwk('ES256'), { ...fixturePublicJwk('EdDSA'), kid: 'other' }];
  const plan = await planProbe(gatewayModel(undefined, { jwks }), {
    ...OPTIONS,
    signingKeys: [
      PrivateKeySet.parse(fixtureText('ES256')).signingKey(),
      PrivateKeySet.parse({ ...fixtureJwk('EdDSA'), kid: 'other' }).signingKey(),
    ],
    kinds: ['no-token'],
  });
  const backends = (status: number): ProbeAnswer => ({ status, headers: FINE.headers });
  const verdictsOf = async (...answers: ProbeAnswer[]) => {
    const { routes } = await probe(plan, { send: async () => answers.shift() ?? FINE });
    return routes[0]?.trials.map(({ verdict }) => verdict);
  };
  expect(await verdictsOf(backends(404), backends(500), backends(404))).toEqual(['pass', 'pass', 'fail']);
  expect(await verdictsOf(backends(404), backends(500), backends(500))).toEqual(['pass', 'pass', 'open']);
  expect(await verdictsOf(refused('A403JT'), backends(500), backends(500))).toEqual(['fail', 'pass', 'fail']);
  expect(await verdictsOf(refused('A403JT'), refused('A403JT'), backends(404))).toEqual([
    'fail',
    'fail',
    'open',
  ]);
});

test('others are not measured by a request without a token, even where it may come through', async () => {
  const plan = await planProbe(gatewayModel(fixturePublicJwk('ES256'), { bypassEmptyToken: true }), {
    ...OPTIONS,
    signingKeys: [],
    kinds: ['no-token', 'garbage'],
  });
  const { routes } = await probe(plan, { send: async () => ({ status: 404, headers: FINE.headers }) });
  expect(routes[0]?.trials.map(({ kind, verdict }) => `${kind} ${verdict}`)).toEqual([
    'good skipped',
    'no-token pass',
    'garbage open',
  ]);
});

test('a route with a sign of life is tried to its end, and one that passed something is there', async () => {
  const resources = {
    Group: group(),
    Api: api('GET /orders', {}, { Condition: 'IsTest' }),
    Release: deployment(),
  };
  const Conditions = { IsTest: { 'Fn::Equals': [{ Ref: 'Stage' }, 'test'] } };
  const [planned] = (
    await planProbe(model(resources, { Conditions, Parameters: { Stage: { Type: 'String' } } }), OPTIONS)
  ).routes;
  const [lockedRoute] = (await lockedPlan({ kinds: ['no-token', 'garbage'] })).routes;
  if (planned === undefined || lockedRoute === undefined || 'skip' in lockedRoute.work)
    throw new Error('a route');
  const work = { ...lockedRoute.work, mayBeMissing: true, note: 'perhaps' };
  const plan = { base: OPTIONS.base, routes: [{ ...planned, work }] };
  const verdictOf = async (...answers: (ProbeAnswer | undefined)[]) => {
    const { requests, routes } = await probe(plan, { send: async () => answers.shift() ?? noAnswer() });
    return [requests, routes[0]?.verdict, routes[0]?.note];
  };
  const missing: ProbeAnswer = { status: 404, headers: [['X-Ca-Error-Code', 'I404NF']] };
  expect(await verdictOf(missing, missing, missing)).toEqual([3, 'skipped', 'perhaps']);
  expect(await verdictOf(FINE, missing, undefined)).toEqual([3, 'open', 'perhaps']);
  expect(await verdictOf(missing, undefined, undefined)).toEqual([3, 'skipped', 'perhaps']);
  expect(await verdictOf(undefined)).toEqual([1, 'skipped', 'perhaps']);
});

import type { BackendRoute } from '../../lib/gateway/exchange/backend-request';
import type { Call } from '../../lib/gateway/exchange/call';
import type { GatewayRequest } from '../../lib/gateway/exchange/exchange';
import type { ParameterPlan } from '../../lib/gateway/plan/parameter-plan';
import { type Backend, backendStep } from '../../lib/gateway/steps/backend';
import { brokenAfter, callOf, chunksOf, textOf } from './call-of';

const planOf = (...targets: ParameterPlan['targets']): ParameterPlan => ({
  isMapping: false,
  isForm: false,
  declared: [],
  targets,
  isTaken: () => false,
});
const field = { location: 'formData', name: 'f', isOwn: true, valueOf: () => 'set' } as const;
const ROUTE: BackendRoute = {
  method: undefined,
  path: '/v1',
  contentType: undefined,
  passedHeaders: [],
  parameters: planOf(),
};
const FORM = [['Content-Type', 'application/x-www-form-urlencoded']] as const;
const ECHO: Backend = { kind: 'echo', forwards: [], hide: (text) => text };

interface Asking {
  readonly route?: Partial<BackendRoute>;
  readonly backend?: Backend;
  readonly claims?: object;
}

async function ask(request: Partial<GatewayRequest>, { backend = ECHO, claims, route }: Asking = {}) {
  const call = callOf(request);
  if (claims !== undefined) call.token = { claims } as Call['token'];
  const answer = await backendStep({ ...ROUTE, ...route }, backend)(call);
  if (answer === undefined) throw new Error('a backend always ends the call');
  return answer;
}

const seenBy = async (...asking: Parameters<typeof ask>) =>
  JSON.parse(String((await ask(...asking)).response.body));

const http = (fetch: (url: string, init: RequestInit) => Promise<Response>): Backend => ({
  kind: 'http',
  base: 'http://backend.example',
  timeoutMillis: 10_000,
  fetch: fetch as typeof globalThis.fetch,
});
/** A backend that reads all of a body before it answers. */
const reading = http(async (_, { body }) => new Response(await new Response(body).text()));

test('a fixed answer of the template is the answer, and nothing is read', () => {
  const response = { status: 203, headers: [], body: 'fixed' };
  const step = backendStep({ ...ROUTE, parameters: planOf(field) }, { kind: 'fixed', response });
  expect(step(callOf({ headers: FORM, body: brokenAfter('a') }))).toEqual({
    response,
    outcome: 'forwarded',
    reason: 'the fixed answer of the template',
  });
});

describe('an echo', () => {
  test('answers with what the backend would have got, as JSON', async () => {
    const headers = [
      ['X-A', '1'],
      ['X-B', '2'],
      ['X-A', '3'],
      ['X-A', '4'],
    ] as const;
    const answer = await ask({
      method: 'PUT',
      target: '/x?a=1&b=%20?&a=2',
      headers,
      body: chunksOf('te', 'xt'),
    });
    expect(answer).toEqual({
      response: {
        status: 200,
        headers: [['Content-Type', 'application/json; charset=utf-8']],
        body: expect.any(String),
      },
      outcome: 'forwarded',
      reason: 'an echo in place of the backend',
    });
    const seen = {
      method: 'PUT',
      path: '/v1',
      query: { a: ['1', '2'], b: ' ?' },
      headers: { 'X-A': ['1', '3', '4'], 'X-B': '2' },
      body: 'text',
      claims: {},
    };
    expect(answer.response.body).toBe(`${JSON.stringify(seen, undefined, 2)}\n`);
  });

  test('of a request without a query and a body says so', async () => {
    expect(await seenBy({})).toEqual({
      method: 'GET',
      path: '/v1',
      query: {},
      headers: {},
      body: '',
      claims: {},
    });
  });

  test('shows a form as it is written anew', async () => {
    const route = { parameters: planOf(field) };
    expect(await seenBy({ headers: FORM, body: chunksOf('a=1') }, { route })).toMatchObject({
      body: 'a=1&f=set',
    });
  });

  test('shows the claims that go to the backend, as text, and no others', async () => {
    const forwards = ['sub', 'level', 'aud', 'none', 'half'].map((claimName) => ({
      claimName,
      parameterName: `X-${claimName}`,
      location: 'header' as const,
    }));
    const claims = { sub: 'alice', level: 3, aud: ['a'], half: '\ud800', other: 'x' };
    const backend = { ...ECHO, forwards };
    expect((await seenBy({}, { backend, claims })).claims).toEqual({
      sub: 'alice',
      level: '3',
      aud: '["a"]',
    });
    expect((await seenBy({}, { backend })).claims).toEqual({});
  });

  test('hides the secrets of the template wherever they stand', async () => {
    const hide = (text: string) => text.replaceAll('secret', '(hidden)');
    const headers = [['X-A', 'a secret']] as const;
    const sent = { target: '/?a=secret', headers, body: chunksOf('"secret"') };
    expect(await seenBy(sent, { backend: { ...ECHO, hide } })).toMatchObject({
      headers: { 'X-A': 'a (hidden)' },
      query: { a: '(hidden)' },
      body: '"(hidden)"',
    });
  });
});

describe('a backend is not asked', () => {
  const never = http(() => Promise.reject(new Error('it was asked')));

  test('where the body cannot be read', async () => {
    const route = { parameters: planOf(field) };
    const sent = { headers: FORM, body: brokenAfter('a') };
    expect(await ask(sent, { backend: never, route })).toMatchObject({ code: 'I400BD' });
  });

  test('where the request cannot be made', async () => {
    const route = { path: '/[id]' };
    expect(await ask({}, { backend: never, route })).toMatchObject({ code: 'I400MP' });
  });
});

describe('a body on its way to a backend', () => {
  const POST = { method: 'POST' };

  test('that is whole, as a stream or read before, gives the answer of the backend', async () => {
    const cameBack = async (answer: ReturnType<typeof ask>) => {
      const { outcome, response } = await answer;
      return [outcome, await textOf(response)];
    };
    expect(await cameBack(ask({ ...POST, body: chunksOf('te', 'xt') }, { backend: reading }))).toEqual([
      'forwarded',
      'text',
    ]);
    const route = { parameters: planOf(field) };
    const form = { ...POST, headers: FORM, body: chunksOf('a=1') };
    expect(await cameBack(ask(form, { backend: reading, route }))).toEqual(['forwarded', 'a=1&f=set']);
    expect(await cameBack(ask(POST, { backend: reading }))).toEqual(['forwarded', '']);
  });

  test('that breaks off is refused, by a backend and by an echo', async () => {
    for (const backend of [reading, ECHO])
      expect(await ask({ ...POST, body: brokenAfter('a') }, { backend })).toMatchObject({
        outcome: 'refused',
        code: 'I400BD',
      });
  });

  test('that nothing is wrong with leaves an error of the backend as it is', async () => {
    const failing = http(() => Promise.reject(new Error('no')));
    expect(await ask({ ...POST, body: chunksOf('a') }, { backend: failing })).toMatchObject({
      code: 'D504CO',
    });
  });

  test('that breaks off after the backend has answered leaves the answer as it is', async () => {
    const early = http(async (_, { body }) => {
      await new Response(body).text().catch(() => undefined);
      return new Response('enough');
    });
    expect(await ask({ ...POST, body: brokenAfter('a') }, { backend: early })).toMatchObject({
      outcome: 'forwarded',
    });
  });

  test('that fails the echo for a reason of its own is no answer', async () => {
    const hide = () => {
      throw new Error('a bug');
    };
    const sent = { ...POST, body: chunksOf('a') };
    await expect(ask(sent, { backend: { ...ECHO, hide } })).rejects.toThrow('a bug');
  });
});

import type { Answer } from '../../lib/gateway/exchange/answer';
import { askBackend } from '../../lib/gateway/exchange/ask-backend';
import type { BackendRequest } from '../../lib/gateway/exchange/backend-request';
import type { GatewayRequest } from '../../lib/gateway/exchange/exchange';
import { callOf, chunksOf, textOf } from './call-of';

interface Asked {
  readonly url: string;
  readonly init: RequestInit & { readonly duplex?: string };
}

type Fetch = (url: string, init: Asked['init']) => Response | Promise<Response>;

const REQUEST: BackendRequest = { method: 'GET', target: '/v1?a=1', headers: [], body: undefined };

/** Asks a backend that does what a test says; nothing is waited for longer than a test says. */
function ask(
  fetch: Fetch,
  { millis = 10_000, ...more }: Partial<BackendRequest> & { readonly millis?: number } = {},
  request: Partial<GatewayRequest> = {},
): Promise<Answer> {
  return askBackend(
    callOf(request),
    { ...REQUEST, ...more },
    {
      kind: 'http',
      base: 'http://backend.example/base',
      timeoutMillis: millis,
      fetch: (async (url: string, init: Asked['init']) => fetch(url, init)) as typeof globalThis.fetch,
    },
  );
}

async function askedFor(more: Partial<BackendRequest>): Promise<Asked> {
  let asked: Asked | undefined;
  await ask((url, init) => {
    asked = { url, init };
    return new Response('');
  }, more);
  if (asked === undefined) throw new Error('nothing was asked');
  return asked;
}

/** Fails as soon as it is given up, as fetch does. */
const silent: Fetch = (_, { signal }) =>
  new Promise((_resolve, reject) => {
    if (signal?.aborted) reject(signal.reason);
    signal?.addEventListener('abort', () => reject(signal.reason));
  });

describe('a backend is asked', () => {
  test('what the request says, for bytes that are not packed, and no redirect is followed', async () => {
    const headers = [
      ['X-A', '1'],
      ['Accept-Encoding', 'br'],
      ['X-A', '2'],
    ] as const;
    const { url, init } = await askedFor({ method: 'PUT', headers, contentLength: '4' });
    expect(url).toBe('http://backend.example/base/v1?a=1');
    const { signal, ...options } = init;
    expect(options).toEqual({
      method: 'PUT',
      headers: [
        ['X-A', '1'],
        ['X-A', '2'],
        ['accept-encoding', 'identity'],
        ['content-length', '4'],
      ],
      redirect: 'manual',
    });
    expect(signal?.aborted).toBe(false);
  });

  test('with a body as bytes or as a stream, and no length where none is known', async () => {
    const bytes = Buffer.from('text');
    const whole = await askedFor({ body: bytes });
    expect([whole.init.body, whole.init.duplex]).toEqual([bytes, 'half']);
    expect(whole.init.headers).toEqual([['accept-encoding', 'identity']]);
    const streamed = await askedFor({ body: chunksOf('te', 'xt') });
    expect(streamed.init.body).toBeInstanceOf(ReadableStream);
    expect(await new Response(streamed.init.body).text()).toBe('text');
  });
});

describe('the answer of a backend', () => {
  const linesOf = async (headers: Readonly<Record<string, string>>) => {
    const { response } = await ask(() => new Response('text', { headers }));
    return Object.fromEntries(response.headers);
  };

  test('comes back with its status, its headers and its body', async () => {
    const { response, ...answer } = await ask(
      () => new Response('text', { status: 418, headers: { 'X-A': '1' } }),
    );
    expect(answer).toEqual({ outcome: 'forwarded', reason: 'the backend answered 418' });
    expect(response).toMatchObject({
      status: 418,
      headers: [
        ['content-type', 'text/plain;charset=UTF-8'],
        ['x-a', '1'],
      ],
    });
    expect(await textOf(response)).toBe('text');
  });

  test('without a body has none', async () => {
    expect((await ask(() => new Response(null, { status: 204 }))).response.body).toBeUndefined();
  });

  test('keeps its length, and loses what is for its connection only', async () => {
    expect(
      await linesOf({
        connection: 'x-hop, close',
        'x-hop': '1',
        'keep-alive': '1',
        vary: 'x-kept',
        'x-kept': '1',
        'content-length': '4',
        'content-type': 'a/b',
      }),
    ).toEqual({ 'content-length': '4', 'content-type': 'a/b', vary: 'x-kept', 'x-kept': '1' });
  });

  test('that fetch has unpacked loses the length and the coding that it no longer has', async () => {
    expect(
      await linesOf({ 'content-encoding': 'gzip', 'content-length': '4', 'content-type': 'a/b' }),
    ).toEqual({ 'content-type': 'a/b' });
  });

  test('cannot say that it comes from the gateway', async () => {
    const headers = {
      'content-type': 'a/b',
      'x-ca-error-code': 'A403JT',
      'x-ca-error-message': 'no',
      'x-jwt-gateway-explain': 'all is well',
    };
    const others = { 'x-ca-request-id': '1', 'my-x-ca-error-code': 'x', 'x-jwt-gateways': 'x' };
    expect(await linesOf({ ...headers, ...others })).toEqual({ 'content-type': 'a/b', ...others });
  });
});

const failing = (error: unknown, more: Partial<BackendRequest> = {}) =>
  ask(() => Promise.reject(error), more);
const typeError = (cause?: unknown) => new TypeError('fetch failed: http://backend.example', { cause });

describe('a backend that cannot be asked', () => {
  const REFUSED = 'Backend service connect failed: ';

  test.each<[string, unknown, string]>([
    ['has a code', Object.assign(new Error('x'), { code: 'ECONNRESET' }), 'ECONNRESET'],
    ['came from one with a code', typeError({ cause: { code: 'ENOTFOUND' } }), 'ENOTFOUND'],
    ['has a code that is no text', typeError({ code: 7, cause: { code: 'EPIPE' } }), 'EPIPE'],
    ['has no code', new Error('secret'), 'it does not answer'],
    ['has no cause', typeError(), 'it does not answer'],
    ['has null for a cause', typeError(null), 'it does not answer'],
    ['is no object', 'secret', 'it does not answer'],
    ['is nothing', undefined, 'it does not answer'],
    ['is null', null, 'it does not answer'],
  ])('because of an error that %s is refused by its code, never by its words', async (_, error, reason) => {
    expect(await failing(error)).toMatchObject({ code: 'D504CO', reason: REFUSED + reason });
  });

  test('because of an error that comes from itself is refused, too', async () => {
    const error: { cause?: unknown } = {};
    error.cause = error;
    expect(await failing(error)).toMatchObject({ reason: `${REFUSED}it does not answer` });
  });

  test('because of an error below eight others is refused without its code', async () => {
    const below = (depth: number): unknown => (depth === 0 ? { code: 'EDEEP' } : { cause: below(depth - 1) });
    expect(await failing(below(7))).toMatchObject({ reason: `${REFUSED}EDEEP` });
    expect(await failing(below(8))).toMatchObject({ reason: `${REFUSED}it does not answer` });
  });
});

describe('what fetch never sends', () => {
  const body = Buffer.from('x');
  const error = typeError();

  test.each<[Partial<BackendRequest>, unknown, boolean]>([
    [{ method: 'TRACE' }, error, true],
    [{ method: 'track' }, error, true],
    [{ method: 'CONNECT' }, error, true],
    [{ method: 'GET', body }, error, true],
    [{ method: 'head', body }, error, true],
    [{ method: 'GET' }, error, false],
    [{ method: 'HEAD' }, error, false],
    [{ method: 'POST', body }, error, false],
    [{ method: 'XTRACE' }, error, false],
    [{ method: 'TRACES' }, error, false],
    [{ method: 'WIDGET', body }, error, false],
    [{ method: 'GETS', body }, error, false],
    [{ method: 'TRACE' }, new Error('x'), false],
    [{ method: 'TRACE' }, typeError({ code: 'ECONNREFUSED' }), false],
    [{ method: 'TRACE' }, undefined, false],
  ])('%j after %p is told apart from a backend that is not there: %j', async (more, thrown, isNeverSent) => {
    const method = more.method ?? '';
    const answer = await failing(thrown, more);
    if (isNeverSent)
      expect(answer).toMatchObject({
        outcome: 'unemulated',
        reason: `fetch cannot send ${method} like this`,
      });
    else expect(answer).toMatchObject({ outcome: 'refused', code: 'D504CO' });
    expect(answer.response.headers[0]?.[0]).toBe(
      isNeverSent ? 'X-Jwt-Gateway-Unemulated' : 'X-Ca-Error-Code',
    );
    if (isNeverSent) expect(answer.response.headers[0]?.[1]).toBe('backend');
  });
});

describe('a backend that does not answer', () => {
  test('is given up after its time', async () => {
    expect(await ask(silent, { millis: 1 })).toMatchObject({
      code: 'D504TO',
      reason: 'Backend service request timeout: nothing came in 1 ms',
    });
    const { signal } = new AbortController();
    expect(await ask(silent, { millis: 1 }, { signal })).toMatchObject({ code: 'D504TO' });
  });

  test('is given up when the caller is gone', async () => {
    const caller = new AbortController();
    caller.abort();
    expect(await ask(silent, {}, { signal: caller.signal })).toMatchObject({ code: 'D504CO' });
  });

  test('is no longer waited for once it has answered', async () => {
    jest.useFakeTimers();
    try {
      await ask(() => new Response(''));
      expect(jest.getTimerCount()).toBe(0);
    } finally {
      jest.useRealTimers();
    }
  });
});

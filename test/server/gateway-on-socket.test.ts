import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve as createShop, customers, route, tokenOf } from '../gateway/shop-gateway';
import { rs256Token } from '../token/handmade-token';
import { RawClient } from './raw-client';
import { createServing } from './serving';
import { createSignal } from './signal';

const { serve, logged } = createServing();

const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });
const plugins = ['Customers'];
const resources = [
  customers({ claimParameters: [{ claimName: 'sub', parameterName: 'X-User', location: 'header' }] }),
  route('Orders', 'GET /orders/[id]', { plugins, config: { RequestProtocol: 'HTTP' } }),
  route('AddOrder', 'POST /orders', { plugins, config: { RequestMode: 'PASSTHROUGH' } }),
  route('Health', 'GET /health', { config: { RequestMode: 'PASSTHROUGH' } }),
];

type Ask = (path: string, init?: RequestInit) => Promise<Response>;

const DOORS: Readonly<Record<string, () => Promise<Ask>>> = {
  'a web request': async () => {
    const { gateway } = createShop(resources);
    return (path, init) => gateway(new Request(`http://127.0.0.1${path}`, init));
  },
  'a request over a socket': async () => {
    const { url } = await serve(createShop(resources).gateway.handle);
    return (path, init) => fetch(url + path, init);
  },
};

interface Case {
  readonly title: string;
  readonly path: string;
  readonly init?: () => Promise<RequestInit>;
  readonly status: number;
  readonly code?: string;
  readonly text?: RegExp;
}

const withToken = (token: () => Promise<string> | string, more: RequestInit = {}) => {
  return async (): Promise<RequestInit> => ({ ...more, headers: bearer(await token()) });
};

const CASES: readonly Case[] = [
  { title: 'a public route', path: '/health', status: 200, text: /"path":\s*"\/"/ },
  { title: 'no token', path: '/orders/1', status: 400, code: 'I400JR' },
  { title: 'a good token', path: '/orders/1?a=b', init: withToken(tokenOf), status: 200, text: /alice/ },
  {
    title: 'a token of nobody',
    path: '/orders/1',
    init: withToken(async () => `${(await tokenOf()).slice(0, -8)}AAAAAAAA`),
    status: 403,
    code: 'A403JT',
  },
  {
    title: 'a token that is past',
    path: '/orders/1',
    init: withToken(() => rs256Token({ alg: 'RS256' }, { sub: 'alice', exp: 1 })),
    status: 403,
  },
  { title: 'garbage', path: '/orders/1', init: withToken(() => 'garbage'), status: 400, code: 'I400JD' },
  { title: 'a route that there is not', path: '/nothing', status: 404, code: 'I404NF' },
  {
    title: 'a body',
    path: '/orders',
    init: withToken(tokenOf, { method: 'POST', body: 'tea and milk' }),
    status: 200,
    text: /tea and milk/,
  },
  {
    title: 'HEAD where there is GET only',
    path: '/health',
    init: async () => ({ method: 'HEAD' }),
    status: 404,
  },
  {
    title: 'headers beyond what the service takes',
    path: '/health',
    init: async () => ({ headers: { 'X-Large': 'a'.repeat(9000) } }),
    status: 413,
    code: 'I413UL',
  },
  {
    title: 'a body beyond what the service takes',
    path: '/orders',
    init: withToken(tokenOf, { method: 'POST', body: 'a'.repeat(8 * 1024 * 1024 + 1) }),
    status: 413,
    code: 'I413RL',
  },
];

describe.each(Object.keys(DOORS))('%s', (door) => {
  test.each(CASES)('with $title is answered $status', async ({ path, init, status, code, text }) => {
    const ask = await DOORS[door]?.();
    const response = await ask?.(path, await init?.());
    const body = await response?.text();
    expect(response?.status).toBe(status);
    expect(response?.headers.get('X-Ca-Request-Id')).toMatch(/^id-\d+$/);
    if (code !== undefined) expect(response?.headers.get('X-Ca-Error-Code')).toBe(code);
    if (text !== undefined) expect(body).toMatch(text);
    expect(logged).toEqual([]);
  });
});

describe('a backend', () => {
  const backends: Server[] = [];
  afterEach(() => {
    for (const backend of backends.splice(0)) backend.close().closeAllConnections();
  });

  /** A gateway on a socket whose backend does as it is told. */
  async function serveWith(listener: RequestListener, config: object = {}) {
    const backend = createServer(listener).listen(0, '127.0.0.1');
    backends.push(backend);
    await once(backend, 'listening');
    const address = `http://127.0.0.1:${(backend.address() as AddressInfo).port}`;
    const ServiceConfig = { ServiceProtocol: 'HTTP', ServiceAddress: address, ServicePath: '/', ...config };
    const properties = { ServiceConfig };
    const routes = ['GET', 'POST'].map((method) =>
      route(method, `${method} /orders`, { properties, config: { RequestMode: 'PASSTHROUGH' } }),
    );
    const { gateway } = createShop(routes, { mock: false, fetch: globalThis.fetch });
    const { port } = await serve(gateway.handle);
    return RawClient.connect(port);
  }

  test('that is killed in the middle of its answer ends the connection', async () => {
    const killed = createSignal<ServerResponse>();
    const client = await serveWith((_, response) => {
      response.writeHead(200, { 'Content-Length': '8' }).write('half');
      killed.happen(response);
    });
    await client.send('GET /orders HTTP/1.1', 'Host: a').until(/half$/);
    (await killed.happened).destroy();
    expect(await client.untilClosed()).toMatch(/\r\nContent-Length: 8\r\n.*half$/is);
    expect(client.failure).toBe('ECONNRESET');
    expect(logged).toEqual([expect.stringMatching(/^the answer to a GET request broke off: /)]);
  });

  test('that does not answer in time is answered for', async () => {
    const client = await serveWith(() => {}, { ServiceTimeOut: 20 });
    client.send('GET /orders HTTP/1.1', 'Host: a');
    await client.until(/^HTTP\/1.1 504 .*X-Ca-Error-Code: D504TO/is);
  });

  test('learns that the caller has gone away in the middle of its body', async () => {
    const started = createSignal<IncomingMessage>();
    const client = await serveWith((request) => started.happen(request), {
      ServiceHttpMethod: 'POST',
    });
    client.send('POST /orders HTTP/1.1', 'Host: a', 'Content-Length: 9').sendText('half');
    const request = await started.happened;
    const failure = new Promise((resolve) => request.on('error', resolve));
    client.socket.resetAndDestroy();
    expect(await failure).toMatchObject({ code: 'ECONNRESET' });
    expect(logged).toEqual([]);
  });
});

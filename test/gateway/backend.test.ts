import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { GatewayOptions, GatewayRequest } from '../../lib/gateway';
import { gatewayErrorOf } from '../jwk/gateway-error-of';
import { call, route, type Served, serve } from './shop-gateway';

const servers: Server[] = [];

/** The address of a backend on this machine. */
async function backend(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

/** Serves one route that hands on everything, with this address in its template. */
function passing(address: unknown, config: object = {}, options: Partial<GatewayOptions> = {}): Served {
  const ServiceConfig = { ServiceAddress: address, ServicePath: '/*', ServiceHttpMethod: 'ANY', ...config };
  const any = route('Any', 'ANY /*', {
    config: { RequestMode: 'PASSTHROUGH' },
    properties: { ServiceConfig },
  });
  return serve([any], { mock: false, fetch: globalThis.fetch, ...options });
}

test('a request goes to the backend as it came, and its answer comes back as it was', async () => {
  const address = await backend((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      response.writeHead(418, {
        'X-Backend': 'yes',
        'Set-Cookie': ['a=1', 'b=2'],
        'X-Ca-Error-Code': 'A403JT',
      });
      response.end(
        JSON.stringify([
          request.method,
          request.url,
          request.headers['x-other'],
          Buffer.concat(chunks).toString(),
        ]),
      );
    });
  });
  const answer = await call(passing(address), 'PUT /a/b%2Fc?x=1&x=%20', { 'x-other': 'o' }, 'body');
  expect(JSON.parse(answer.text)).toEqual(['PUT', '/a/b%2Fc?x=1&x=%20', 'o', 'body']);
  expect(answer).toMatchObject({ status: 418, code: null });
  expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
});

test('a redirect and packed bytes are handed on, not followed and not claimed', async () => {
  const address = await backend((request, response) => {
    const headers = { Location: 'http://evil.example/', 'Content-Encoding': 'identity' };
    response.writeHead(302, headers).end(`${request.headers['accept-encoding']}`);
  });
  const answer = await call(passing(address), 'GET /a', { 'accept-encoding': 'br' });
  expect(answer).toMatchObject({ status: 302, text: 'identity' });
  expect(answer.headers.get('location')).toBe('http://evil.example/');
});

test('bodies stream both ways', async () => {
  const address = await backend((request, response) => {
    request.pipe(response);
  });
  const { gateway } = passing(address);
  let askedForMore = false;
  async function* body() {
    yield Buffer.from('first ');
    askedForMore = true;
    yield Buffer.from('second');
  }
  const answer = await gateway.handle(requestTo('/a', { method: 'POST', body: body() }));
  const chunks: Buffer[] = [];
  for await (const chunk of answer.body as AsyncIterable<Uint8Array>) chunks.push(Buffer.from(chunk));
  expect([askedForMore, Buffer.concat(chunks).toString()]).toEqual([true, 'first second']);
});

function requestTo(target: string, more: Partial<GatewayRequest> = {}): GatewayRequest {
  return {
    method: 'GET',
    protocol: 'http',
    host: 'localhost',
    target,
    headers: [],
    body: undefined,
    clientAddress: '127.0.0.1',
    ...more,
  };
}

describe('a body', () => {
  async function* endless() {
    const chunk = Buffer.alloc(1024 * 1024);
    for (;;) yield chunk;
  }
  const codeOf = (served: Served, more: Partial<GatewayRequest>) =>
    served.gateway
      .handle(requestTo('/a', { method: 'POST', ...more }))
      .then(({ headers }) => headers.find(([name]) => name === 'X-Ca-Error-Code')?.[1]);

  test('that says it is too large is refused before it is read', async () => {
    const headers = [['Content-Length', `${8 * 1024 * 1024 + 1}`] as const];
    expect(await codeOf(passing('http://127.0.0.1:9'), { headers, body: endless() })).toBe('I413RL');
  });

  test('that turns out to be too large is refused, by the echo and on the way to a backend', async () => {
    const address = await backend((request) => request.resume());
    expect(await codeOf(passing(undefined, {}, { mock: true }), { body: endless() })).toBe('I413RL');
    expect(await codeOf(passing(address), { body: endless() })).toBe('I413RL');
  });

  test('that breaks off is refused by the echo', async () => {
    async function* broken() {
      yield Buffer.from('a');
      throw new Error('gone');
    }
    expect(await codeOf(passing(undefined, {}, { mock: true }), { body: broken() })).toBe('I400BD');
  });
});

describe('a backend', () => {
  test('that nobody reaches is an error of the gateway, without a word of where it is', async () => {
    const address = await backend(() => {});
    for (const server of servers.splice(0)) server.close();
    const answer = await call(passing(address), 'GET /a');
    expect(answer).toMatchObject({
      status: 504,
      code: 'D504CO',
      text: 'Backend service connect failed: ECONNREFUSED\n',
    });
  });

  test('that does not answer in time is an error of the gateway', async () => {
    const address = await backend(() => {});
    const answer = await call(passing(address, { ServiceTimeOut: 50 }), 'GET /a');
    expect(answer).toMatchObject({
      status: 504,
      code: 'D504TO',
      text: 'Backend service request timeout: nothing came in 50 ms\n',
    });
  });

  test('is no longer asked when the caller is gone', async () => {
    const address = await backend(() => {});
    const caller = new AbortController();
    const answer = passing(address).gateway.handle(requestTo('/a', { signal: caller.signal }));
    caller.abort();
    expect((await answer).status).toBe(504);
  });

  test('that dies in the middle of its answer ends the body with an error', async () => {
    const address = await backend((_, response) => {
      response.writeHead(200, { 'Content-Length': 100 }).write('half');
      setImmediate(() => response.destroy());
    });
    const { body, status } = await passing(address).gateway.handle(requestTo('/a'));
    expect(status).toBe(200);
    const read = async () => {
      for await (const _ of body as AsyncIterable<Uint8Array>);
    };
    await expect(read()).rejects.toMatchObject({ message: 'terminated' });
  });

  test('is the one that stands for its group, by name or logical id, whatever the template says', async () => {
    const address = await backend((request, response) => response.end(request.url));
    for (const name of ['shop', 'Shop']) {
      const served = passing(
        { Ref: 'Address' },
        { ServiceVpcEnable: 'TRUE' },
        { backends: { [name]: `${address}/base/` } },
      );
      expect(await call(served, 'GET /a?b')).toMatchObject({ status: 200, text: '/base/a?b' });
    }
  });

  test.each([
    [{ Ref: 'Address' }, {}, 'the address of the backend is Ref Address'],
    [undefined, {}, 'the backend has no ServiceAddress'],
    ['ftp://x', {}, 'the address of the backend is no http or https address'],
    ['http://x#', {}, 'the address of the backend is no http or https address'],
    ['http://x?', {}, 'the address of the backend is no http or https address'],
    ['http://x', { ServiceVpcEnable: 'TRUE' }, 'the backend is inside a VPC'],
    [
      'http://x',
      { ServiceProtocol: 'FunctionCompute' },
      'the backend is FunctionCompute, which is not emulated',
    ],
    [
      'http://x',
      { Mock: 'TRUE', MockStatusCode: 99 },
      'the fixed answer of the API has no status from 200 to 599',
    ],
    [
      'http://x',
      { Mock: 'TRUE', MockHeaders: [{ HeaderName: 'a b', HeaderValue: '' }] },
      'the fixed answer of the API has a header that it cannot set',
    ],
    [
      'http://x',
      { Mock: 'TRUE', MockHeaders: [{ HeaderName: 'X-Ca-Error-Code', HeaderValue: '' }] },
      'the fixed answer of the API has a header that it cannot set',
    ],
  ])('%j with %j cannot be asked: %s', async (address, config, why) => {
    const served = passing(address, config);
    expect(served.gateway.unemulated.map((each) => [each.name, each.why])).toContainEqual(['backend', why]);
    expect(await call(served, 'GET /a')).toMatchObject({ status: 501 });
  });

  test('that the template replaces by a fixed answer is not asked', async () => {
    const MockHeaders = [{ HeaderName: 'X-Mock', HeaderValue: 'm' }];
    const served = passing(undefined, {
      Mock: 'TRUE',
      MockResult: 'hello',
      MockStatusCode: 203,
      MockHeaders,
    });
    const answer = await call(served, 'GET /a');
    expect([answer.status, answer.text, answer.headers.get('X-Mock')]).toEqual([203, 'hello', 'm']);
  });
});

test.each<[Partial<GatewayOptions>, string]>([
  [{ backends: { nobody: 'http://x' } }, 'backends: there is no API group "nobody" (there is shop)'],
  [
    { backends: { shop: 'localhost:80' } },
    'backend of shop: "localhost:80" is not the address of a backend (give an http or https address, such as http://127.0.0.1:9000)',
  ],
  [
    { allowUnemulated: ['backend'] },
    'allowUnemulated: nothing unemulated is called "backend" (give a backend, or mock all of them)',
  ],
])('the options %j are refused', async (options, message) => {
  expect((await gatewayErrorOf(() => passing('http://x', {}, options))).message).toBe(message);
});

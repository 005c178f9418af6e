import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { createGateway } from '../../lib/gateway';
import { parseTemplate } from '../../lib/model';
import { plainFetch } from '../../lib/server';
import { now, route } from '../gateway/shop-gateway';
import { shop, template } from '../rules/gateway-template';
import { RawClient, rawExchange } from './raw-client';
import { createServing } from './serving';

const { serve } = createServing();
const backends: Server[] = [];
afterEach(() => {
  for (const backend of backends.splice(0)) backend.close();
});

async function portOf(server: Server): Promise<number> {
  backends.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** A backend that sees every byte of one request, and answers when that matches. */
async function rawBackend(whole: RegExp) {
  let received = '';
  const server = createServer((socket) => {
    socket.setEncoding('latin1').on('error', () => {});
    socket.on('data', (text: string) => {
      received += text;
      if (whole.test(received)) socket.end('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfine');
    });
  });
  return { port: await portOf(server), seen: () => received };
}

/** A gateway on a socket that hands everything on. */
async function gatewayTo(port: number, fetch: typeof globalThis.fetch = plainFetch) {
  const any = route('Any', 'ANY /*', {
    config: { RequestMode: 'PASSTHROUGH', RequestProtocol: 'HTTP' },
    properties: {
      ServiceConfig: {
        ServiceAddress: `http://127.0.0.1:${port}`,
        ServicePath: '/*',
        ServiceHttpMethod: 'ANY',
      },
    },
  });
  const text = JSON.stringify({ ROSTemplateFormatVersion: '2015-09-01', ...template(shop, any) });
  const gateway = createGateway(parseTemplate(text, 'shop.json'), { now, fetch });
  return serve((request) => gateway.handle(request));
}

describe('what goes to a backend', () => {
  test('is what the caller sent, and nothing that nobody sent', async () => {
    const backend = await rawBackend(/\r\n\r\nabc$/);
    const { port } = await gatewayTo(backend.port);
    await rawExchange(
      port,
      'POST /a HTTP/1.1',
      'Host: localhost',
      'X-One: 1',
      'x-one: 2',
      'Content-Length: 3',
      'Connection: close',
      '',
      'abc',
    ).catch(() => {});
    expect(backend.seen()).toBe(
      `POST /a HTTP/1.1\r\nHost: 127.0.0.1:${backend.port}\r\nX-One: 1\r\nx-one: 2\r\n` +
        'accept-encoding: identity\r\ncontent-length: 3\r\nConnection: keep-alive\r\n\r\nabc',
    );
  });

  test.each(['GET', 'DELETE', 'POST'])(
    'has the length that the caller said, and its body: %s',
    async (method) => {
      const backend = await rawBackend(/\r\n\r\nabc$/);
      const { port } = await gatewayTo(backend.port);
      const client = await RawClient.connect(port);
      client.send(`${method} /a HTTP/1.1`, 'Host: localhost', 'Content-Length: 3', 'Connection: close');
      client.sendText('abc');
      expect(await client.untilClosed()).toMatch(/ 200 OK\r\n.*fine$/s);
      expect(backend.seen()).toMatch(/^content-length: 3\r$/m);
      expect(backend.seen()).not.toMatch(/transfer-encoding/i);
    },
  );

  test('comes in chunks where the caller sent it so', async () => {
    const backend = await rawBackend(/\r\n0\r\n\r\n$/);
    const { port } = await gatewayTo(backend.port);
    const client = await RawClient.connect(port);
    client.send('POST /a HTTP/1.1', 'Host: localhost', 'Transfer-Encoding: chunked', 'Connection: close');
    client.sendText('3\r\nabc\r\n0\r\n\r\n');
    expect(await client.untilClosed()).toMatch(/ 200 OK\r\n/);
    expect(backend.seen()).not.toMatch(/content-length/i);
  });

  test('may be a TRACE request', async () => {
    const backend = await rawBackend(/\r\n\r\n$/);
    const { port } = await gatewayTo(backend.port);
    const answer = await rawExchange(port, 'TRACE /a HTTP/1.1', 'Host: localhost', 'Connection: close');
    expect(answer).toMatch(/ 200 OK\r\n/);
    expect(backend.seen()).toMatch(/^TRACE \/a HTTP\/1\.1\r\n/);
  });

  test.each(['TRACE', 'GET'])(
    'is not %s with a body by a fetch that cannot send it, which is said',
    async (method) => {
      const { port } = await gatewayTo(9, globalThis.fetch);
      const client = await RawClient.connect(port);
      client.send(`${method} /a HTTP/1.1`, 'Host: localhost', 'Content-Length: 3', 'Connection: close');
      client.sendText('abc');
      expect(await client.untilClosed()).toMatch(
        new RegExp(`^HTTP/1.1 501 .*fetch cannot send ${method} like this`, 's'),
      );
    },
  );

  test('with the fetch of Node.js has the length that the caller said, too', async () => {
    const backend = await rawBackend(/\r\n\r\nabc$/);
    const { port } = await gatewayTo(backend.port, globalThis.fetch);
    const client = await RawClient.connect(port);
    client.send('POST /a HTTP/1.1', 'Host: localhost', 'Content-Length: 3', 'Connection: close');
    client.sendText('abc');
    expect(await client.untilClosed()).toMatch(/ 200 OK\r\n.*fine$/s);
    expect(backend.seen()).toMatch(/^content-length: 3\r$/m);
  });
});

describe('an answer', () => {
  test.each([
    ['gzip', gzipSync('text')],
    ['deflate', deflateSync('text')],
    ['br', brotliCompressSync('text')],
    ['identity', Buffer.from('text')],
  ])('that is packed as %s is unpacked, as fetch does it', async (coding, body) => {
    const server = createHttpServer((_, response) => {
      response.writeHead(200, { 'Content-Encoding': coding }).end(body);
    });
    const response = await plainFetch(`http://127.0.0.1:${await portOf(server)}/`);
    expect(await response.text()).toBe('text');
  });

  test.each([204, 304])('%i has no body', async (status) => {
    const server = createHttpServer((_, response) => response.writeHead(status, { 'X-A': 'b' }).end());
    const response = await plainFetch(`http://127.0.0.1:${await portOf(server)}/`);
    expect([response.status, response.body, response.headers.get('X-A')]).toEqual([status, null, 'b']);
  });

  test('to HEAD has no body, whatever it says of one', async () => {
    const server = createHttpServer((_, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip', 'Content-Length': 9 }).end();
    });
    const response = await plainFetch(`http://127.0.0.1:${await portOf(server)}/`, { method: 'HEAD' });
    expect([await response.text(), response.headers.get('Content-Length')]).toEqual(['', '9']);
  });

  test('that breaks off fails where it is read', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nfine'));
    });
    const response = await plainFetch(`http://127.0.0.1:${await portOf(server)}/`);
    await expect(response.text()).rejects.toThrow();
  });

  test('that nobody gives rejects with the code of the network', async () => {
    await expect(plainFetch('http://127.0.0.1:9/')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  test('that comes too late rejects with the reason', async () => {
    const port = await portOf(createServer(() => {}));
    const signal = AbortSignal.timeout(20);
    await expect(plainFetch(`http://127.0.0.1:${port}/`, { signal })).rejects.toThrow(/timeout/);
  });
});

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sendOverHttp } from '../../../lib/cli';
import { findUnreachable } from '../../../lib/probe/attempt';

let server: Server;
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let base: string;

beforeAll(async () => {
  server = createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const send = (more: Partial<Parameters<typeof sendOverHttp>[0]> = {}) =>
  sendOverHttp({
    method: 'GET',
    url: `${base}/orders?a=b`,
    headers: [],
    body: undefined,
    signal: AbortSignal.timeout(5000),
    ...more,
  });

test('header lines go out one by one, in their order, and nothing is added', async () => {
  const seen: string[][] = [];
  answer = (request, response) => {
    seen.push([request.method ?? '', request.url ?? '', ...request.rawHeaders]);
    response.end();
  };
  await send({
    headers: [
      ['Authorization', 'Bearer a'],
      ['X-Ca-Stage', 'TEST'],
      ['Authorization', 'Bearer b'],
    ],
  });
  const host = base.replace('http://', '');
  expect(seen).toEqual([
    [
      'GET',
      '/orders?a=b',
      'Host',
      host,
      'Authorization',
      'Bearer a',
      'X-Ca-Stage',
      'TEST',
      'Authorization',
      'Bearer b',
      'Connection',
      'keep-alive',
    ],
  ]);
});

test('status and headers come back as they were sent, and a redirect is not followed', async () => {
  answer = (_, response) => {
    response.writeHead(302, { Location: '/login', 'X-Ca-Request-Id': '1' }).end('a body');
  };
  const { headers, status } = await send();
  expect(status).toBe(302);
  expect(headers.slice(0, 2)).toEqual([
    ['Location', '/login'],
    ['X-Ca-Request-Id', '1'],
  ]);
});

test('of a refusal the beginning of the body comes back, and nothing of what was let in', async () => {
  answer = (_, response) => response.writeHead(401).end('Jwt is missing');
  expect((await send()).words).toBe('Jwt is missing');
  answer = (_, response) => response.writeHead(403).end('x'.repeat(100_000));
  expect((await send()).words).toBe('x'.repeat(400));
  answer = (_, response) => {
    response.writeHead(403).write('Access');
    setImmediate(() => response.destroy());
  };
  expect((await send()).words).toMatch(/^(?:Access)?$/);
  answer = (_, response) => response.end('an order');
  expect(await send()).not.toHaveProperty('words');
});

test('a body goes out whole', async () => {
  const bodies: string[] = [];
  answer = async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    bodies.push(`${request.headers['content-length']} ${body}`);
    response.end();
  };
  await send({ method: 'POST', body: 'text=ä' });
  expect(bodies).toEqual(['7 text=ä']);
});

const reasonOf = (sent: Promise<unknown>) => sent.then(() => 'an answer', findUnreachable);

test('what gets no answer says why', async () => {
  answer = () => {};
  expect(await reasonOf(send({ signal: AbortSignal.timeout(20) }))).toBe('no answer in time');
  answer = (request) => request.socket.destroy();
  expect(await reasonOf(send())).toBe('no answer: the connection was closed (ECONNRESET)');
  expect(await reasonOf(send({ url: 'http://127.0.0.1:1/' }))).toBe(
    'no answer: the connection was refused (ECONNREFUSED)',
  );
  expect(await reasonOf(send({ url: base.replace('http', 'https') }))).toMatch(/^no answer: E\w+$/);
});

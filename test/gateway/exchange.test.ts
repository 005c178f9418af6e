import { requestOf, responseOf } from '../../lib/gateway/exchange/exchange';
import { chunksOf } from './call-of';

test('a web request is taken as it is, from this machine unless something else is said', async () => {
  const request = new Request('http://shop.example.com:8080/a%2fb/?x=1#y', {
    method: 'PUT',
    headers: { 'X-A': '1', 'X-B': '2' },
    body: 'text',
  });
  const { body, ...taken } = requestOf(request);
  expect(taken).toEqual({
    method: 'PUT',
    protocol: 'http',
    host: 'shop.example.com:8080',
    target: '/a%2fb/?x=1',
    headers: [
      ['content-type', 'text/plain;charset=UTF-8'],
      ['x-a', '1'],
      ['x-b', '2'],
    ],
    clientAddress: '127.0.0.1',
    signal: request.signal,
  });
  expect(await new Response(ReadableStream.from(body ?? [])).text()).toBe('text');
});

test('a request without a body has none, HTTPS is told from HTTP, and a Host header stands over the URL', () => {
  const request = new Request('https://shop.example.com/', { headers: { host: 'other.example.com' } });
  expect(requestOf(request, '192.0.2.7')).toMatchObject({
    protocol: 'https',
    host: 'other.example.com',
    target: '/',
    clientAddress: '192.0.2.7',
    body: undefined,
  });
});

test.each([
  ['a text', () => 'text'],
  ['bytes', () => Buffer.from('text')],
  ['chunks', () => chunksOf('te', 'xt')],
])('an answer of %s becomes a web response', async (_, bodyOf) => {
  const headers = [
    ['Set-Cookie', 'a=1'],
    ['Set-Cookie', 'b=2'],
  ] as const;
  const response = responseOf({ status: 201, headers, body: bodyOf() });
  expect([response.status, response.headers.getSetCookie(), await response.text()]).toEqual([
    201,
    ['a=1', 'b=2'],
    'text',
  ]);
});

test.each([204, 205, 304])('a response of the status %d has no body, whatever the answer says', (status) => {
  const response = responseOf({ status, headers: [['X-A', '1']], body: 'text' });
  expect([response.status, response.body, response.headers.get('x-a')]).toEqual([status, null, '1']);
});

test('an answer without a body becomes a response without one', () => {
  expect(responseOf({ status: 200, headers: [], body: undefined }).body).toBeNull();
});

import type { GatewayRequest, GatewayResponse } from '../../lib/gateway';
import { RawClient, rawExchange } from './raw-client';
import { always, answer, createServing, textOf } from './serving';
import { createSignal } from './signal';

const { serve, logged } = createServing();

/** Everything but the date, which is another each time. */
const withoutDate = (text: string): string => text.replace(/^Date: .*\r\n/m, '');

describe('what the handler gets', () => {
  async function requestFor(...lines: readonly string[]): Promise<Partial<GatewayRequest>> {
    let seen: GatewayRequest | undefined;
    const { port } = await serve(async (request) => {
      seen = request;
      return answer();
    });
    await rawExchange(port, ...lines, 'Connection: close');
    const { host, method, protocol, target, headers, body, clientAddress } = seen ?? {};
    return { host, method, protocol, target, headers, body, clientAddress };
  }

  test('is the request as sent: target, case of names, and headers that come twice', async () => {
    expect(
      await requestFor(
        'GET /a%2Fb/../c?x=1&x=%32 HTTP/1.1',
        'Host: api.example.com:81',
        'X-Token: first',
        'x-token: second',
        'Cookie: a=1',
        'Cookie: b=2',
      ),
    ).toEqual({
      method: 'GET',
      protocol: 'http',
      host: 'api.example.com:81',
      target: '/a%2Fb/../c?x=1&x=%32',
      headers: [
        ['Host', 'api.example.com:81'],
        ['X-Token', 'first'],
        ['x-token', 'second'],
        ['Cookie', 'a=1'],
        ['Cookie', 'b=2'],
        ['Connection', 'close'],
      ],
      body: undefined,
      clientAddress: '127.0.0.1',
    });
  });

  test.each([
    ['GET http://other.example.com/a?b HTTP/1.1', 'other.example.com', '/a?b'],
    ['GET http://other.example.com HTTP/1.1', 'other.example.com', '/'],
    ['GET http://other.example.com:80?b HTTP/1.1', 'other.example.com:80', '/?b'],
    ['OPTIONS * HTTP/1.1', 'api.example.com', '*'],
    ['GET /http://x HTTP/1.1', 'api.example.com', '/http://x'],
  ])('%s goes to the host %s and the target %s', async (line, host, target) => {
    expect(await requestFor(line, 'Host: api.example.com')).toMatchObject({ host, target });
  });

  test('no header is dropped, however many there are', async () => {
    const many = Array.from({ length: 4000 }, () => 'a:b');
    const { headers } = await requestFor('GET / HTTP/1.1', 'Host: a', ...many);
    expect(headers).toHaveLength(4002);
  });

  test('an answer of `extra` goes first, and the handler gets what it leaves', async () => {
    const { port } = await serve(always(answer('gateway')), {
      extra: ({ target }) =>
        target.startsWith('/__gateway/') ? Promise.resolve(answer('console')) : undefined,
    });
    const ask = (target: string) =>
      rawExchange(port, `GET ${target} HTTP/1.1`, 'Host: a', 'Connection: close');
    expect(await ask('/__gateway/')).toMatch(/console$/);
    expect(await ask('/orders')).toMatch(/gateway$/);
  });
});

describe('what comes back', () => {
  const ask = async (response: GatewayResponse, method = 'GET') => {
    const { port } = await serve(always(response));
    return withoutDate(await rawExchange(port, `${method} / HTTP/1.1`, 'Host: a', 'Connection: close'));
  };
  async function* chunks() {
    yield Buffer.from('ab');
    yield Buffer.from('c');
  }

  test.each<[string, GatewayResponse, string, string]>([
    ['a text', answer('ä'), 'GET', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nÃ¤'],
    [
      'bytes',
      answer(new Uint8Array([65])),
      'GET',
      'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nConnection: close\r\n\r\nA',
    ],
    ['nothing', answer(), 'GET', 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n'],
    [
      'a stream',
      answer(chunks()),
      'GET',
      'HTTP/1.1 200 OK\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n',
    ],
    [
      'a stream of a promised length',
      answer(chunks(), { headers: [['content-length', '3']] }),
      'GET',
      'HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc',
    ],
    [
      'a text with a false length',
      answer('abc', { headers: [['Content-Length', '99']] }),
      'GET',
      'HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc',
    ],
    [
      'a text for HEAD',
      answer('abc'),
      'HEAD',
      'HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\n',
    ],
    [
      'a stream for HEAD',
      answer(chunks(), { headers: [['content-length', '3']] }),
      'HEAD',
      'HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\n',
    ],
    [
      'a body for 204',
      answer('abc', { status: 204 }),
      'GET',
      'HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n',
    ],
    [
      'a stream for 304',
      answer(chunks(), { status: 304, headers: [['Content-Length', '3']] }),
      'GET',
      'HTTP/1.1 304 Not Modified\r\nContent-Length: 3\r\nConnection: close\r\n\r\n',
    ],
    [
      'headers that come twice',
      answer(undefined, {
        headers: [
          ['Set-Cookie', 'a'],
          ['Set-Cookie', 'b'],
        ],
      }),
      'GET',
      'HTTP/1.1 200 OK\r\nSet-Cookie: a\r\nSet-Cookie: b\r\nContent-Length: 0\r\nConnection: close\r\n\r\n',
    ],
    [
      'headers of a connection',
      answer('a', {
        headers: [
          ['Transfer-Encoding', 'chunked'],
          ['Connection', 'keep-alive, X-A'],
          ['Upgrade', 'h2c'],
          ['Keep-Alive', 'timeout=9'],
        ],
      }),
      'GET',
      'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nConnection: close\r\n\r\na',
    ],
  ])('%s is framed by the server', async (_, response, method, expected) => {
    expect(await ask(response, method)).toBe(expected);
  });

  test.each<[string, Partial<GatewayResponse>]>([
    ['a line break in a value', { headers: [['X-A', 'a\r\nX-Injected: 1']] }],
    ['a lone line feed in a value', { headers: [['X-A', 'a\nX-Injected: 1']] }],
    ['a NUL in a value', { headers: [['X-A', 'a\0']] }],
    ['a character that is no byte', { headers: [['X-A', 'a\u010a']] }],
    ['a line break in a name', { headers: [['X-A\r\nX-Injected', '1']] }],
    ['a status that is none', { status: 99 }],
    ['a status that would go on', { status: 100 }],
    ['a status that is no number', { status: Number.NaN }],
  ])('%s is 500 and a bug, never an injected line', async (_, wrong) => {
    expect(await ask(answer('secret', wrong))).toBe(
      'HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\nConnection: close\r\n\r\n',
    );
    expect(logged).toEqual([expect.stringMatching(/^a request could not be answered: (Range|Type)Error/)]);
  });

  test('a handler that throws is 500 without its words, which go to the log with their stack', async () => {
    const { port } = await serve(async () => {
      throw new Error('secret words');
    });
    const received = await rawExchange(port, 'GET / HTTP/1.1', 'Host: a');
    expect(received).toMatch(/^HTTP\/1.1 500 .*\r\n\r\n$/s);
    expect(received).not.toContain('secret');
    expect(logged).toEqual([
      expect.stringMatching(/^a request could not be answered: Error: secret words\n +at /),
    ]);
  });
});

describe('a connection', () => {
  test('is kept for the next request, and requests that come at once are answered in their order', async () => {
    const first = createSignal();
    const { port } = await serve(async ({ target }) => {
      if (target === '/1') await first.happened;
      else first.happen();
      return answer(`<${target}>`);
    });
    const client = await RawClient.connect(port);
    client.send('GET /1 HTTP/1.1', 'Host: a').send('GET /2 HTTP/1.1', 'Host: a');
    expect(await client.until(/<\/2>/)).toMatch(/<\/1>HTTP\/1.1 200[^<]*<\/2>$/);
    client.send('GET /3 HTTP/1.1', 'Host: a', 'Connection: close');
    expect(await client.untilClosed()).toMatch(/<\/3>$/);
  });

  test('carries bodies of either framing, and an answer before the body is read does not spoil the next request', async () => {
    const { port } = await serve(async (request) =>
      answer(request.target === '/unread' ? '<refused>' : `<${await textOf(request)}>`),
    );
    const client = await RawClient.connect(port);
    client.sendText('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc');
    await client.until(/<abc>$/);
    client.sendText('POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nde\r\n0\r\n\r\n');
    await client.until(/<de>$/);
    client.sendText('POST /unread HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc');
    await client.until(/<refused>$/);
    client.send('GET / HTTP/1.1', 'Host: a', 'Connection: close');
    expect(await client.untilClosed()).toMatch(/<>$/);
  });

  test('asks for a body only when somebody reads it', async () => {
    const { port } = await serve(async (request) =>
      answer(request.target === '/read' ? `<${await textOf(request)}>` : '<refused>'),
    );
    const head = ['Host: a', 'Content-Length: 3', 'Expect: 100-continue'];
    const read = await RawClient.connect(port);
    await read.send('POST /read HTTP/1.1', ...head).until(/^HTTP\/1.1 100 Continue\r\n\r\n$/);
    read.sendText('abc');
    await read.until(/<abc>$/);
    const refused = await rawExchange(port, 'POST /refused HTTP/1.1', ...head);
    expect(refused).toMatch(/^HTTP\/1.1 200 OK\r\n.*Connection: close\r\n\r\n<refused>$/s);
  });

  test('shows its answer to a caller who is still sending, then ends', async () => {
    const { port } = await serve(always(answer('<refused>')), { limits: { unreadBodyBytes: 1_000_000 } });
    const client = await RawClient.connect(port);
    client.send('POST / HTTP/1.1', 'Host: a', 'Content-Length: 900000').sendText('x'.repeat(1000));
    await client.until(/Connection: close\r\n.*<refused>$/s);
    client.sendText('x'.repeat(899_000));
    expect(await client.untilClosed()).toMatch(/<refused>$/);
  });

  test('ends when the body that nobody reads goes on for too long', async () => {
    const { port } = await serve(always(answer('<refused>')), { limits: { unreadBodyBytes: 10 } });
    const client = await RawClient.connect(port);
    client.send('POST / HTTP/1.1', 'Host: a', 'Transfer-Encoding: chunked');
    await client.until(/<refused>$/);
    client.sendText(`20\r\n${'x'.repeat(32)}\r\n`);
    await client.untilClosed();
  });
});

test.each([
  ['no HTTP', 'hello', 400],
  ['TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400],
  ['HTTP/0.9', 'GET /', 400],
  ['HTTP/2.0', 'GET / HTTP/2.0\r\nHost: a', 400],
  ['no Host', 'GET / HTTP/1.1', 400],
  ['two Hosts', 'GET / HTTP/1.1\r\nHost: a\r\nHost: b', 400],
  ['a Host with a path', 'GET / HTTP/1.1\r\nHost: a/b', 400],
  ['a user in the target', 'GET http://user@a/ HTTP/1.1\r\nHost: a', 400],
  ['a target of another scheme', 'GET ftp://a/ HTTP/1.1\r\nHost: a', 400],
  ['a fragment in the target', 'GET /a#b HTTP/1.1\r\nHost: a', 400],
  ['two lengths', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2', 400],
  [
    'a length and chunks',
    'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked',
    400,
  ],
  ['a negative length', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1', 400],
  ['a space before the colon', 'GET / HTTP/1.1\r\nHost: a\r\nX-A : b', 400],
  ['a folded header', 'GET / HTTP/1.1\r\nHost: a\r\nX-A: b\r\n c', 400],
  ['a lone line feed', 'GET / HTTP/1.1\nHost: a', 400],
  ['a NUL in a header', 'GET / HTTP/1.1\r\nHost: a\r\nX-A: \0', 400],
  ['a method that there is not', 'FETCH / HTTP/1.1\r\nHost: a', 400],
  ['CONNECT', 'CONNECT a:443 HTTP/1.1\r\nHost: a', 501],
  ['an expectation that nobody knows', 'GET / HTTP/1.1\r\nHost: a\r\nExpect: tea\r\nConnection: close', 417],
  ['headers without end', `GET / HTTP/1.1\r\nHost: a\r\nX-A: ${'a'.repeat(70_000)}`, 431],
])('%s is refused, with the connection', async (_, text, status) => {
  let asked = 0;
  const { port } = await serve(async () => {
    asked += 1;
    return answer();
  });
  const received = await rawExchange(port, text);
  expect(received).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(received).toMatch(/\r\nConnection: close\r\n/);
  expect(asked).toBe(0);
});

test('what is malformed after a good request does not spoil its answer', async () => {
  const { port } = await serve(async () => answer('<good>'));
  const client = await RawClient.connect(port);
  await client.send('GET / HTTP/1.1', 'Host: a').until(/<good>$/);
  expect(await client.send('bad').untilClosed()).toMatch(/<good>HTTP\/1.1 400 Bad Request\r\n/);
});

test('what is malformed is not answered in place of the good request before it', async () => {
  const { port } = await serve(async () => answer('<good>'));
  const client = await RawClient.connect(port);
  const received = await client.sendText('GET / HTTP/1.1\r\nHost: a\r\n\r\nbad\r\n\r\n').untilClosed();
  expect(received).not.toMatch(/^HTTP\/1.1 400 /);
});

test.each([
  [
    'a port that is taken',
    (port: number) => ({ port }),
    /^127\.0\.0\.1:\d+: something else listens there \(/,
  ],
  ['an address of another machine', () => ({ host: '192.0.2.1' }), /^192\.0\.2\.1:0: this machine has no /],
])('%s is said in one line', async (_, wrongOf, message) => {
  const { port } = await serve(always(answer()));
  await expect(serve(always(answer()), wrongOf(port))).rejects.toMatchObject({
    code: 'address-unavailable',
    message: expect.stringMatching(message),
  });
});

test('an address of IPv6 is shown as an address bar takes it', async () => {
  const { port, url } = await serve(always(answer()), { host: '::1' });
  expect(url).toBe(`http://[::1]:${port}`);
});

describe('a caller that ends its side of the connection', () => {
  test('gets its answer, and those of all that it had asked', async () => {
    const ready = createSignal();
    const { port } = await serve(async ({ target }) => {
      await ready.happened;
      return answer(`<${target}>`);
    });
    const client = await RawClient.connect(port);
    client.send('GET /a HTTP/1.1', 'Host: a').send('GET /b HTTP/1.1', 'Host: a').socket.end();
    client.socket.once('finish', () => setImmediate(ready.happen));
    expect(await client.untilClosed()).toMatch(/<\/a>.*<\/b>$/s);
  });

  test('and has asked for nothing is let go', async () => {
    const { port } = await serve(always(answer()));
    const client = await RawClient.connect(port);
    client.socket.end();
    expect(await client.untilClosed()).toBe('');
  });

  test('in the middle of a request is told so', async () => {
    const { port } = await serve(async (request) => answer(await textOf(request)));
    const client = await RawClient.connect(port);
    client.send('POST / HTTP/1.1', 'Host: a', 'Content-Length: 9').sendText('abc').socket.end();
    expect(await client.untilClosed()).not.toMatch(/200 OK/);
  });
});

describe('a caller of HTTP/1.0', () => {
  test('is refused with Transfer-Encoding, and nothing that follows is taken for a request', async () => {
    const handled: string[] = [];
    const { port } = await serve(async ({ target }) => {
      handled.push(target);
      return answer();
    });
    const client = await RawClient.connect(port);
    client.send('POST /a HTTP/1.0', 'Host: a', 'Connection: keep-alive', 'Transfer-Encoding: chunked');
    client.sendText('0\r\n\r\n').send('GET /b HTTP/1.1', 'Host: a');
    const received = await client.untilClosed();
    expect(received).toMatch(/^HTTP\/1.1 400 Bad Request\r\n/);
    expect(received.match(/HTTP\/1.1 /g)).toHaveLength(1);
    expect(handled).toEqual([]);
  });

  test('is never told to continue', async () => {
    const { port } = await serve(async (request) => answer(`<${await textOf(request)}>`));
    const client = await RawClient.connect(port);
    client.send('POST / HTTP/1.0', 'Host: a', 'Content-Length: 3', 'Expect: 100-continue').sendText('abc');
    expect(await client.untilClosed()).toMatch(/^HTTP\/1.1 200 OK\r\n.*<abc>$/s);
  });
});

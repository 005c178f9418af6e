import { once } from 'node:events';
import type { GatewayRequest } from '../../lib/gateway';
import { RawClient, rawExchange } from './raw-client';
import { always, answer, createServing, textOf } from './serving';
import { createSignal } from './signal';

// A thousand connections may take a while on a busy machine.
jest.setTimeout(30_000);

const { serve, logged } = createServing();

const unhandled: unknown[] = [];
const noteUnhandled = (reason: unknown) => unhandled.push(reason);
beforeAll(() => process.on('unhandledRejection', noteUnhandled));
afterAll(() => process.off('unhandledRejection', noteUnhandled));
afterEach(() => expect(unhandled).toEqual([]));

/** Waits for an abort, the way a backend call would. */
const aborted = ({ signal }: GatewayRequest) =>
  signal?.aborted === true ? Promise.resolve() : once(signal ?? new EventTarget(), 'abort');

describe('a backend that dies in the middle of its answer', () => {
  async function* half(seen: Promise<unknown>) {
    yield Buffer.from('half');
    await seen;
    throw new Error('socket hang up');
  }

  test.each([
    ['of a promised length', 'HTTP/1.1', [['Content-Length', '9']] as const, /\r\n\r\nhalf$/],
    ['in chunks', 'HTTP/1.1', [], /\r\n\r\n4\r\nhalf\r\n$/],
    ['for a caller who reads to the end', 'HTTP/1.0', [], /\r\n\r\nhalf$/],
  ])('ends the connection of an answer %s, by a reset', async (_, version, headers, received) => {
    const seen = createSignal();
    const { port } = await serve(always(answer(half(seen.happened), { headers })));
    const client = await RawClient.connect(port);
    await client.send(`GET / ${version}`, 'Host: a').until(received);
    seen.happen();
    expect(await client.untilClosed()).toMatch(received);
    expect(client.failure).toBe('ECONNRESET');
    expect(logged).toEqual(['the answer to a GET request broke off: socket hang up']);
  });

  test.each([
    ['less', '9'],
    ['more', '2'],
  ])('and one that sends %s than it promised is cut as well', async (_, length) => {
    async function* four() {
      yield Buffer.from('four');
    }
    const { port } = await serve(always(answer(four(), { headers: [['Content-Length', length]] })));
    const received = await rawExchange(port, 'GET / HTTP/1.1', 'Host: a');
    expect(received).not.toMatch(/four.+/s);
    expect(logged).toEqual([
      expect.stringMatching(/^the answer to a GET request broke off: .*content-length/),
    ]);
  });
});

describe('a caller who goes away', () => {
  test('in the middle of its body is noticed, and is no error of ours', async () => {
    const started = createSignal();
    const ended = createSignal<unknown>();
    const { port } = await serve(async (request) => {
      started.happen();
      await textOf(request).catch(ended.happen);
      throw new Error('nobody reads this');
    });
    const client = await RawClient.connect(port);
    client.send('POST / HTTP/1.1', 'Host: a', 'Content-Length: 9').sendText('half');
    await started.happened;
    client.socket.resetAndDestroy();
    expect(await ended.happened).toMatchObject({ code: 'ECONNRESET' });
    expect(logged).toEqual([]);
  });

  // An end without a reset may also mean that all was sent: such a caller still gets its answer.
  test('before the answer, by a reset, aborts the call to the backend', async () => {
    const started = createSignal();
    const ended = createSignal();
    const { port } = await serve(async (request) => {
      started.happen();
      await aborted(request);
      ended.happen();
      throw request.signal?.reason;
    });
    const client = await RawClient.connect(port);
    client.send('GET / HTTP/1.1', 'Host: a');
    await started.happened;
    client.socket.resetAndDestroy();
    await ended.happened;
    expect(logged).toEqual([]);
  });

  test('with several requests at once aborts them all', async () => {
    const three = [createSignal(), createSignal(), createSignal()];
    const arrived: GatewayRequest[] = [];
    const { port } = await serve(async (request) => {
      const index = arrived.push(request) - 1;
      if (arrived.length === three.length) client.socket.resetAndDestroy();
      await aborted(request);
      three[index]?.happen();
      return answer('too late');
    });
    const client = await RawClient.connect(port);
    for (const target of ['/1', '/2', '/3']) client.send(`GET ${target} HTTP/1.1`, 'Host: a');
    await Promise.all(three.map(({ happened }) => happened));
  });

  test('in the middle of the answer lets go of the backend', async () => {
    const letGo = createSignal();
    async function* endless() {
      try {
        for (;;) yield Buffer.alloc(65_536, 'x');
      } finally {
        letGo.happen();
      }
    }
    const { port } = await serve(always(answer(endless())));
    const client = await RawClient.connect(port);
    await client.send('GET / HTTP/1.1', 'Host: a').until(/xxx/);
    client.socket.resetAndDestroy();
    await letGo.happened;
    expect(logged).toEqual([]);
  });
});

describe('a slow caller', () => {
  test('who reads nothing is sent no more than the buffers hold, and is cut', async () => {
    const letGo = createSignal();
    let sent = 0;
    async function* large() {
      try {
        for (; sent < 200 * 1024 * 1024; sent += 65_536) yield Buffer.alloc(65_536);
      } finally {
        letGo.happen();
      }
    }
    const { port } = await serve(always(answer(large())), { limits: { silenceTimeoutMillis: 150 } });
    const client = await RawClient.connect(port);
    client.socket.pause();
    client.send('GET / HTTP/1.1', 'Host: a');
    await letGo.happened;
    expect(sent).toBeLessThan(32 * 1024 * 1024);
    client.socket.destroy();
  });

  test.each([
    ['its headers', 'GET / HTTP/1.1\r\nHost: a\r\nX-A: ', { headersTimeoutMillis: 60 }],
    ['anything', '', { headersTimeoutMillis: 60 }],
    [
      'its body',
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhalf',
      { headersTimeoutMillis: 60, requestTimeoutMillis: 60 },
    ],
  ])('who does not send %s in time is answered 408', async (_, text, limits) => {
    const { port } = await serve(async (request) => answer(await textOf(request)), { limits });
    const client = await RawClient.connect(port);
    expect(await client.sendText(text).untilClosed()).toMatch(/^HTTP\/1.1 408 Request Timeout\r\n/);
    expect(logged).toEqual([]);
  });

  test('who sends byte by byte is served', async () => {
    const { port } = await serve(async (request) => answer(`<${await textOf(request)}>`));
    const client = await RawClient.connect(port);
    client.socket.setNoDelay(true);
    for (const byte of 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nab') {
      client.sendText(byte);
      await new Promise(setImmediate);
    }
    await client.until(/<ab>$/);
  });
});

test('a thousand idle connections do not keep others from their answers, nor the server from its end', async () => {
  const server = await serve(always(answer('<here>')));
  const idle: RawClient[] = [];
  // The system queues no more than 511 that are not yet taken; others would try again a second later.
  while (idle.length < 1000)
    idle.push(...(await Promise.all(Array.from({ length: 250 }, () => RawClient.connect(server.port)))));
  for (const client of idle.slice(0, 500)) client.send('GET / HTTP/1.1', 'Host: a');
  await Promise.all(idle.slice(0, 500).map((client) => client.until(/<here>/)));
  expect(await rawExchange(server.port, 'GET / HTTP/1.1', 'Host: a', 'Connection: close')).toMatch(/<here>$/);
  await server.close();
  await Promise.all(idle.map((client) => client.untilClosed()));
});

describe('the end', () => {
  test('finishes what is under way, and takes no more', async () => {
    const go = createSignal();
    const arrived = createSignal();
    const server = await serve(async () => {
      arrived.happen();
      await go.happened;
      return answer('<done>');
    });
    const client = await RawClient.connect(server.port);
    client.send('GET / HTTP/1.1', 'Host: a');
    await arrived.happened;
    const closed = server.close();
    await expect(RawClient.connect(server.port)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    go.happen();
    expect(await client.untilClosed()).toMatch(/\r\nConnection: close\r\n.*<done>$/s);
    await closed;
  });

  test('waits for an answer whose head is out, and ends its connection', async () => {
    const go = createSignal();
    async function* slow() {
      yield Buffer.from('<first>');
      await go.happened;
      yield Buffer.from('<last>');
    }
    const server = await serve(always(answer(slow())));
    const client = await RawClient.connect(server.port);
    await client.send('GET / HTTP/1.1', 'Host: a').until(/<first>/);
    const closed = server.close();
    go.happen();
    expect(await client.untilClosed()).toMatch(/<last>\r\n0\r\n\r\n$/);
    await closed;
  });

  test('does not wait for ever', async () => {
    const arrived = createSignal();
    const server = await serve(
      async (request) => {
        arrived.happen();
        await aborted(request);
        return answer();
      },
      { limits: { closeTimeoutMillis: 20 } },
    );
    const client = await RawClient.connect(server.port);
    client.send('GET / HTTP/1.1', 'Host: a');
    await arrived.happened;
    await server.close();
    expect(await client.untilClosed()).toBe('');
  });
});

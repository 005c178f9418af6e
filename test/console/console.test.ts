import { GatewayError } from '../../lib/errors';
import type { GatewayRequest, HeaderLine } from '../../lib/gateway';
import { group, model, OPEN } from '../model/sample';
import { CLAIMS, HEADER, NOW_SECONDS, rs256Token } from '../token/handmade-token';
import { openConsole, post, request } from './open-console';
import { BAD } from './sample-gateway';

const { page } = openConsole();
const GOOD = { ...CLAIMS, iss: 'https://login.example.com', aud: 'orders' };
const TOKEN = rs256Token(HEADER, GOOD);

/** Status and document of an answer; `undefined` when the console leaves the request to the gateway. */
async function ask(asked: GatewayRequest, from = page) {
  const answer = await from(asked);
  if (answer === undefined) return undefined;
  return { ...answer, document: JSON.parse(String(answer.body)) };
}

describe('where it answers', () => {
  test.each(['/', '/__gateways/', '/__gatewa', '/x/__gateway/', '/%5f_gateway/'])(
    'it leaves %s to the gateway',
    (target) => {
      expect(page(request(target))).toBeUndefined();
    },
  );

  test('without its last slash the address leads to the page', async () => {
    const answer = await page(request('/__gateway'));
    expect([answer?.status, answer?.headers.at(-1)]).toEqual([308, ['Location', '/__gateway/']]);
  });

  test.each<[string, Partial<GatewayRequest>, number, string]>([
    ['/__gateway/nothing', {}, 404, 'there is nothing at this address'],
    ['/__gateway/constructor', {}, 404, 'there is nothing at this address'],
    ['/__gateway/routes', { method: 'POST' }, 405, 'this address takes GET only'],
    ['/__gateway/send', {}, 405, 'this address takes POST only'],
    ['/__gateway/inspect?token=x', {}, 405, 'this address takes POST only'],
    ['/__gateway/', { method: 'DELETE' }, 405, 'this address takes GET only'],
  ])('%s %j is refused', async (target, given, status, error) => {
    expect(await ask(request(target, given))).toMatchObject({ status, document: { error } });
  });

  test('HEAD is answered like GET', async () => {
    expect((await page(request('/__gateway/', { method: 'HEAD' })))?.status).toBe(200);
  });
});

describe('whom it answers', () => {
  const LOOPBACK = [
    'localhost',
    'LOCALHOST:1',
    'localhost:8080',
    '127.0.0.1',
    '127.9.9.9:80',
    '[::1]',
    '[::1]:8080',
  ];
  const FOREIGN = [
    '',
    'example.com',
    'localhost.example.com',
    '127.0.0.1.example.com',
    'xlocalhost',
    '128.0.0.1',
    '10.0.0.1:8080',
    '[::2]',
    'localhost:8080@evil.example',
    'evil.example#localhost',
  ];
  const statusOf = async (given: Partial<GatewayRequest>) =>
    (await page(request('/__gateway/health', given)))?.status;

  test.each(LOOPBACK)('the host %s is this machine', async (host) => {
    expect(await statusOf({ host })).toBe(200);
  });

  test.each(FOREIGN)('the host "%s" is not, whoever made it point here', async (host) => {
    expect(await statusOf({ host })).toBe(403);
  });

  test.each(['127.0.0.1', '127.1.2.3', '::1', '::ffff:127.0.0.1'])('%s may call', async (clientAddress) => {
    expect(await statusOf({ clientAddress })).toBe(200);
  });

  test.each(['10.0.0.1', '::ffff:10.0.0.1', 'fe80::1', '', '1127.0.0.1'])(
    '"%s" may not',
    async (clientAddress) => {
      expect(await statusOf({ clientAddress })).toBe(403);
    },
  );

  test.each<[string, number, ...HeaderLine[]]>([
    ['the page itself', 200, ['Origin', 'http://localhost:8080'], ['Sec-Fetch-Site', 'same-origin']],
    ['an address that was typed', 200, ['Sec-Fetch-Site', 'none']],
    ['a tool', 200],
    ['another site', 403, ['Origin', 'https://evil.example'], ['Sec-Fetch-Site', 'cross-site']],
    ['another port', 403, ['Origin', 'http://localhost:3000'], ['Sec-Fetch-Site', 'same-site']],
    ['a frame without an origin', 403, ['Origin', 'null']],
    ['an old browser on another site', 403, ['origin', 'https://evil.example']],
    ['a link on another site', 403, ['Sec-Fetch-Site', 'cross-site']],
    ['a proxy', 403, ['Via', '1.1 proxy']],
    ['a proxy that names its caller', 403, ['x-forwarded-for', '192.0.2.1']],
    ['a proxy of the standard', 403, ['Forwarded', 'for=192.0.2.1']],
    ['a proxy that says the host', 403, ['X-Forwarded-Host', 'shop.example.com']],
    ['two origins', 403, ['Origin', 'http://localhost:8080'], ['Origin', 'https://evil.example']],
  ])('%s: %i', async (_, status, ...headers) => {
    expect(await statusOf({ headers })).toBe(status);
  });

  test('nothing of the page is told to a foreigner', async () => {
    const answer = await page(request('/__gateway/', { host: 'evil.example' }));
    expect(String(answer?.body)).toBe('{"error":"this page is at localhost or a loopback address only"}\n');
  });

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'application/jsonx',
    'text/plain;application/json',
  ])('a POST of %s, as a form of another site could send it, is refused', async (type) => {
    for (const name of ['inspect', 'mint', 'send'])
      expect(await ask(post(`/__gateway/${name}`, '{}', { type }))).toMatchObject({ status: 415 });
  });

  test('a POST without a type, or with two, is refused', async () => {
    const headers: HeaderLine[] = [['Content-Type', 'text/plain']];
    expect(await ask(post('/__gateway/mint', '{}', { headers }))).toMatchObject({ status: 415 });
    expect(await ask(request('/__gateway/mint', { method: 'POST' }))).toMatchObject({ status: 415 });
  });

  test.each(['', 'x', '[]', 'null', '"text"'])('a body of %j is no JSON object', async (body) => {
    expect(await ask(post('/__gateway/inspect', body))).toMatchObject({
      status: 400,
      document: { error: 'the body must be a JSON object' },
    });
  });

  test('a body that never ends is not read to its end', async () => {
    let read = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) {
        read += 1;
        yield Buffer.alloc(64 * 1024, ' ');
      }
    }
    expect(await ask({ ...post('/__gateway/send', ''), body: endless() })).toMatchObject({ status: 413 });
    expect(read).toBe(17);
  });

  test.each(['/__gateway/', '/__gateway/health', '/__gateway/nothing'])(
    '%s is kept nowhere and framed nowhere',
    async (target) => {
      const answer = await page(request(target));
      const headers = new Map(answer?.headers.map(([name, value]) => [name, value]));
      expect(headers.get('Cache-Control')).toBe('no-store');
      expect(headers.get('Content-Security-Policy')).toContain("default-src 'none'");
      expect(headers.get('Content-Security-Policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
      expect([...headers.keys()].filter((name) => name.startsWith('Access-Control'))).toEqual([]);
    },
  );
});

test('health says what is served, and at what time', async () => {
  expect((await ask(request('/__gateway/health')))?.document).toEqual({
    status: 'ok',
    template: 'shop.template.json',
    time: '2026-01-01T00:00:00.000Z',
    mints: true,
  });
});

test('routes is the document of the routes command, with what a caller needs in each row', async () => {
  const { document } = (await ask(request('/__gateway/routes'))) ?? {};
  expect(document.summary).toEqual({
    routes: 7,
    published: 7,
    protections: { public: 2, unknown: 1, 'not published': 1, jwt: 3, 'jwt+app': 1 },
  });
  const calls = document.routes.map(({ api, call, stage }: { api: string; call: object; stage: string }) => ({
    api,
    stage,
    ...call,
  }));
  expect(calls).toContainEqual({
    api: 'Order',
    stage: 'TEST',
    path: '/shop/orders/[orderId]',
    token: { location: 'header', name: 'Authorization' },
    parameters: [],
    unemulated: [],
  });
  expect(calls).toContainEqual({
    api: 'Refund',
    stage: 'RELEASE',
    path: '/shop/refunds',
    token: { location: 'header', name: 'Authorization' },
    parameters: [],
    unemulated: expect.arrayContaining([expect.objectContaining({ name: 'app', blocks: true })]),
  });
});

test('a path that only ROS knows is told to nobody as one to call', async () => {
  const { page: unsure } = openConsole({}, model({ ...OPEN, Group: group({ BasePath: { Ref: 'Base' } }) }));
  const { document } = (await ask(request('/__gateway/routes'), unsure)) ?? {};
  expect(document.routes[0].call.path).toBeNull();
});

describe('inspect', () => {
  const verdicts = async (token: unknown) => {
    const { document, status } = (await ask(post('/__gateway/inspect', { token }))) ?? {};
    return { status, ...document };
  };

  test('it says what a token says, and what becomes of it where', async () => {
    const { claims, header, routes, signatureBytes, time } = await verdicts(` bearer ${TOKEN} `);
    expect({ claims, header, signatureBytes, time }).toEqual({
      claims: GOOD,
      header: HEADER,
      signatureBytes: 256,
      time: NOW_SECONDS,
    });
    expect(routes.map(({ api, stage, verdict }: Record<string, string>) => [api, stage, verdict])).toEqual([
      ['Dark', 'RELEASE', 'unknown'],
      ['Health', 'RELEASE', 'ignored'],
      ['Open', 'RELEASE', 'ignored'],
      ['NewOrder', 'RELEASE', 'taken'],
      ['Order', 'TEST', 'taken'],
      ['Order', 'RELEASE', 'taken'],
      ['Refund', 'RELEASE', 'taken'],
    ]);
  });

  test('what is no token is told, and refused where one is wanted', async () => {
    const { problem, routes, status } = await verdicts('hello');
    expect([status, problem]).toEqual([200, 'the token has 1 part between dots; a signed token has three']);
    expect(routes[4]).toMatchObject({ verdict: 'refused', answer: { status: 400, code: 'I400JD' } });
  });

  test.each([undefined, 1, ['a'], { a: 1 }])('%j is no text', async (token) => {
    expect(await verdicts(token)).toMatchObject({ status: 400, error: 'token must be text' });
  });

  test('the token comes back in no answer', async () => {
    const { body } = (await ask(post('/__gateway/inspect', { token: TOKEN }))) ?? {};
    expect(body).not.toContain(TOKEN.split('.')[2]);
  });
});

describe('mint', () => {
  const mint = async (document: object, from = page) => ask(post('/__gateway/mint', document), from);

  test('a token of the key at hand is made, and taken', async () => {
    const { document } = (await mint({ claims: { sub: 'bob' }, ttlSeconds: 60 })) ?? {};
    const { document: seen } = (await ask(post('/__gateway/inspect', { token: document.token }))) ?? {};
    expect(seen.claims).toEqual({ sub: 'bob', iat: NOW_SECONDS, exp: NOW_SECONDS + 60 });
  });

  test.each([0, -1, 1.5, 3601, '60', null, 1e99])('a lifetime of %j is refused', async (ttlSeconds) => {
    expect(await mint({ ttlSeconds })).toMatchObject({
      status: 400,
      document: { error: 'ttlSeconds must be a whole number from 1 to 3600' },
    });
  });

  test.each<[object, string]>([
    [{ claims: [] }, 'claims must be an object'],
    [{ claims: 'sub=bob' }, 'claims must be an object'],
    [
      { claims: { exp: 1 } },
      'the token cannot have these claims: $.exp is always set, from the clock and the time to live',
    ],
  ])('%j is refused', async (document, error) => {
    expect(await mint(document)).toMatchObject({ status: 400, document: { error } });
  });

  test('without a private key there is nothing to mint with', async () => {
    const { page: keyless } = openConsole({ signer: undefined });
    expect(await mint({}, keyless)).toMatchObject({ status: 404 });
    expect((await ask(request('/__gateway/health'), keyless))?.document.mints).toBe(false);
  });

  test('what the signer refuses is told, and a bug of it is not hidden', async () => {
    const refusing = (error: Error) => openConsole({ signer: () => Promise.reject(error) }).page;
    const wrong = new GatewayError('token-too-large', 'too large');
    expect(await mint({}, refusing(wrong))).toMatchObject({ status: 400, document: { error: 'too large' } });
    await expect(mint({}, refusing(new Error('a bug')))).rejects.toThrow('a bug');
  });
});

describe('send', () => {
  const send = async (document: object) => ask(post('/__gateway/send', document));
  const TEST_ORDER = { method: 'GET', target: '/shop/orders/7' };
  const headers = (...more: HeaderLine[]) => ({ headers: [['X-Ca-Stage', 'TEST'], ...more] });

  test('a request goes through the gateway, and its steps are told', async () => {
    const { document } =
      (await send({ ...TEST_ORDER, ...headers(['Authorization', `Bearer ${TOKEN}`]) })) ?? {};
    expect(document).toMatchObject({ status: 200, error: null, decision: { outcome: 'forwarded' } });
    expect(JSON.parse(document.body.text)).toMatchObject({ path: expect.any(String) });
    expect(document.body.text).toContain('alice');
    expect(document.decision.steps.every(({ passed }: { passed: boolean }) => passed)).toBe(true);
  });

  test('a refusal comes with its code in words', async () => {
    expect((await send({ ...TEST_ORDER, ...headers() }))?.document).toMatchObject({
      status: 400,
      error: { code: 'I400JR', message: expect.any(String), words: expect.stringContaining('has none') },
      decision: { outcome: 'refused', code: 'I400JR' },
    });
  });

  test('a body and a host of its own are sent as they are', async () => {
    const { document } =
      (await send({
        method: 'POST',
        target: '/shop/open/x?a=b',
        headers: [
          ['Content-Type', 'text/plain'],
          ['Content-Length', '99'],
          ['Host', 'shop.example.com'],
        ],
        body: 'grüße',
      })) ?? {};
    expect(document.status).toBe(200);
    expect(document.body.text).toContain('grüße');
  });

  test.each<[object, string]>([
    [{}, 'method must be a word such as GET'],
    [{ method: 'GET /', target: '/' }, 'method must be a word such as GET'],
    [
      { method: 'GET', target: 'orders' },
      'target must be a path and query that start with / and are percent-encoded',
    ],
    [
      { method: 'GET', target: '/a b' },
      'target must be a path and query that start with / and are percent-encoded',
    ],
    [
      { method: 'GET', target: '/\r\nX: y' },
      'target must be a path and query that start with / and are percent-encoded',
    ],
    [{ ...TEST_ORDER, body: 7 }, 'body must be text'],
    [{ ...TEST_ORDER, headers: { a: 'b' } }, 'headers must be a list of [name, value]'],
    [{ ...TEST_ORDER, headers: [['a']] }, 'headers must be a list of [name, value]'],
    [{ ...TEST_ORDER, headers: [['a', 1]] }, 'headers must be a list of [name, value]'],
    [{ ...TEST_ORDER, headers: [['a:', 'b']] }, 'the header "a:" cannot be sent'],
    [{ ...TEST_ORDER, headers: [['a', 'b\r\nc: d']] }, 'the header "a" cannot be sent'],
    [{ ...TEST_ORDER, headers: [['a', '\u202e']] }, 'the header "a" cannot be sent'],
  ])('%j is refused', async (document, error) => {
    expect(await send(document)).toMatchObject({ status: 400, document: { error } });
  });

  test.each<[string, string | Uint8Array | AsyncIterable<Uint8Array> | undefined, object]>([
    ['no body', undefined, { bytes: 0, isCut: false, text: '' }],
    ['text', 'hello', { bytes: 5, isCut: false, text: 'hello' }],
    ['what is no text', Uint8Array.of(0xff, 0xfe), { bytes: 2, isCut: false, text: null }],
    [
      'more than anybody reads',
      'ü'.repeat(200_000),
      { bytes: 262_144, isCut: true, text: 'ü'.repeat(131_072) },
    ],
    [
      'more, cut inside a character',
      `x${'ü'.repeat(200_000)}`,
      { bytes: 262_144, isCut: true, text: `x${'ü'.repeat(131_071)}` },
    ],
  ])('an answer of %s', async (_, body, expected) => {
    const handle = async () => ({ status: 200, headers: [], body });
    const { page: from } = openConsole({
      served: () => ({ model: { ...EMPTY }, gateway: { handle, routes: [] } }),
    });
    const { document } = (await ask(post('/__gateway/send', TEST_ORDER), from)) ?? {};
    expect(document).toEqual({ status: 200, headers: [], body: expected, error: null, decision: null });
  });
});

const EMPTY = {
  place: 'x',
  stacks: [],
  groups: [],
  routes: [],
  plugins: [],
  bindings: [],
  deployments: [],
  domains: [],
  stageConfigs: [],
  problems: [],
};

test('after a reload it speaks of the new template', async () => {
  let place = 'old.json';
  const handle = () => Promise.reject(new Error('nobody asked'));
  const { page: from } = openConsole({
    served: () => ({ model: { ...EMPTY, place }, gateway: { handle, routes: [] } }),
  });
  place = 'new.json';
  expect((await ask(request('/__gateway/health'), from))?.document.template).toBe('new.json');
});

test('no JSON holds a character that would act on a terminal', async () => {
  const { body } = (await ask(request('/__gateway/routes'))) ?? {};
  expect(String(body).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
  expect(JSON.parse(String(body)).routes[0].why).toContain(BAD);
});

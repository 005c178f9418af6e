import { bound, plugin, published, ref } from '../rules/gateway-template';
import { call, route, serve } from './shop-gateway';

const open = route('Open', 'GET /open');

test.each([
  ['/op%65n', 200, null],
  ['/open?x=%00', 200, null],
  ['/%6fpen', 200, null],
  ['/open%2f', 404, 'I404NF'],
  ['/./open', 200, null],
  ['//open', 400, 'I400PA'],
  ['/x%zz', 400, 'I400PA'],
  ['/x%20y', 404, 'I404NF'],
  ['/a..;b', 404, 'I404NF'],
  ['/..a%2f', 404, 'I404NF'],
])('the path %s is answered with %d %s', async (path, status, code) => {
  expect(await call(serve([open]), `GET ${path}`)).toMatchObject({ status, code });
});

test.each([
  '/x/../open',
  '/x/%2e%2E/open',
  '/x/..',
  '/x/..;/open',
  '/x/.;a',
  '/./open',
  '//open',
  '/open\\',
  '/op en',
  '/x"',
  'http://x/open',
  '*',
])('the target %s, sent as it is, is refused before any route is looked for', async (target) => {
  const { gateway } = serve([open, route('All', 'GET /*')]);
  const answer = await gateway.handle({
    method: 'GET',
    protocol: 'http',
    host: 'localhost',
    target,
    headers: [],
    body: undefined,
    clientAddress: '127.0.0.1',
  });
  expect(answer.headers).toContainEqual(['X-Ca-Error-Code', 'I400PA']);
});

test.each([
  [{}, 200],
  [{ 'X-Ca-Stage': 'RELEASE' }, 200],
  [{ 'x-ca-stage': 'release' }, 200],
  [{ 'X-Ca-Stage': 'TEST' }, 404],
  [{ 'X-Ca-Stage': '' }, 400],
  [{ 'X-Ca-Stage': 'RELEASE, TEST' }, 400],
] as const)('a request with %j is answered with %d by a route in RELEASE', async (headers, status) => {
  expect(await call(serve([open]), 'GET /open', headers)).toMatchObject({ status });
});

test('URL and headers may have 8 KB together', async () => {
  const served = serve([open]);
  expect(await call(served, `GET /open?${'x'.repeat(8_000)}`)).toMatchObject({ status: 200 });
  expect(await call(served, `GET /open?${'x'.repeat(8_200)}`)).toMatchObject({ status: 413, code: 'I413UL' });
  expect(await call(served, 'GET /open', { 'x-large': 'x'.repeat(8_200) })).toMatchObject({ code: 'I413UL' });
});

test.each([
  ['HTTPS', 'http', '127.0.0.1', 200],
  ['HTTPS', 'http', '::1', 200],
  ['HTTPS', 'http', '192.0.2.7', 403],
  ['HTTPS', 'https', '192.0.2.7', 200],
  ['HTTP,HTTPS', 'http', '192.0.2.7', 200],
  ['HTTP', 'https', '192.0.2.7', 403],
  ['HTTP', 'http', '192.0.2.7', 200],
] as const)(
  'an API for %s answers %s from %s with %d',
  async (RequestProtocol, protocol, clientAddress, status) => {
    const { gateway } = serve([route('Open', 'GET /open', { config: { RequestProtocol } })]);
    const answer = await gateway(new Request(`${protocol}://shop.example.com/open`), { clientAddress });
    expect(answer.status).toBe(status);
  },
);

describe('of two groups with the same path', () => {
  const group = (id: string, GroupName: string, more = {}) => ({
    [id]: { Type: 'ALIYUN::ApiGateway::Group', Properties: { GroupName, ...more } },
  });
  const domain = (id: string, DomainName: string, groupId: string) => ({
    [id]: { Type: 'ALIYUN::ApiGateway::CustomDomain', Properties: { DomainName, GroupId: ref(groupId) } },
  });
  const resources = [
    group('Admin', 'admin'),
    domain('ShopDomain', 'shop.example.com', 'Shop'),
    domain('AdminDomain', '*.admin.example.com', 'Admin'),
    route('ShopUsers', 'GET /users', { properties: { GroupId: ref('Shop') } }),
    route('AdminUsers', 'GET /users', { properties: { GroupId: ref('Admin') } }),
  ];
  test.each([
    ['shop.example.com', 200, 'ShopUsers'],
    ['SHOP.example.com:8080', 200, 'ShopUsers'],
    ['eu.admin.example.com', 200, 'AdminUsers'],
    ['shop.localhost:8080', 200, 'ShopUsers'],
    ['admin.localhost', 200, 'AdminUsers'],
    ['nobody.localhost', 404, undefined],
    ['localhost', 501, 'ShopUsers'],
    ['127.0.0.1:8080', 501, 'ShopUsers'],
  ])('a request to %s is answered with %d by %s', async (host, status, id) => {
    const { gateway, decisions } = serve(resources);
    const answer = await gateway.handle({
      method: 'GET',
      protocol: 'http',
      host,
      target: '/users',
      headers: [],
      body: undefined,
      clientAddress: '127.0.0.1',
    });
    expect(answer.status).toBe(status);
    expect(decisions[0]?.route).toBe(id && 'GET /users');
  });
});

test('a base path is a part of every path of its group', async () => {
  const based = {
    Shop: { Type: 'ALIYUN::ApiGateway::Group', Properties: { GroupName: 'shop', BasePath: '/v1' } },
  };
  const served = serve([based, open]);
  expect(served.gateway.routes.map(({ label }) => label)).toEqual(['GET /v1/open']);
  expect(await call(served, 'GET /v1/open')).toMatchObject({ status: 200 });
  expect(await call(served, 'GET /open')).toMatchObject({ status: 404 });
});

test('routes are listed by path, method and stage', () => {
  const { gateway } = serve([
    route('Put', 'PUT /b'),
    route('Get', 'GET /b'),
    published('Get', 'TEST'),
    route('A', 'GET /a'),
    plugin('Masks', 'logMask'),
    bound('A', 'Masks'),
  ]);
  expect(
    gateway.routes.map(({ label, stageName, unemulated }) => [label, stageName, unemulated.length]),
  ).toEqual([
    ['GET /a', 'RELEASE', 1],
    ['GET /b', 'TEST', 0],
    ['GET /b', 'RELEASE', 0],
    ['PUT /b', 'RELEASE', 0],
  ]);
});

test('every answer has a request id, and on demand what each step found', async () => {
  const served = serve([open], { explain: true });
  const { headers } = await call(served, 'GET /open');
  expect(headers.get('X-Ca-Request-Id')).toBe('id-1');
  expect(headers.get('X-Jwt-Gateway-Explain')).toBe(
    'route: GET /open RELEASE | forwarded: an echo in place of the backend',
  );
  expect((await call(served, 'GET /x')).headers.get('X-Ca-Request-Id')).toBe('id-2');
});

test.each([
  [['RELEASE', 'TEST'], 'I400HD'],
  [['TEST', 'RELEASE'], 'I400HD'],
  [['RELEASE', 'RELEASE'], 'I400HD'],
])(
  'two headers that name a stage, %j, are refused: another gateway might heed the other',
  async (stages, code) => {
    const { gateway } = serve([open]);
    const answer = await gateway.handle({
      method: 'GET',
      protocol: 'https',
      host: 'localhost',
      target: '/open',
      headers: stages.map((stage, index) => [index === 0 ? 'X-Ca-Stage' : 'x-ca-stage', stage]),
      body: undefined,
      clientAddress: '127.0.0.1',
      signal: new AbortController().signal,
    });
    expect(answer.headers).toContainEqual(['X-Ca-Error-Code', code]);
  },
);

import fc from 'fast-check';
import { signedBy } from './bad-tokens';
import { call, customers, route, serve } from './shop-gateway';

const claim = (claimName: string, location: string, parameterName = claimName) => ({
  claimName,
  location,
  parameterName,
});
const claimParameters = [
  claim('sub', 'header', 'X-User'),
  claim('tenant', 'query'),
  claim('area', 'path'),
  claim('role', 'formData'),
];
const served = serve([
  customers({ bypassEmptyToken: true, claimParameters }),
  route('Orders', 'POST /orders', {
    plugins: ['Customers'],
    config: { RequestMode: 'PASSTHROUGH' },
    properties: { ServiceConfig: { ServicePath: '/[area]/orders', ServiceHttpMethod: 'POST' } },
  }),
]);
const seen = async (claims: object, headers: Readonly<Record<string, string>> = {}, body?: string) => {
  const authorization = signedBy('RS256', {}, claims);
  const answer = await call(served, 'POST /orders?tenant=mine&x=1', { authorization, ...headers }, body);
  return answer.status === 200 ? JSON.parse(answer.text) : answer.code;
};

test('claims go to headers, the query, the path and a form; what callers send in their place is dropped', async () => {
  const claims = { sub: 'alice', tenant: 'a&b', area: 'eu/west', role: 'admin' };
  const headers = {
    'x-user': 'mallory',
    x_user: 'mallory',
    'content-type': 'application/x-www-form-urlencoded',
  };
  expect(await seen(claims, headers, 'role=root&y=2')).toMatchObject({
    path: '/eu%2Fwest/orders',
    query: { tenant: 'a&b', x: '1' },
    headers: expect.objectContaining({ 'X-User': 'alice' }),
    body: 'y=2&role=admin',
    claims,
  });
});

test('what callers send in place of a claim is dropped where the token does not have it', async () => {
  const { headers, query } = await seen(
    { sub: undefined, area: 'eu' },
    { 'X-User': 'mallory', x_user: 'mallory' },
  );
  expect(Object.keys(headers).map((name) => name.toLowerCase())).not.toContain('x-user');
  expect(Object.keys(headers)).not.toContain('x_user');
  expect(query).toEqual({ x: '1' });
});

test.each([
  ['header', 'HEAD', 'X-User'],
  ['header', 'HEAD', 'x_user'],
  ['query', 'QUERY', 'user'],
  ['formData', 'BODY', 'user'],
])(
  'a parameter of the caller that is mapped to the %s of a claim is dropped (%s %s)',
  async (location, Location, name) => {
    const parameterName = location === 'header' ? 'X-User' : 'user';
    const both = serve([
      customers({ bypassEmptyToken: true, claimParameters: [claim('sub', location, parameterName)] }),
      route('Orders', 'POST /orders', {
        plugins: ['Customers'],
        config: { RequestMode: 'MAPPING', BodyFormat: 'FORM' },
        properties: {
          ServiceConfig: { ServicePath: '/orders', ServiceHttpMethod: 'POST' },
          RequestParameters: [
            { ApiParameterName: 'as', Location: 'QUERY', ParameterType: 'String', Required: 'OPTION' },
          ],
          ServiceParameters: [{ ServiceParameterName: name, Location, ParameterType: 'String' }],
          ServiceParametersMap: [{ ServiceParameterName: name, RequestParameterName: 'as' }],
        },
      }),
    ]);
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const sent = async (headers: Readonly<Record<string, string>>) => {
      const answer = await call(both, 'POST /orders?as=mallory', { ...headers, ...form }, 'x=1');
      expect(answer.status).toBe(200);
      return answer.text;
    };
    const told = await sent({ authorization: signedBy('RS256', {}, { sub: 'alice' }) });
    expect(told.replaceAll('"?as=mallory"', '')).not.toMatch(/mallory/);
    expect(told).toMatch(/alice/);
    expect(await sent({})).not.toMatch(/mallory/);
  },
);

test('a request without a token cannot say who it is, either', async () => {
  const open = serve([
    customers({ bypassEmptyToken: true, claimParameters: claimParameters.slice(0, 1) }),
    route('Orders', 'GET /orders', { plugins: ['Customers'], config: { RequestMode: 'PASSTHROUGH' } }),
  ]);
  const { text } = await call(open, 'GET /orders', { 'x-user': 'mallory' });
  expect(JSON.parse(text).headers).not.toHaveProperty('x-user');
});

test.each([
  ['a number', 7, '7'],
  ['a boolean', true, 'true'],
  ['a list', ['a', 'b'], '["a","b"]'],
  ['an object', { a: 1 }, '{"a":1}'],
  ['what is not ASCII', 'Zoë', 'Zo%C3%AB'],
  ['a line end', 'a\r\nX-Admin: 1', 'a%0D%0AX-Admin: 1'],
  ['null', null, undefined],
])('%s becomes text', async (_, value, expected) => {
  expect((await seen({ sub: value, area: 'eu' })).headers['X-User']).toBe(expected);
});

test.each(['..', '.', ''])('the claim %j cannot lead to another path at the backend', async (area) => {
  expect(await seen({ area })).toBe(area === '' ? 'I400MP' : 'I400PA');
});

test('a path wants its claim', async () => {
  expect(await seen({})).toBe('I400MP');
});

test('no claim of any text adds a header or changes another', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary' }), async (sub) => {
      const { headers } = await seen({ sub, area: 'eu' });
      expect(Object.keys(headers).sort()).toEqual(['X-User', 'authorization']);
      expect(headers['X-User']).toMatch(/^[\x20-\x7e]*$/);
    }),
    { numRuns: 50 },
  );
});

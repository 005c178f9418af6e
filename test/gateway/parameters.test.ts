import { call, route, serve } from './shop-gateway';

interface Declared {
  readonly name: string;
  readonly location?: string;
  readonly more?: object;
}

const parameter = ({ location = 'QUERY', more = {}, name }: Declared): object => ({
  ApiParameterName: name,
  Location: location,
  ParameterType: 'String',
  Required: 'OPTION',
  ...more,
});

const search = (...declared: readonly Declared[]) =>
  serve([route('Search', 'GET /search', { properties: { RequestParameters: declared.map(parameter) } })]);

test.each<[string, object, string, number | string]>([
  ['a required one that is there', { Required: 'REQUIRED' }, 'a', 200],
  ['a length in bounds', { MinLength: 2, MaxLength: 3 }, 'abc', 200],
  ['too short a text', { MinLength: 2 }, 'a', 'I400IP'],
  ['too long a text', { MaxLength: 2 }, 'abc', 'I400IP'],
  ['one of the allowed values', { EnumValue: 'a, b' }, 'b', 200],
  ['none of the allowed values', { EnumValue: 'a,b' }, 'c', 'I400IP'],
  ['what matches as a whole', { RegularExpression: '[a-c]+' }, 'abc', 200],
  ['what matches in part', { RegularExpression: '[a-c]+' }, 'abcd', 'I400IP'],
  ['what matches in part of a choice', { RegularExpression: 'a|b' }, 'ab', 'I400IP'],
  ['an Int', { ParameterType: 'Int' }, '-2147483648', 200],
  ['too large an Int', { ParameterType: 'Int' }, '2147483648', 'I400IP'],
  ['an Int with a fraction', { ParameterType: 'Int' }, '1.0', 'I400IP'],
  ['a Long', { ParameterType: 'Long' }, '9223372036854775807', 200],
  ['too large a Long', { ParameterType: 'Long' }, '9223372036854775808', 'I400IP'],
  ['a number in bounds', { ParameterType: 'Int', MinValue: 1, MaxValue: 3 }, '3', 200],
  ['too small a number', { ParameterType: 'Int', MinValue: 1 }, '0', 'I400IP'],
  ['too large a number', { ParameterType: 'Double', MaxValue: 3 }, '3.1', 'I400IP'],
  ['a Float', { ParameterType: 'Float' }, '1e3', 200],
  ['a Float in words', { ParameterType: 'Float' }, 'Infinity', 'I400IP'],
  ['a Boolean', { ParameterType: 'Boolean' }, 'TRUE', 200],
  ['a Boolean in other words', { ParameterType: 'Boolean' }, 'yes', 'I400IP'],
])('%s, by %j: %s gives %s', async (_, more, value, expected) => {
  const { code, status } = await call(
    search({ name: 'q', more }),
    `GET /search?q=${encodeURIComponent(value)}`,
  );
  expect(code ?? status).toBe(expected);
});

test.each([
  ['QUERY', 'GET /search'],
  ['HEAD', 'GET /search'],
])('a required parameter in %s that is not there is refused by its name', async (location, request) => {
  const answer = await call(search({ name: 'q', location, more: { Required: 'REQUIRED' } }), request);
  expect(answer).toMatchObject({ status: 400, code: 'I400MP', text: 'Missing Parameter: q\n' });
});

test('a default stands in for what is not there', async () => {
  const served = search({ name: 'page', more: { DefaultValue: '1', ParameterType: 'Int' } });
  expect(JSON.parse((await call(served, 'GET /search')).text).query).toEqual({ page: '1' });
  expect(JSON.parse((await call(served, 'GET /search?page=2')).text).query).toEqual({ page: '2' });
});

test('an expression that takes long lets nobody in, and the gateway goes on', async () => {
  const served = search({ name: 'q', more: { RegularExpression: '(a+)+' } });
  const answer = await call(served, `GET /search?q=${'a'.repeat(40)}!`);
  expect(answer).toMatchObject({ status: 501 });
  expect(await call(served, 'GET /search?q=aaa')).toMatchObject({ status: 200 });
});

test.each([
  [
    'an expression that is none',
    { RegularExpression: '(' },
    'parameter q has a regular expression that cannot be read here',
  ],
  [
    'an expression that gets out of its group',
    { RegularExpression: 'a)|(?:.*' },
    'parameter q has a regular expression that cannot be read here',
  ],
  ['a JSON schema', { JsonScheme: '{}' }, 'parameter q has a JsonScheme, which is not checked here'],
  ['a type that there is not', { ParameterType: 'File' }, 'parameter q is of the type "File"'],
  ['a place that there is not', { Location: 'COOKIE' }, 'parameter q is in "COOKIE"'],
  [
    'a length that only ROS knows',
    { MaxLength: { Ref: 'Max' } },
    'what the API does with parameters is Ref Max',
  ],
])('%s is not emulated, and the route answers 501', async (_, more, why) => {
  const served = search({ name: 'q', more });
  expect(served.gateway.unemulated.filter(({ blocks }) => blocks).map((each) => each.why)).toContain(why);
  expect(await call(served, 'GET /search?q=a')).toMatchObject({ status: 501 });
});

describe('a MAPPING API', () => {
  const mapped = {
    RequestParameters: [
      parameter({ name: 'id', location: 'PATH', more: { Required: 'REQUIRED' } }),
      parameter({ name: 'lang', location: 'HEAD' }),
      parameter({ name: 'q' }),
    ],
    ServiceParameters: [
      { ServiceParameterName: 'orderId', Location: 'PATH', ParameterType: 'STRING' },
      { ServiceParameterName: 'X-Lang', Location: 'HEAD', ParameterType: 'STRING' },
      { ServiceParameterName: 'search', Location: 'QUERY', ParameterType: 'STRING' },
    ],
    ServiceParametersMap: [
      { RequestParameterName: 'id', ServiceParameterName: 'orderId' },
      { RequestParameterName: 'lang', ServiceParameterName: 'X-Lang' },
      { RequestParameterName: 'q', ServiceParameterName: 'search' },
    ],
    ConstParameters: [{ ServiceParameterName: 'X-Const', ConstValue: 'c', Location: 'HEAD' }],
    SystemParameters: [
      { ParameterName: 'CaClientIp', ServiceParameterName: 'ip', Location: 'QUERY' },
      { ParameterName: 'CaRequestId', ServiceParameterName: 'X-Id' },
      { ParameterName: 'CaHttpSchema', ServiceParameterName: 'X-Schema' },
    ],
    ServiceConfig: { ServicePath: '/v2/[orderId]/items', ServiceHttpMethod: 'GET' },
  };
  const serveMapped = () => serve([route('Order', 'GET /orders/[id]', { properties: mapped })]);

  test('hands on what it declares, under the names of the backend, and drops everything else', async () => {
    const { text } = await call(serveMapped(), 'GET /orders/a%2Fb?q=1&q=2&other=3&ip=9.9.9.9', {
      lang: 'de',
      'x-other': 'x',
      'x-const': 'mine',
      'x-id': 'mine',
    });
    expect(JSON.parse(text)).toEqual({
      method: 'GET',
      path: '/v2/a%2Fb/items',
      query: { search: '1', ip: '127.0.0.1' },
      headers: { 'X-Lang': 'de', 'X-Const': 'c', 'X-Id': 'id-1', 'X-Schema': 'https' },
      body: '',
      claims: {},
    });
  });

  test('refuses a path parameter that would change the path at the backend', async () => {
    const served = serveMapped();
    expect(await call(served, 'GET /orders/..%3Ba')).toMatchObject({ status: 400, code: 'I400PA' });
    for (const id of ['%252e%252e', 'a'])
      expect(await call(served, `GET /orders/${id}`)).toMatchObject({ status: 200 });
    expect(await call(served, 'GET /orders/%2e%2e%2f%2e%2e')).toMatchObject({ status: 200 });
    expect(await call(served, 'GET /orders/%ff')).toMatchObject({ status: 400, code: 'I400IP' });
  });
});

describe('a form', () => {
  const form = (more: object = {}) =>
    serve([
      route('Create', 'POST /orders', {
        config: { BodyFormat: 'FORM' },
        properties: {
          RequestParameters: [parameter({ name: 'name', location: 'BODY', more: { Required: 'REQUIRED' } })],
          ServiceConfig: { ServiceHttpMethod: 'POST' },
          ...more,
        },
      }),
    ]);
  const type = 'application/x-www-form-urlencoded';

  test('is read, checked and written anew with what is declared', async () => {
    const answer = await call(form(), 'POST /orders', { 'content-type': type }, 'name=a+b&other=c');
    expect(JSON.parse(answer.text)).toMatchObject({ body: 'name=a%20b', headers: { 'content-type': type } });
    expect(await call(form(), 'POST /orders', { 'content-type': type }, 'other=c')).toMatchObject({
      code: 'I400MP',
    });
  });

  test.each([
    ['application/json', 400, 'I400CT'],
    ['multipart/form-data; boundary=x', 501, null],
  ])('of the type %s is answered with %d %s', async (contentType, status, code) => {
    expect(await call(form(), 'POST /orders', { 'content-type': contentType }, '{}')).toMatchObject({
      status,
      code,
    });
  });

  test('may have 8 MB', async () => {
    const large = `name=${'x'.repeat(8 * 1024 * 1024)}`;
    expect(await call(form(), 'POST /orders', { 'content-type': type }, large)).toMatchObject({
      code: 'I413RL',
    });
  });
});

test('a PASSTHROUGH API hands on everything as it came, and checks the path only', async () => {
  const served = serve([
    route('Order', 'PUT /orders/[id]', {
      config: { RequestMode: 'PASSTHROUGH' },
      properties: {
        RequestParameters: [
          parameter({ name: 'id', location: 'PATH', more: { MaxLength: 3 } }),
          parameter({ name: 'q', more: { Required: 'REQUIRED' } }),
        ],
        ServiceConfig: { ServicePath: '/v2/[id]', ServiceHttpMethod: 'ANY' },
      },
    }),
  ]);
  const headers = { 'content-type': 'application/json', 'x-other': 'x', connection: 'x-hop', 'x-hop': 'y' };
  const { text } = await call(served, 'PUT /orders/7?a=1&a=%20&b', headers, '{"a":1}');
  expect(JSON.parse(text)).toMatchObject({
    method: 'PUT',
    path: '/v2/7',
    query: { a: ['1', ' '], b: '' },
    headers: { 'content-type': 'application/json', 'x-other': 'x' },
    body: '{"a":1}',
  });
  expect(text).not.toContain('x-hop');
  expect(await call(served, 'PUT /orders/7777')).toMatchObject({ code: 'I400IP' });
});

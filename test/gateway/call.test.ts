import { type Call, systemValue } from '../../lib/gateway/exchange/call';
import { now } from '../token/handmade-token';
import { callOf } from './call-of';

test.each([
  ['/orders', '/orders', ''],
  ['/orders?', '/orders', ''],
  ['/orders?a=1?b=2', '/orders', 'a=1?b=2'],
  ['?a', '', 'a'],
])('the target %j is the path %j and the query %j', (target, path, query) => {
  const call = callOf({ target });
  expect([call.sentPath, call.query]).toEqual([path, query]);
});

test('a header has all values that come under its name, in any case', () => {
  const call = callOf({
    headers: [
      ['X-User', 'a'],
      ['X_User', 'b'],
      ['x-user', 'c'],
    ],
  });
  expect(call.headerValues('X-USER')).toEqual(['a', 'c']);
  expect(call.headerValues('x-none')).toEqual([]);
});

test('the first value of a query parameter is the one', () => {
  const call = callOf({ target: '/?a=1&a=2&b' });
  expect(call.queryPairs.map(({ name, value }) => [name, value])).toEqual([
    ['a', '1'],
    ['a', '2'],
    ['b', ''],
  ]);
  expect(['a', 'b', 'c'].map((name) => call.queryValue(name))).toEqual(['1', '', undefined]);
  expect(call.queryPairs).toBe(call.queryPairs);
});

test('a new call has no path, no stage, no token and no parameter, and its headers may go on', () => {
  const headers = [['a', 'b'] as const];
  expect(callOf({ headers, target: '/?a' })).toMatchObject({
    answerHeaders: [],
    bufferedBody: undefined,
    claims: undefined,
    forwardedHeaders: headers,
    localProtocol: undefined,
    parameters: new Map(),
    passReason: 'anybody may call',
    path: '',
    pathParameters: new Map(),
    rest: '',
    served: undefined,
    stage: '',
    steps: [],
    token: undefined,
    trace: [],
  });
});

test('the claims of a call are those of its token', () => {
  const call = callOf();
  const claims = { sub: 'alice' };
  call.token = { claims } as unknown as Call['token'];
  expect(call.claims).toBe(claims);
});

test('what a step found is kept, in ASCII, where anybody wants to know', () => {
  const [traced, untraced] = [callOf(), callOf({}, false)];
  for (const call of [traced, untraced]) call.note('route', 'GET /é');
  expect(traced.trace).toEqual([{ step: 'route', passed: true, detail: 'GET /\\u00e9' }]);
  expect(untraced.trace).toEqual([]);
});

test.each([
  ['CaClientIp', {}, '192.0.2.7'],
  ['CaDomain', {}, 'shop.example.com'],
  ['CaRequestHandleTime', {}, new Date(now()).toISOString()],
  ['CaRequestId', {}, 'id-1'],
  ['CaHttpSchema', {}, 'http'],
  ['CaHttpSchema', { protocol: 'https' as const }, 'https'],
  ['CaHttpSchema', { clientAddress: '::1' }, 'http'],
  ['CaProxy', {}, 'AliCloudApiGateway'],
  ['CaAppId', {}, undefined],
])('%s of a call %j is %s', (name, request, expected) => {
  const call = callOf({
    clientAddress: '::ffff:192.0.2.7',
    host: 'SHOP.example.com:8080',
    protocol: 'http',
    ...request,
  });
  expect(systemValue(name, call)).toBe(expected);
});

test('plain HTTP from this machine counts as what the route takes, from elsewhere as what it is', () => {
  const schemaFrom = (clientAddress: string) => {
    const call = callOf({ clientAddress, protocol: 'http' });
    call.localProtocol = 'https';
    return systemValue('CaHttpSchema', call);
  };
  expect([schemaFrom('127.0.0.1'), schemaFrom('192.0.2.7')]).toEqual(['https', 'http']);
});

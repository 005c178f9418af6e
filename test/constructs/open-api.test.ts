import fc from 'fast-check';
import {
  ApiGroup,
  AppAuthentication,
  Backend,
  JwtAuthorization,
  type JwtAuthorizer,
  OpenApiDocument,
  PublicAccess,
  RequestParameter,
} from '../../lib/constructs';
import type { JsonObject } from '../../lib/json';
import { documentOf, OAUTH } from '../openapi/sample-document';
import { customers, ofType, refusal, synth } from './template';

type Stack = Parameters<Parameters<typeof synth>[0]>[0];

const group = (stack: Stack, basePath?: string) =>
  new ApiGroup(stack, 'Orders', {
    groupName: 'orders',
    stages: ['RELEASE', 'TEST'],
    backend: Backend.http('https://orders.internal.example.com'),
    ...(basePath === undefined ? {} : { basePath }),
  });

const LIMIT = { name: 'limit', in: 'query', schema: { type: 'integer', maximum: 100 } };
const DOCUMENT = documentOf({
  'GET /orders/{orderId}': { ...OAUTH, summary: 'One order' },
  'GET /orders': { ...OAUTH, parameters: [LIMIT, { name: 'X-Trace', in: 'header', required: true }] },
  'POST /orders': { ...OAUTH, requestBody: { content: { 'application/json': {} } } },
  'GET /health': { security: [] },
});
const REASON = 'load-balancer probe; returns no data';

const imported = (document: JsonObject) => (stack: Stack) => {
  group(stack).addOpenApi(document, {
    security: { oauth: customers(stack) },
    public: { 'GET /health': REASON },
  });
};

test('a document makes the same bytes as the same APIs written by hand', () => {
  const byHand = synth((stack) => {
    const [orders, authorization] = [group(stack), customers(stack)];
    orders.addApi('GET /health', { authorization: PublicAccess.because(REASON) });
    orders.addApi('GET /orders', {
      authorization,
      parameters: [
        RequestParameter.header('X-Trace', { required: true }),
        RequestParameter.query('limit', { type: 'Int', maxValue: 100 }),
      ],
    });
    orders.addApi('POST /orders', { authorization, body: 'STREAM' });
    orders.addApi('GET /orders/[orderId]', { authorization, description: 'One order' });
  });
  expect(JSON.stringify(synth(imported(DOCUMENT)))).toBe(JSON.stringify(byHand));
});

/** The same value with all keys, and the lists whose order means nothing, in another order. */
function shuffled(value: unknown, random: () => number): unknown {
  if (Array.isArray(value)) return value.map((each) => shuffled(each, random)).sort(() => random() - 0.5);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(
    ([key, each]) => [key, shuffled(each, random), random()] as const,
  );
  return Object.fromEntries(entries.sort((a, b) => a[2] - b[2]).map(([key, each]) => [key, each]));
}

test('reordering a document changes no byte', () => {
  const expected = JSON.stringify(synth(imported(DOCUMENT)));
  fc.assert(
    fc.property(fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (numbers) => {
      const random = () => Number(numbers.next().value);
      expect(JSON.stringify(synth(imported(shuffled(DOCUMENT, random) as JsonObject)))).toBe(expected);
    }),
    { numRuns: 30 },
  );
});

/** The AuthType and the number of bound plug-ins of one operation with this security. */
function locked(security: unknown, given: (stack: Stack) => object, extra: object = {}) {
  const template = synth((stack) => {
    group(stack).addOpenApi(documentOf({ 'GET /orders': { security, ...extra } }), given(stack));
  });
  const [api] = Object.values(ofType(template, 'Api'));
  const bound = Object.keys(ofType(template, 'PluginAttachment')).length / 2;
  return [api?.Properties.AuthType, bound];
}

const partners = (stack: Stack) => JwtAuthorization.fromPluginIds(stack, 'Partners', { jwtAuth: 'partners' });
const jwt = (stack: Stack) => ({ security: { oauth: customers(stack) } });
const APP = { 'x-aliyun-apigateway-auth-type': 'APP' };

test('app authentication is a second lock beside a token, and a lock by itself', () => {
  expect(locked([{ oauth: [] }], jwt)).toEqual(['ANONYMOUS', 1]);
  expect(locked([{ oauth: [] }], jwt, APP)).toEqual(['APP', 1]);
  expect(locked([{ oauth: [], app: [] }], jwt)).toEqual(['APP', 1]);
  expect(locked(undefined, () => ({}), APP)).toEqual(['APP', 0]);
  expect(locked([{ key: [] }], () => ({ security: { key: AppAuthentication.of() } }))).toEqual(['APP', 0]);
  const anonymous = { 'x-aliyun-apigateway-auth-type': 'ANONYMOUS' };
  expect(locked([{ oauth: [] }], jwt, anonymous)).toEqual(['ANONYMOUS', 1]);
});

/** What is said against a document with one operation. */
const refused = (
  operation: Readonly<Record<string, unknown>>,
  given: (stack: Stack) => object,
  document: object = {},
) =>
  refusal((stack) => {
    group(stack).addOpenApi(documentOf({ 'GET /orders': operation }, document as never), given(stack));
  });

test.each<[string, Readonly<Record<string, unknown>>, (stack: Stack) => object, RegExp]>([
  ['nothing is demanded', {}, jwt, /#\/paths\/~1orders\/get GET \/orders demands nothing/],
  [
    'ANONYMOUS demands nothing either',
    { 'x-aliyun-apigateway-auth-type': 'ANONYMOUS' },
    jwt,
    /demands nothing/,
  ],
  ['nothing stands for the scheme', { security: [{ key: [] }] }, jwt, /no authorization is given: key/],
  [
    'two tokens are demanded at once',
    { security: [{ key: [], oauth: [] }] },
    (stack) => ({ security: { key: customers(stack), oauth: partners(stack) } }),
    /two tokens at once/,
  ],
  [
    'an operation that demands a token is called public',
    OAUTH,
    (stack) => ({ ...jwt(stack), public: { 'GET /orders': 'x' } }),
    /is called public, but the document demands oauth/,
  ],
  [
    'an operation that demands an app is called public',
    APP,
    () => ({ public: { 'GET /orders': 'x' } }),
    /demands app authentication/,
  ],
  [
    'another base path is meant',
    OAUTH,
    (stack) => ({ ...jwt(stack), basePath: '/v1' }),
    /has the base path \/v1 at its servers, the group has \//,
  ],
  [
    'a reason is for no operation',
    OAUTH,
    (stack) => ({ ...jwt(stack), public: { 'GET /order': 'x' } }),
    /public: names "GET \/order", which is no operation/,
  ],
  [
    'a choice leaves an operation out of which something is said',
    OAUTH,
    (stack) => ({ ...jwt(stack), except: ['* /**'], overrides: { 'GET /orders': {} } }),
    /is left out, but something is said of it/,
  ],
  [
    'an override and a reason are given',
    {},
    (stack) => ({
      public: { 'GET /orders': 'x' },
      overrides: { 'GET /orders': { authorization: customers(stack) } },
    }),
    /its override says who may call/,
  ],
])('refused: %s', (_, operation, given, message) => {
  const { code, message: said } = refused(operation, given) as { code: string; message: string };
  expect(said).toMatch(message);
  expect(['openapi-undecided', 'usage']).toContain(code);
});

test('public access for a scheme, from code without types, is refused', () => {
  const given = { security: { oauth: PublicAccess.because('x') } } as unknown as {
    security: Record<string, JwtAuthorizer>;
  };
  expect(refused(OAUTH, () => given)).toMatchObject({ code: 'authorization-missing' });
});

test('what a gateway cannot keep is refused, or a warning', () => {
  const operation = { ...OAUTH, parameters: [{ name: 'session', in: 'cookie' }] };
  expect(refused(operation, jwt)).toMatchObject({
    code: 'openapi-unsupported',
    message: expect.stringContaining('#/paths/~1orders/get/parameters/0 cookie session'),
  });
  const warnings: unknown[] = [];
  synth((stack) => {
    const orders = group(stack);
    orders.addOpenApi(documentOf({ 'GET /orders': operation }), { ...jwt(stack), unsupported: 'warn' });
    warnings.push(...orders.node.metadata.map(({ data }) => data));
  });
  expect(warnings).toEqual([expect.stringContaining('#/paths/~1orders/get/parameters/0 cookie session')]);
});

test('alternatives: one that something stands for is taken, and the others are told as a loss; of two there is none', () => {
  const either = { security: [{ oauth: [] }, { key: [] }] };
  expect(refused(either, jwt)).toMatchObject({
    message: expect.stringContaining('key (apiKey in header X-Key), too'),
  });
  expect(locked(either.security, (stack) => ({ ...jwt(stack), unsupported: 'warn' }))).toEqual([
    'ANONYMOUS',
    1,
  ]);
  expect(
    locked(either.security, (stack) => {
      const one = customers(stack);
      return { security: { oauth: one, key: one } };
    }),
  ).toEqual(['ANONYMOUS', 1]);
  expect(
    refused(either, (stack) => ({ security: { oauth: customers(stack), key: AppAuthentication.of() } })),
  ).toMatchObject({
    code: 'openapi-undecided',
    message: expect.stringContaining('a gateway has no alternatives'),
  });
  const optional = { security: [{ oauth: [] }, {}] };
  expect(refused(optional, jwt)).toMatchObject({
    message: expect.stringContaining('without a token; here nobody may'),
  });
  expect(locked(optional.security, () => ({ public: { 'GET /orders': 'x' } }))).toEqual(['ANONYMOUS', 0]);
});

test('scopes are a loss where an authorization cannot demand them', () => {
  const scoped = { security: [{ oauth: ['orders:read', 'a'] }] };
  const unable = (stack: Stack) => {
    const { forwards, plugins } = customers(stack);
    return { security: { oauth: { kind: 'jwt' as const, plugins, forwards } } };
  };
  expect(refused(scoped, unable)).toMatchObject({
    message: expect.stringContaining('scopes a, orders:read of GET /orders are not demanded'),
  });
  const asked: unknown[] = [];
  const able = (stack: Stack): JwtAuthorizer => {
    const one = customers(stack);
    return {
      kind: 'jwt',
      plugins: one.plugins,
      forwards: one.forwards,
      requiringScopes: (scopes) => {
        asked.push(scopes);
        return one;
      },
    };
  };
  expect(locked(scoped.security, (stack) => ({ security: { oauth: able(stack) } }))).toEqual([
    'ANONYMOUS',
    1,
  ]);
  expect(asked).toEqual([['a', 'orders:read']]);
});

test('an override decides, and what it leaves undefined takes no lock away', () => {
  const template = synth((stack) => {
    const orders = new ApiGroup(stack, 'Orders', {
      groupName: 'orders',
      stages: ['RELEASE'],
      backend: Backend.http('https://a'),
      defaultAuthorization: PublicAccess.because('tests'),
    });
    orders.addOpenApi(documentOf({ 'GET /a': OAUTH, 'GET /b': {} }), {
      security: { oauth: customers(stack) },
      overrides: {
        'GET /a': { authorization: undefined, description: 'x' } as object,
        'GET /b': { authorization: AppAuthentication.of() },
      },
    });
  });
  expect(
    Object.values(ofType(template, 'Api')).map(({ Properties }) => [
      Properties.AuthType,
      Properties.Description,
    ]),
  ).toEqual([
    ['ANONYMOUS', 'x'],
    ['APP', undefined],
  ]);
  expect(Object.keys(ofType(template, 'PluginAttachment'))).toHaveLength(1);
});

test('only and except choose by name or glob, and the base path is that of the group', () => {
  const operations = {
    'GET /orders': OAUTH,
    'GET /orders/{id}': OAUTH,
    'GET /admin/x': OAUTH,
    'POST /admin/x': OAUTH,
  };
  const routes = (chosen: object): string[] => {
    const names: string[] = [];
    synth((stack) => {
      const document = documentOf(operations, { servers: [{ url: 'https://a.example/v1' }] });
      const apis = group(stack, '/v1').addOpenApi(document, { ...jwt(stack), ...chosen });
      names.push(...apis.map(({ route }) => `${route.method} ${route.path}`));
    });
    return names;
  };
  expect(routes({ only: ['* /admin/**'] })).toEqual(['GET /admin/x', 'POST /admin/x']);
  expect(routes({ except: ['* /admin/**', 'GET /orders/[id]'] })).toEqual(['GET /orders']);
});

test('a group without a backend has to be given one', () => {
  synth((stack) => {
    const orders = new ApiGroup(stack, 'Orders', { groupName: 'orders', stages: ['RELEASE'] });
    // @ts-expect-error nothing says where requests go
    expect(() => orders.addOpenApi(documentOf({ 'GET /orders': OAUTH }), jwt(stack))).toThrow(
      'has no backend',
    );
  });
});

test('a document can be read before', () => {
  const names: string[] = [];
  synth((stack) => {
    const document = OpenApiDocument.of(JSON.stringify(documentOf({ 'GET /orders': OAUTH })));
    names.push(
      ...group(stack)
        .addOpenApi(document, jwt(stack))
        .map(({ route }) => route.path),
    );
  });
  expect(names).toEqual(['/orders']);
});

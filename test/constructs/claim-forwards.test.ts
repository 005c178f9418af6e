import { ApiGroup, type ApiOptions, Backend, Forward, RequestParameter } from '../../lib/constructs';
import { customers, ofType, refusal, synth } from './template';

const HOST = 'https://orders.internal.example.com';

const forwarding = (
  forward: Forward,
  options: ApiOptions = {},
  group: { passthroughHeaders?: string; route?: string } = {},
) =>
  refusal((stack) => {
    const { passthroughHeaders, route = 'POST /orders' } = group;
    const orders = new ApiGroup(stack, 'Orders', {
      groupName: 'orders',
      stages: ['RELEASE'],
      backend: Backend.http(HOST),
      defaultAuthorization: customers(stack, { forwardClaims: { sub: forward } }),
      ...(passthroughHeaders === undefined ? {} : { passthroughHeaders }),
    });
    orders.addApi(route, options);
  });

describe('a claim may go', () => {
  test.each<[string, ReturnType<typeof forwarding>]>([
    ['to a header', forwarding(Forward.header('X-User-Id'))],
    ['to a query parameter', forwarding(Forward.query('user'))],
    ['to a field of a form', forwarding(Forward.formData('user'), { body: 'FORM' })],
    [
      'to a field of a form that parameters make one',
      forwarding(Forward.formData('user'), { parameters: [RequestParameter.body('note')] }),
    ],
    [
      'to a field where a request has no body',
      forwarding(Forward.formData('user'), {}, { route: 'GET /orders' }),
    ],
    [
      'to a placeholder of the path',
      forwarding(Forward.path('user'), { backend: Backend.http(HOST, { path: '/users/[user]/orders' }) }),
    ],
    [
      'to a placeholder of the path, though all else is passed through',
      forwarding(Forward.path('user'), {
        backend: Backend.http(HOST, { path: '/[user]' }),
        requestMode: 'PASSTHROUGH',
      }),
    ],
    [
      'to a header, beside a query parameter of that name',
      forwarding(Forward.header('user'), { parameters: [RequestParameter.query('user')] }),
    ],
    [
      'to a header, beside a constant of that name in the query',
      forwarding(Forward.header('user'), {
        constantParameters: [{ name: 'user', value: 'a', location: 'QUERY' }],
      }),
    ],
    [
      'to a header, beside others that the group passes through',
      forwarding(Forward.header('X-User-Id'), {}, { passthroughHeaders: 'x-user, x-user-id-2' }),
    ],
    [
      'to the path of a function that has none',
      forwarding(Forward.path('user'), {
        backend: Backend.eventFunction({ fcVersion: '3.0', functionName: 'orders' }),
      }),
    ],
  ])('%s', (_, outcome) => {
    expect(outcome).toBe('accepted');
  });
});

describe('a claim for the path needs a placeholder there', () => {
  test.each<[string, Backend, string, string, string]>([
    ['of the route', Backend.http(HOST), 'POST /orders', '/orders', '/orders/[user]'],
    ['of the root', Backend.http(HOST), 'POST /', '/', '/[user]'],
    ['of the backend', Backend.http(HOST, { path: '/v1/' }), 'POST /orders', '/v1/', '/v1/[user]'],
    [
      'of a web function',
      Backend.webFunction({ fcVersion: '3.0', fcBaseUrl: 'https://f.example.com', path: '/[other]/x' }),
      'POST /orders/[other]',
      '/[other]/x',
      '/[other]/x/[user]',
    ],
  ])('%s', (_, backend, route, path, hint) => {
    expect(forwarding(Forward.path('user'), { backend }, { route })).toEqual({
      code: 'claim-forward-without-placeholder',
      message: `shop/Orders '${route}': claim sub is forwarded to the path, but the backend path ${path} has no [user] (give the backend a path such as '${hint}')`,
    });
  });
});

describe('a claim is refused under a name that the caller can set:', () => {
  test.each<[string, ReturnType<typeof forwarding>, string]>([
    [
      'by a header, whatever its case',
      forwarding(Forward.header('X-User-Id'), { parameters: [RequestParameter.header('x-user-id')] }),
      "shop/Orders 'POST /orders': claim sub is forwarded to header X-User-Id, which the caller sets by the request parameter x-user-id (forward it under another name, or say why this does no harm: Forward.header('X-User-Id', { clientMaySet: '…' }))",
    ],
    [
      'by a parameter that is renamed on its way',
      forwarding(Forward.header('X-User-Id'), {
        parameters: [RequestParameter.query('u', { service: { name: 'X-User-Id', location: 'HEAD' } })],
      }),
      "shop/Orders 'POST /orders': claim sub is forwarded to header X-User-Id, which the caller sets by the request parameter u (forward it under another name, or say why this does no harm: Forward.header('X-User-Id', { clientMaySet: '…' }))",
    ],
    [
      'by a path parameter',
      forwarding(Forward.path('id'), {}, { route: 'GET /users/[id]' }),
      "shop/Orders 'GET /users/[id]': claim sub is forwarded to path id, which the caller sets by the request parameter id (forward it under another name, or say why this does no harm: Forward.path('id', { clientMaySet: '…' }))",
    ],
    [
      'by any header of a PASSTHROUGH API',
      forwarding(Forward.header('X-User-Id'), { requestMode: 'PASSTHROUGH' }),
      "shop/Orders 'POST /orders': claim sub is forwarded to header X-User-Id, which the caller may set itself, because the API is PASSTHROUGH (forward it under another name, or say why this does no harm: Forward.header('X-User-Id', { clientMaySet: '…' }))",
    ],
    [
      'by a header that the group passes through',
      forwarding(Forward.header('X-User-Id'), {}, { passthroughHeaders: 'x-trace, x-user-id' }),
      "shop/Orders 'POST /orders': claim sub is forwarded to header X-User-Id, which the caller may set itself, because the group passes that header through (forward it under another name, or say why this does no harm: Forward.header('X-User-Id', { clientMaySet: '…' }))",
    ],
    [
      'by another spelling of a header',
      forwarding(Forward.header('X-User-Id'), { parameters: [RequestParameter.header('x_user_id')] }),
      "shop/Orders 'POST /orders': claim sub is forwarded to header X-User-Id, which the caller sets by the request parameter x_user_id (forward it under another name, or say why this does no harm: Forward.header('X-User-Id', { clientMaySet: '…' }))",
    ],
    [
      'by a parameter that PHP reads as the same',
      forwarding(Forward.query('user_id'), { parameters: [RequestParameter.query('user.id')] }),
      "shop/Orders 'POST /orders': claim sub is forwarded to query user_id, which the caller sets by the request parameter user.id (forward it under another name, or say why this does no harm: Forward.query('user_id', { clientMaySet: '…' }))",
    ],
    [
      'by a field of the form, beside a claim in the query',
      forwarding(Forward.query('user'), { parameters: [RequestParameter.body('user')] }),
      "shop/Orders 'POST /orders': claim sub is forwarded to query user, which the caller sets by the request parameter user (forward it under another name, or say why this does no harm: Forward.query('user', { clientMaySet: '…' }))",
    ],
    [
      'by a body that is handed on unread',
      forwarding(Forward.formData('user'), { body: 'STREAM' }),
      "shop/Orders 'POST /orders': claim sub is forwarded to formData user, but the body goes on unread, with any field that the caller sends (say body: 'FORM', or forward the claim to a header)",
    ],
    [
      'by a body of which nothing is said, which is handed on unread',
      forwarding(Forward.formData('user')),
      "shop/Orders 'POST /orders': claim sub is forwarded to formData user, but the body goes on unread, with any field that the caller sends (say body: 'FORM', or forward the claim to a header)",
    ],
    [
      'by such a body of a request of any method',
      forwarding(Forward.formData('user'), {}, { route: 'ANY /orders' }),
      "shop/Orders 'ANY /orders': claim sub is forwarded to formData user, but the body goes on unread, with any field that the caller sends (say body: 'FORM', or forward the claim to a header)",
    ],
  ])('%s', (_title, refused, message) => {
    expect(refused).toEqual({ code: 'claim-forward-conflict', message });
  });
});

test.each([
  ['Host', 'says which host is asked'],
  ['authorization', 'carries the secret by which the backend knows its caller'],
  ['Content_Length', 'says where the message ends or how it is packed'],
  ['X-Forwarded-For', 'is written by proxies, and says which way the request came'],
])('a claim is refused in the header %s, whatever the author says', (name, meaning) => {
  expect(forwarding(Forward.header(name, { clientMaySet: 'it is fine' }))).toEqual({
    code: 'claim-forward-conflict',
    message: `shop/Customers/JwtAuth: claim sub is forwarded to header ${name}, which ${meaning} (forward it under a name of its own, such as X-User-Id)`,
  });
});

describe('a claim is refused under a name that the API sets itself', () => {
  test.each<[string, Forward, ApiOptions]>([
    [
      'by a constant',
      Forward.header('X-User-Id'),
      { constantParameters: [{ name: 'x-user-id', value: '0' }] },
    ],
    [
      'by a constant in the query',
      Forward.query('user'),
      { constantParameters: [{ name: 'user', value: '0', location: 'QUERY' }] },
    ],
    [
      'by what the gateway knows',
      Forward.header('X-User-Id'),
      { systemParameters: [{ name: 'X-User-Id', systemParameter: 'CaClientIp' }] },
    ],
    [
      'by what the gateway knows, in the query',
      Forward.query('user'),
      { systemParameters: [{ name: 'user', systemParameter: 'CaAppId', location: 'QUERY' }] },
    ],
  ])('%s', (_, forward, options) => {
    const { location, parameterName } = forward;
    expect(forwarding(forward, options)).toEqual({
      code: 'claim-forward-conflict',
      message: `shop/Orders 'POST /orders': claim sub is forwarded to ${location} ${parameterName}, which a constant or system parameter of the API sets (forward it under another name, or say why this does no harm: Forward.${location}('${parameterName}', { clientMaySet: '…' }))`,
    });
  });
});

test("a query parameter of a PASSTHROUGH API is the caller's, too", () => {
  expect(forwarding(Forward.query('user'), { requestMode: 'PASSTHROUGH' })).toEqual({
    code: 'claim-forward-conflict',
    message:
      "shop/Orders 'POST /orders': claim sub is forwarded to query user, which the caller may set itself, because the API is PASSTHROUGH (forward it under another name, or say why this does no harm: Forward.query('user', { clientMaySet: '…' }))",
  });
});

test('a reason does not help where a body is handed on unread', () => {
  const forward = Forward.formData('user', { clientMaySet: 'it is fine' });
  expect(forwarding(forward, { body: 'STREAM' })).toMatchObject({ code: 'claim-forward-conflict' });
});

test('the author of a PASSTHROUGH API may say why it does no harm', () => {
  const forward = Forward.header('X-User-Id', { clientMaySet: 'every token carries sub' });
  expect(forwarding(forward, { requestMode: 'PASSTHROUGH' })).toBe('accepted');
});

test('that reason stands in the template, for whoever reads it', () => {
  const template = synth((stack) => {
    const forward = Forward.header('X-User-Id', { clientMaySet: 'every token carries sub' });
    const orders = new ApiGroup(stack, 'Orders', {
      groupName: 'orders',
      stages: ['RELEASE'],
      backend: Backend.http(HOST),
      defaultAuthorization: customers(stack, { forwardClaims: { sub: forward } }),
    });
    orders.addApi('GET /orders', { requestMode: 'PASSTHROUGH' });
  });
  const [api] = Object.values(ofType(template, 'Api'));
  expect(api?.Metadata).toEqual({
    JwtGateway: { ClientMaySet: { 'header X-User-Id': 'every token carries sub' } },
  });
});

test('a mock has no backend that could trust a claim', () => {
  expect(forwarding(Forward.path('user'), { backend: Backend.mock({ result: '{}' }) })).toBe('accepted');
});

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

test('a claim may go to a header, a query parameter, a form field or a placeholder of the path', () => {
  expect(forwarding(Forward.header('X-User-Id'))).toBe('accepted');
  expect(forwarding(Forward.query('user'))).toBe('accepted');
  expect(forwarding(Forward.formData('user'), { body: 'FORM' })).toBe('accepted');
  const backend = Backend.http(HOST, { path: '/users/[user]/orders' });
  expect(forwarding(Forward.path('user'), { backend })).toBe('accepted');
});

test('a claim for the path needs a placeholder there', () => {
  expect(forwarding(Forward.path('user'))).toEqual({
    code: 'claim-forward-without-placeholder',
    message:
      "shop/Orders 'POST /orders': claim sub is forwarded to the path, but the backend path /orders has no [user] (give the backend a path such as '/orders/[user]')",
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

test.each(['Host', 'authorization', 'Content_Length', 'X-Forwarded-For'])(
  'a claim is refused in the header %s, whatever the author says',
  (name) => {
    expect(forwarding(Forward.header(name, { clientMaySet: 'it is fine' }))).toEqual({
      code: 'claim-forward-conflict',
      message: expect.stringContaining(`claim sub is forwarded to header ${name}, which `),
    });
  },
);

test('a claim is refused under a name that the API sets itself', () => {
  const constantParameters = [{ name: 'X-User-Id', value: 'nobody' }];
  expect(forwarding(Forward.header('X-User-Id'), { constantParameters })).toEqual({
    code: 'claim-forward-conflict',
    message: expect.stringContaining('a constant or system parameter of the API sets'),
  });
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

import { ApiGroup, type ApiOptions, Backend, RequestParameter, TokenSource } from '../../lib/constructs';
import { customers, only, refusal, synth } from './template';

const build =
  (route: string, options: ApiOptions, token = TokenSource.bearer()) =>
  (stack: Parameters<Parameters<typeof synth>[0]>[0]): void => {
    const orders = new ApiGroup(stack, 'Orders', {
      groupName: 'orders',
      stages: ['RELEASE'],
      backend: Backend.http('https://orders.internal.example.com'),
      defaultAuthorization: customers(stack, { token }),
    });
    orders.addApi(route, options);
  };
const api = (route: string, options: ApiOptions = {}) => only(synth(build(route, options)), 'Api');

test('a path parameter is declared once, in the route, and rendered wherever the service wants it', () => {
  expect(api('GET /orders/[orderId]')).toMatchObject({
    RequestConfig: { RequestPath: '/orders/[orderId]' },
    RequestParameters: [
      { ApiParameterName: 'orderId', Location: 'PATH', ParameterType: 'String', Required: 'REQUIRED' },
    ],
    ServiceConfig: { ServicePath: '/orders/[orderId]' },
    ServiceParameters: [{ Location: 'PATH', ParameterType: 'STRING', ServiceParameterName: 'orderId' }],
    ServiceParametersMap: [{ RequestParameterName: 'orderId', ServiceParameterName: 'orderId' }],
  });
});

test('parameters of every place carry their checks, and their names at the backend', () => {
  const { RequestParameters, ServiceParameters, ServiceParametersMap } = api('POST /orders/[orderId]', {
    parameters: [
      RequestParameter.query('page', { type: 'Int', defaultValue: '1', minValue: 1, maxValue: 99 }),
      RequestParameter.header('X-Trace', {
        required: true,
        minLength: 8,
        maxLength: 64,
        regularExpression: '^[a-f0-9]+$',
      }),
      RequestParameter.body('status', {
        enumValue: ['open', 'shipped'],
        service: { name: 'state', location: 'QUERY' },
      }),
      RequestParameter.path('orderId', { type: 'Long', minValue: 1 }),
    ],
  });
  expect(RequestParameters).toEqual([
    {
      ApiParameterName: 'orderId',
      Location: 'PATH',
      MinValue: 1,
      ParameterType: 'Long',
      Required: 'REQUIRED',
    },
    {
      ApiParameterName: 'page',
      DefaultValue: '1',
      Location: 'QUERY',
      MaxValue: 99,
      MinValue: 1,
      ParameterType: 'Int',
      Required: 'OPTION',
    },
    {
      ApiParameterName: 'X-Trace',
      Location: 'HEAD',
      MaxLength: 64,
      MinLength: 8,
      ParameterType: 'String',
      RegularExpression: '^[a-f0-9]+$',
      Required: 'REQUIRED',
    },
    {
      ApiParameterName: 'status',
      EnumValue: 'open,shipped',
      Location: 'BODY',
      ParameterType: 'String',
      Required: 'OPTION',
    },
  ]);
  expect(ServiceParameters).toEqual([
    { Location: 'PATH', ParameterType: 'NUMBER', ServiceParameterName: 'orderId' },
    { Location: 'QUERY', ParameterType: 'NUMBER', ServiceParameterName: 'page' },
    { Location: 'HEAD', ParameterType: 'STRING', ServiceParameterName: 'X-Trace' },
    { Location: 'QUERY', ParameterType: 'STRING', ServiceParameterName: 'state' },
  ]);
  expect(ServiceParametersMap).toContainEqual({
    RequestParameterName: 'status',
    ServiceParameterName: 'state',
  });
});

test('constants and system parameters are added for the backend', () => {
  const { ConstParameters, SystemParameters } = api('GET /orders', {
    constantParameters: [{ name: 'X-Source', value: 'gateway' }],
    systemParameters: [{ systemParameter: 'CaClientIp', name: 'ip', location: 'QUERY' }],
  });
  expect(ConstParameters).toEqual([
    { ConstValue: 'gateway', Location: 'HEAD', ServiceParameterName: 'X-Source' },
  ]);
  expect(SystemParameters).toEqual([
    { Location: 'QUERY', ParameterName: 'CaClientIp', ServiceParameterName: 'ip' },
  ]);
});

test('a PASSTHROUGH API declares its path parameters still', () => {
  expect(api('GET /orders/[orderId]', { requestMode: 'PASSTHROUGH' })).toMatchObject({
    RequestConfig: { RequestMode: 'PASSTHROUGH' },
    RequestParameters: [{ ApiParameterName: 'orderId' }],
    ServiceParametersMap: [{ RequestParameterName: 'orderId' }],
  });
});

test('a mock answers without a backend, so nothing is mapped to one', () => {
  const mocked = api('GET /orders/[orderId]', { backend: Backend.mock({ result: '{}' }) });
  expect(mocked.RequestParameters).toHaveLength(1);
  expect(mocked.ServiceParameters).toBeUndefined();
  expect(mocked.ServiceParametersMap).toBeUndefined();
});

test.each<[string, ApiOptions, string | undefined]>([
  ['POST /orders', {}, 'STREAM'],
  ['POST /orders', { parameters: [RequestParameter.body('name')] }, 'FORM'],
  ['PUT /orders', { body: 'FORM' }, 'FORM'],
  ['POST /orders', { requestMode: 'PASSTHROUGH' }, undefined],
  ['GET /orders', {}, undefined],
])('the body of %s with %j is %s', (route, options, expected) => {
  expect((api(route, options).RequestConfig as Record<string, unknown>).BodyFormat).toBe(expected);
});

describe('refused with a reason:', () => {
  test.each<[string, string, ApiOptions, string]>([
    [
      'a path parameter that the path does not have',
      'GET /orders',
      { parameters: [RequestParameter.path('id')] },
      "shop/Orders 'GET /orders': has parameters that the service refuses: id is declared for the path, but /orders has no [id]",
    ],
    [
      'a parameter that is declared twice',
      'GET /orders',
      { parameters: [RequestParameter.query('a'), RequestParameter.header('a')] },
      "shop/Orders 'GET /orders': has parameters that the service refuses: a is declared twice",
    ],
    [
      'a query parameter with the name of a path parameter',
      'GET /[a]',
      { parameters: [RequestParameter.query('a')] },
      "shop/Orders 'GET /[a]': has parameters that the service refuses: a is declared twice",
    ],
    [
      'a form field of a stream',
      'POST /orders',
      { body: 'STREAM', parameters: [RequestParameter.body('a')] },
      "shop/Orders 'POST /orders': has parameters that the service refuses: a is a field of a form, but the body is a 'STREAM'; say body: 'FORM'",
    ],
    [
      'a body of GET',
      'GET /orders',
      { body: 'FORM' },
      "shop/Orders 'GET /orders': has parameters that the service refuses: body is declared, but GET requests have none",
    ],
    [
      'a check that PASSTHROUGH would not make',
      'GET /orders',
      { requestMode: 'PASSTHROUGH', parameters: [RequestParameter.query('a')] },
      "shop/Orders 'GET /orders': has parameters that the service refuses: a would not be checked: PASSTHROUGH forwards all but the path as it is",
    ],
    [
      'an optional path parameter',
      'GET /[a]',
      { parameters: [RequestParameter.path('a', { required: false })] },
      "shop/Orders 'GET /[a]': has parameters that the service refuses: a stands in the path and cannot be optional",
    ],
    [
      'a default of a required parameter',
      'GET /orders',
      { parameters: [RequestParameter.query('a', { required: true, defaultValue: '1' })] },
      "shop/Orders 'GET /orders': has parameters that the service refuses: a is required and has a default value; only one of the two can hold",
    ],
    [
      'a length of a number',
      'GET /orders',
      { parameters: [RequestParameter.query('a', { type: 'Int', minLength: 1 })] },
      "shop/Orders 'GET /orders': has parameters that the service refuses: a has a length, but is of type Int",
    ],
    [
      'a smallest value of a text',
      'GET /orders',
      { parameters: [RequestParameter.query('a', { minValue: 1 })] },
      "shop/Orders 'GET /orders': has parameters that the service refuses: a has a smallest or largest value, but is of type String",
    ],
    [
      'a smallest above the largest',
      'GET /orders',
      { parameters: [RequestParameter.query('a', { type: 'Int', minValue: 2, maxValue: 1 })] },
      "shop/Orders 'GET /orders': has parameters that the service refuses: a has minValue 2 above maxValue 1",
    ],
    [
      'a comma in a list of values',
      'GET /orders',
      { parameters: [RequestParameter.query('a', { enumValue: ['x,y'] })] },
      "shop/Orders 'GET /orders': has parameters that the service refuses: a has an enumValue with a comma in it",
    ],
    [
      'a path parameter without a place at the backend',
      'GET /[a]',
      { backend: Backend.http('https://b.example.com', { path: '/x' }) },
      "shop/Orders 'GET /[a]': has parameters that the service refuses: a has no [a] in the backend path /x; give it another place with service: { name, location }",
    ],
    [
      'a placeholder that nothing fills',
      'GET /a',
      { backend: Backend.http('https://b.example.com', { path: '/[x]' }) },
      "shop/Orders 'GET /a': has parameters that the service refuses: [x] of the backend path /[x] is filled by nothing",
    ],
    [
      'two values under one header, whatever its case',
      'GET /a',
      { parameters: [RequestParameter.header('X-A')], constantParameters: [{ name: 'x-a', value: '1' }] },
      "shop/Orders 'GET /a': has parameters that the service refuses: HEAD x-a reaches the backend twice",
    ],
  ])('%s', (_title, route, options, message) => {
    expect(refusal(build(route, options))).toEqual({
      code: 'parameter-invalid',
      message,
    });
  });

  test('everything that is wrong with the parameters at once', () => {
    const parameters = [RequestParameter.path('id'), RequestParameter.query('a', { minValue: 1 })];
    const refused = refusal(build('GET /orders', { parameters }));
    expect(refused).toMatchObject({
      message:
        "shop/Orders 'GET /orders': has parameters that the service refuses: id is declared for the path, but /orders has no [id]; a has a smallest or largest value, but is of type String",
    });
  });

  test.each<[string, string, ApiOptions, boolean]>([
    ['an API that declares none', 'GET /orders', {}, false],
    [
      'an API that declares others',
      'GET /orders',
      { parameters: [RequestParameter.header('X-Other')] },
      false,
    ],
    ['an API that declares it', 'GET /orders', { parameters: [RequestParameter.header('X-Token')] }, true],
    [
      'a PASSTHROUGH API, though it declares it',
      'GET /[X-Token]',
      { parameters: [RequestParameter.path('X-Token')], requestMode: 'PASSTHROUGH' },
      false,
    ],
  ])('a token in an API parameter, of %s', (_, route, options, isTaken) => {
    const refused = {
      code: 'parameter-invalid',
      message: `shop/Orders '${route}': the token is read from the API parameter X-Token, which this API does not declare (declare it in parameters, or use TokenSource.header, .query or .cookie)`,
    };
    const outcome = refusal(build(route, options, TokenSource.apiParameter('X-Token')));
    expect(outcome).toEqual(isTaken ? 'accepted' : refused);
  });
});

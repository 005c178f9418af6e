import { UNSUPPORTED } from '../../lib/gateway';
import { gatewayErrorOf } from '../jwk/gateway-error-of';
import { bound, plugin, published, type Resources, ref } from '../rules/gateway-template';
import { call, customers, route, serve, tokenOf } from './shop-gateway';

const orders = (more: object = {}) =>
  route('Orders', 'GET /orders', { plugins: ['Customers'], properties: more });
const binding = (type: string | object, data: unknown = {}) => [
  plugin('Other', type, data),
  bound('Orders', 'Other'),
];

const older = (type: string, more = {}) => ({
  Older: {
    Type: `ALIYUN::ApiGateway::${type}`,
    Properties: { ApiIds: [ref('Orders')], GroupId: ref('Shop'), StageName: 'RELEASE', ...more },
  },
});

type Row = readonly [title: string, unsupported: readonly string[], resources: readonly Resources[]];

/** What is unsupported, the resources, and whether the route then answers 501. */
const CASES: readonly Row[] = [
  ['nothing', [], [customers(), orders()]],
  ['an app', ['app'], [customers(), orders({ AuthType: 'APP' })]],
  ['an AuthType that only ROS knows', ['app'], [customers(), orders({ AuthType: ref('Auth') })]],
  ['an AuthType that ROS does not have', ['app'], [customers(), orders({ AuthType: 'NONE' })]],
  [
    'OpenID Connect of the API',
    ['app', 'openid'],
    [route('Orders', 'GET /orders', { properties: { AuthType: 'APPOPENID' } })],
  ],
  [
    'protection that only ROS knows',
    ['protection'],
    [route('Orders', 'GET /orders', { properties: { AuthType: ref('Auth') } })],
  ],
  ...[
    'basicAuth',
    'remoteAuth',
    'routing',
    'transformer',
    'caching',
    'errorMapping',
    'circuitBreaker',
    'logMask',
    'backendSignature',
  ].map(
    (type) =>
      [
        type,
        type === 'remoteAuth' ? ['protection', type] : [type],
        [customers(), orders(), ...binding(type)],
      ] as const,
  ),
  ['a type that nobody knows', ['plugin'], [customers(), orders(), ...binding('magic')]],
  ['a type called as what may be allowed', ['plugin'], [customers(), orders(), ...binding('existence')]],
  ['a type that only ROS knows', ['plugin', 'protection'], [customers(), orders(), ...binding(ref('Type'))]],
  [
    'a plug-in made elsewhere',
    ['plugin', 'protection'],
    [customers(), orders(), bound('Orders', ref('Elsewhere'), { id: 'B' })],
  ],
  [
    'a token plug-in made elsewhere',
    ['jwtAuth', 'protection'],
    [route('Orders', 'GET /orders'), bound('Orders', ref('Elsewhere'), { id: 'B', type: 'jwtAuth' })],
  ],
  [
    'a JWT plug-in that may be bound',
    ['jwtAuth', 'protection'],
    [
      customers(),
      route('Orders', 'GET /orders'),
      bound('Orders', 'Customers', { stage: ref('Stage'), id: 'B' }),
    ],
  ],
  [
    'two JWT plug-ins',
    ['jwtAuth', 'protection'],
    [
      customers(),
      orders(),
      plugin('Second', 'jwtAuth', { parameter: 'x', jwk: {} }),
      bound('Orders', 'Second'),
    ],
  ],
  [
    'token data that cannot be read',
    ['jwtAuth', 'protection'],
    [plugin('Customers', 'jwtAuth', '{'), orders()],
  ],
  [
    'token data that only ROS knows',
    ['jwtAuth', 'protection'],
    [plugin('Customers', 'jwtAuth', ref('Data')), orders()],
  ],
  ['a key of token data that nobody knows', ['jwtAuth'], [customers({ orAppAuth: true }), orders()]],
  [
    'a token that the API declares in two places',
    ['definition'],
    [
      customers({ parameter: 'token', parameterLocation: undefined }),
      orders({
        RequestParameters: ['HEAD', 'QUERY'].map((Location) => ({ ApiParameterName: 'token', Location })),
      }),
    ],
  ],
  [
    'blocked tokens in a dataset',
    ['dataset'],
    [customers({ blockByDataSet: 'd', blockClaimParameterName: 'sub' }), orders()],
  ],
  [
    'addresses in a dataset',
    ['dataset'],
    [customers(), orders(), ...binding('ipControl', { type: 'ALLOW', items: [{ blocksDatasetId: 'd' }] })],
  ],
  [
    'addresses that cannot be read',
    ['ipControl'],
    [customers(), orders(), ...binding('ipControl', { type: 'ALLOW', items: [{ blocks: ['x'] }] })],
  ],
  [
    'limits that cannot be read',
    ['trafficControl'],
    [customers(), orders(), ...binding('trafficControl', { unit: 'YEAR' })],
  ],
  [
    'a key of limits that nobody knows',
    ['trafficControl'],
    [customers(), orders(), ...binding('trafficControl', { unit: 'DAY', apiDefault: 1, parameters: {} })],
  ],
  [
    'a key of a rule that nobody knows',
    ['accessControl'],
    [
      customers(),
      orders(),
      ...binding('accessControl', {
        parameters: {},
        rules: [{ name: 'r', condition: '1 = 1', ifTrue: 'DENY', until: 1 }],
      }),
    ],
  ],
  [
    'a condition that cannot be read',
    ['accessControl'],
    [
      customers(),
      orders(),
      ...binding('accessControl', {
        parameters: {},
        rules: [{ name: 'r', condition: 'Random() < 1', ifTrue: 'DENY' }],
      }),
    ],
  ],
  [
    'a variable of the response',
    ['accessControl'],
    [
      customers(),
      orders(),
      ...binding('accessControl', {
        parameters: { st: 'StatusCode' },
        rules: [{ name: 'r', condition: '$st = 1', ifTrue: 'DENY' }],
      }),
    ],
  ],
  ...['Token', 'Header', 'Query', 'Parameter'].map(
    (source): Row => [
      `a variable of ${source} that says no name`,
      ['accessControl'],
      [
        customers(),
        orders(),
        ...binding('accessControl', {
          parameters: { st: source },
          rules: [{ name: 'r', condition: '$st = 1', ifTrue: 'DENY' }],
        }),
      ],
    ],
  ),
  [
    'a rule that would set a header of the gateway',
    ['accessControl'],
    [
      customers(),
      orders(),
      ...binding('accessControl', {
        parameters: {},
        rules: [
          { name: 'r', condition: '1 = 1', ifTrue: 'DENY', responseHeaders: { 'X-Ca-Error-Code': 'x' } },
        ],
      }),
    ],
  ],
  [
    'cross-origin rules that cannot be read',
    ['cors'],
    [customers(), orders(), ...binding('cors', { maxAge: 'x' })],
  ],
  [
    'a condition of the template',
    ['existence'],
    [customers(), route('Orders', 'GET /orders', { plugins: ['Customers'], condition: 'IsProd' })],
  ],
  [
    'an older version, whose AuthType is not known',
    ['app', 'definition'],
    [
      customers(),
      orders(),
      {
        OrdersRELEASE: {
          Type: 'ALIYUN::ApiGateway::Deployment',
          Properties: { ApiId: ref('Orders'), StageName: 'RELEASE', HistoryVersion: 'v1' },
        },
      },
    ],
  ],
  [
    'a mode that only ROS knows',
    ['definition'],
    [
      customers(),
      route('Orders', 'GET /orders', { plugins: ['Customers'], config: { RequestMode: ref('Mode') } }),
    ],
  ],
  ['a group made elsewhere', ['definition'], [customers(), orders({ GroupId: 'g-1' })]],
  ['an older throttling policy', ['trafficControl'], [customers(), orders(), older('TrafficControlBinding')]],
  [
    'an older policy for another stage',
    [],
    [customers(), orders(), older('TrafficControlBinding', { StageName: 'TEST' })],
  ],
  ['an older signature', ['backendSignature'], [customers(), orders(), older('SignatureBinding')]],
];

test.each(CASES)('%s: %j', async (_, names, resources) => {
  const served = serve(resources);
  const told = [...new Set(served.gateway.unemulated.map(({ name }) => name))].sort();
  expect(told).toEqual([...names].sort());
  const blocks = served.gateway.unemulated.some((each) => each.blocks);
  const { headers, status } = await call(served, 'GET /orders', { authorization: await tokenOf() });
  expect(status).toBe(blocks ? 501 : 200);
  expect(headers.get('X-Jwt-Gateway-Unemulated') === null).toBe(!blocks);
  expect((await call(served, 'GET /orders')).status).toBe(blocks ? 501 : 400);
});

test('a stage that only ROS knows may be any but those that are known', async () => {
  const served = serve([customers(), orders(), published('Orders', ref('Stage'), { id: 'Unknown' })]);
  const statusIn = async (stage: string) =>
    (await call(served, 'GET /orders', { 'x-ca-stage': stage, authorization: await tokenOf() })).status;
  expect([await statusIn('RELEASE'), await statusIn('TEST')]).toEqual([200, 501]);
});

test('what is allowed is done without, and everything else is done all the same', async () => {
  const resources = [customers(), orders({ AuthType: 'APP' }), ...binding('transformer')];
  expect(await call(serve(resources, { allowUnemulated: ['app'] }), 'GET /orders')).toMatchObject({
    status: 501,
  });
  const served = serve(resources, { allowUnemulated: ['app', 'transformer'] });
  expect(await call(served, 'GET /orders')).toMatchObject({ status: 400, code: 'I400JR' });
  expect(await call(served, 'GET /orders', { authorization: await tokenOf() })).toMatchObject({
    status: 200,
  });
});

test('a JWT plug-in that may be bound is taken for bound where that is allowed', async () => {
  const maybe = [
    customers(),
    route('Orders', 'GET /orders'),
    bound('Orders', 'Customers', { stage: ref('Stage'), id: 'B' }),
  ];
  const served = serve(maybe, { allowUnemulated: ['jwtAuth', 'protection'] });
  expect(await call(served, 'GET /orders')).toMatchObject({ code: 'I400JR' });
});

test('a name that nothing has is refused with all names', async () => {
  const error = await gatewayErrorOf(() => serve([], { allowUnemulated: ['apps'] }));
  expect(error.code).toBe('usage');
  for (const name of Object.keys(UNSUPPORTED).filter((each) => each !== 'backend'))
    expect(error.message).toContain(name);
});

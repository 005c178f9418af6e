import * as ros from '@alicloud/ros-cdk-core';
import fc from 'fast-check';
import {
  AccessControlPlugin,
  ApiGroup,
  AppAuthentication,
  Backend,
  CorsPlugin,
  DataPlugin,
  Forward,
  JwtAuthorization,
  Layout,
  PluginAuthorization,
  PublicAccess,
  RequestParameter,
  TokenSource,
  TrafficControlPlugin,
  VpcAccess,
} from '../../lib/constructs';
import { admitKeys } from '../../lib/jwk';
import { importKeys, ProviderKeys } from '../../lib/provider';
import { WORDS } from './property-words';
import { customers, KEYS, refusal, refusalLine, synth } from './template';

// What a compiler without types lets through: every case is written as plain JavaScript would write it.
// biome-ignore lint/suspicious/noExplicitAny: plain JavaScript has no types
type Loose = any;

type Stack = ros.Stack;

const loose = (props: object): Loose => props;

const group = (stack: Stack, props: object = {}) =>
  new ApiGroup(stack, 'Orders', {
    groupName: 'orders',
    stages: ['RELEASE'],
    backend: Backend.http('https://orders.example.com'),
    defaultAuthorization: customers(stack),
    ...props,
  } as Loose);

const api = (stack: Stack, options: object) => group(stack).addApi('GET /orders', loose(options));

const vpc = (stack: Stack, props: object = {}) =>
  new VpcAccess(stack, 'Vpc', { name: 'orders', vpcId: 'vpc-1', instanceId: 'i-1', port: 80, ...props });

const provider = () => {
  const [key] = KEYS.keys;
  const source = 'https://login.example.com/keys';
  const made = importKeys(admitKeys({ keys: [key] }, ['RS256']), {
    issuer: 'https://login.example.com',
    source,
    algorithms: ['RS256'],
    now: 0,
  }) as Loose;
  return ProviderKeys.of('login', made.record, made.keys, { record: 'a', keys: 'b' });
};

/** One way to give properties to each public type of them. */
const PLACES: Readonly<Record<string, (stack: Stack, props: object) => unknown>> = {
  ApiGroupProps: group,
  ExistingApiGroupProps: (stack, props) =>
    ApiGroup.fromGroupId(stack, 'G', loose({ groupId: 'g-1', stages: ['RELEASE'], ...props })),
  ApiOptions: api,
  ExistingApiOptions: (stack, props) =>
    group(stack).addExistingApi('GET /orders', loose({ apiId: 'api-1', ...props })),
  CustomDomainOptions: (stack, props) => group(stack).addCustomDomain('a.example.com', loose(props)),
  JwtAuthorizationProps: (stack, props) => customers(stack, loose(props)),
  ExistingJwtPlugins: (stack, props) =>
    JwtAuthorization.fromPluginIds(stack, 'Old', loose({ jwtAuth: 'p-1', ...props })),
  AppAuthenticationProps: (_, props) => AppAuthentication.of(loose(props)),
  ForwardOptions: (_, props) => Forward.header('X-User', loose(props)),
  RequestParameterOptions: (_, props) => RequestParameter.query('page', loose(props)),
  'RequestParameter, as data': (stack, props) =>
    api(stack, { parameters: [{ name: 'page', location: 'QUERY', ...props }] }),
  ConstantParameter: (stack, props) =>
    api(stack, { constantParameters: [{ name: 'a', value: 'b', ...props }] }),
  SystemParameter: (stack, props) =>
    api(stack, { systemParameters: [{ name: 'a', systemParameter: 'CaClientIp', ...props }] }),
  ErrorCodeSample: (stack, props) =>
    api(stack, { errorCodeSamples: [{ code: 'a', message: 'b', ...props }] }),
  TokenSource: (stack, props) => customers(stack, { token: loose({ ...TokenSource.bearer(), ...props }) }),
  'Forward, as data': (stack, props) =>
    customers(stack, { forwardClaims: { sub: loose({ ...Forward.header('X-User'), ...props }) } }),
  ServiceParameter: (stack, props) => {
    const service = { name: 'p', location: 'QUERY', ...props };
    return api(stack, { parameters: [RequestParameter.query('page', loose({ service }))] });
  },
  ProviderAuthorizationProps: (stack, props) =>
    JwtAuthorization.fromProvider(
      stack,
      'Login',
      loose({ provider: provider(), token: TokenSource.bearer(), ...props }),
    ),
  DomainCertificate: (stack, props) => {
    const privateKey = ros.Token.asString(parameter(stack));
    return group(stack).addCustomDomain('a.example.com', {
      certificate: loose({ name: 'a', body: 'b', privateKey, ...props }),
    });
  },
  GroupCors: (stack, props) =>
    group(stack, { cors: { allowOrigins: ['https://shop.example.com'], ...props } }),
  OpenApiOptions: (stack, props) => group(stack).addOpenApi({ openapi: '3.0.3', paths: {} }, loose(props)),
  VpcAccessAttributes: (stack, props) => {
    const access = VpcAccess.fromAttributes(loose({ vpcId: 'vpc-1', instanceId: 'i-1', port: 80, ...props }));
    return group(stack, { backend: Backend.vpc(access) });
  },
  NestedLayoutOptions: (_, props) => Layout.nested(loose(props)),
  VpcAccessProps: vpc,
  HttpBackendOptions: (stack, props) =>
    group(stack, { backend: Backend.http('https://a.example.com', loose(props)) }),
  VpcBackendOptions: (stack, props) => group(stack, { backend: Backend.vpc(vpc(stack), loose(props)) }),
  EventFunctionOptions: (stack, props) =>
    group(stack, {
      backend: Backend.eventFunction(loose({ fcVersion: '3.0', functionName: 'f', ...props })),
    }),
  WebFunctionOptions: (stack, props) =>
    group(stack, {
      backend: Backend.webFunction(loose({ fcVersion: '3.0', fcBaseUrl: 'https://f.example.com', ...props })),
    }),
  MockOptions: (stack, props) => group(stack, { backend: Backend.mock(loose({ result: '', ...props })) }),
  'PluginProps and a model': (stack, props) => new CorsPlugin(stack, 'Cors', loose(props)),
  DataPluginProps: (stack, props) =>
    new DataPlugin(stack, 'Data', loose({ pluginType: 'routing', pluginData: {}, ...props })),
};

describe('a name that nobody knows is refused, with what the name may be, in', () => {
  test.each(Object.entries(PLACES))('%s', (_, give) => {
    expect(refusal((stack) => void give(stack, {}))).toBe('accepted');
    expect(refusal((stack) => void give(stack, { nobodyKnowsThis: 1 }))).toMatchObject({
      message: expect.stringMatching(/nobodyKnowsThis is (no property here|not a key)/),
    });
  });

  test('any of them, whatever the name and the value', () => {
    const stranger = fc.string({ minLength: 1 }).filter((name) => !(name in {}));
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(PLACES)),
        stranger,
        fc.jsonValue(),
        (give, name, value) => {
          const key = `${name}!`;
          expect(refusal((stack) => void give(stack, { [key]: value }))).not.toBe('accepted');
        },
      ),
    );
  });
});

test.each([
  ['secondLocks', 'ApiGroupProps', 'secondLock'],
  ['plugin', 'ApiGroupProps', 'plugins'],
  ['internetEnabled', 'ApiGroupProps', 'internetEnable'],
  ['defaultauthorization', 'ApiGroupProps', 'defaultAuthorization'],
  ['audiences', 'JwtAuthorizationProps', 'audience'],
  ['isuer', 'JwtAuthorizationProps', 'issuer'],
  ['stage', 'ApiOptions', 'stages'],
  ['forceNonce', 'ApiOptions', 'forceNonceCheck'],
])('%s in %s: the name that was meant is said', (name, place, meant) => {
  expect(refusal((stack) => void PLACES[place]?.(stack, { [name]: [] }))).toMatchObject({
    message: expect.stringContaining(`${name} is no property here; did you mean ${meant}?`),
  });
});

describe('a security property that is given but undefined is refused:', () => {
  test.each<[string, readonly string[]]>([
    ['JwtAuthorizationProps', ['issuer', 'audience', 'accessControl', 'forwardClaims', 'preventJtiReplay']],
    ['ApiGroupProps', ['secondLock', 'plugins', 'defaultAuthorization', 'backend']],
    [
      'ApiOptions',
      ['authorization', 'secondLock', 'plugins', 'stages', 'disableInternet', 'forceNonceCheck'],
    ],
    ['ExistingJwtPlugins', ['accessControl']],
    ['ExistingApiOptions', ['authorization', 'plugins']],
    ['CustomDomainOptions', ['certificate']],
    ['RequestParameterOptions', ['regularExpression', 'maxLength', 'enumValue']],
    ['PluginProps and a model', ['allowOrigins', 'allowMethods']],
  ])('%s: %s', (place, names) => {
    for (const name of names) {
      expect(refusal((stack) => void PLACES[place]?.(stack, { [name]: undefined }))).toMatchObject({
        message: expect.stringContaining(`${name} is given, but undefined`),
      });
    }
  });

  test('a member of a rule, and of a list', () => {
    const rules = [{ name: 'a', condition: '1 = 1', ifTrue: 'DENY', ifFalse: undefined }];
    const rule = (stack: Stack) => new AccessControlPlugin(stack, 'A', loose({ parameters: {}, rules }));
    expect(refusal((stack) => void rule(stack))).toMatchObject({
      message: expect.stringContaining('rules[0].ifFalse is given, but undefined'),
    });
    expect(refusal((stack) => void group(stack, { plugins: [undefined] }))).toMatchObject({
      message: expect.stringContaining('plugins[0] is given, but undefined'),
    });
  });
});

test('a property that opens nothing may be undefined', () => {
  const template = synth((stack) => void group(stack, { description: undefined, internetEnable: undefined }));
  expect(template).toEqual(synth((stack) => void group(stack)));
});

describe('a value of a wrong type is told by name, with the right one:', () => {
  test.each<[string, (stack: Stack) => unknown, string]>([
    [
      'one plug-in in place of a list',
      (s) => group(s, { plugins: new CorsPlugin(s, 'C', {}) }),
      'parameter-invalid: shop/Orders: has properties that are refused: plugins must be a list ([…]) whose items are a plug-in, or PerStage.of(…) of such, got an object',
    ],
    [
      'a text in place of a backend',
      (s) => group(s, { backend: 'https://a' }),
      "parameter-invalid: shop/Orders: has properties that are refused: backend must be a Backend: Backend.http('https://…'), got a text",
    ],
    [
      'one stage in place of a list',
      (s) => group(s, { stages: 'RELEASE' }),
      'parameter-invalid: shop/Orders: has properties that are refused: stages must be a list ([…]) whose items are one of TEST, PRE, RELEASE, got a text',
    ],
    [
      'a text in place of a flag',
      (s) => customers(s, loose({ preventJtiReplay: 'true' })),
      'parameter-invalid: shop/Customers: has properties that are refused: preventJtiReplay must be true or false, got a text',
    ],
    [
      'a flag in place of a reason',
      (s) => customers(s, loose({ bypassEmptyToken: true })),
      "parameter-invalid: shop/Customers: has properties that are refused: bypassEmptyToken must be PublicAccess.because('…'), got true",
    ],
    [
      'a lock of another kind',
      (s) => api(s, { secondLock: PublicAccess.because('a test') }),
      "parameter-invalid: shop/Orders 'GET /orders': has properties that are refused: secondLock must be AppAuthentication.of(…), got an object",
    ],
    [
      'a value of ROS as issuer',
      (s) => customers(s, loose({ issuer: parameter(s) })),
      "plugin-data-invalid: shop/Customers: has values of ROS that cannot stand in the data of a plug-in: issuer may be ended by a quote in the parameter Issuer: give it allowedValues, or an allowedPattern such as '^[A-Za-z0-9:/._-]+$'",
    ],
    [
      'the same as a text',
      (s) => customers(s, { issuer: ros.Token.asString(parameter(s)) }),
      "plugin-data-invalid: shop/Customers: has values of ROS that cannot stand in the data of a plug-in: issuer may be ended by a quote in the parameter Issuer: give it allowedValues, or an allowedPattern such as '^[A-Za-z0-9:/._-]+$'",
    ],
    [
      'nothing at all',
      (s) => new ApiGroup(s, 'G', undefined as Loose),
      'parameter-invalid: shop/G: properties must be an object, got undefined',
    ],
    [
      'a key in PEM',
      (s) => pem(s),
      'key-set-invalid: shop/Customers: keys must be a PublicKeySet (it is PEM: make a key set of it with jwt-gateway keys import NAME FILE)',
    ],
  ])('%s', (_, build, message) => {
    expect(refusalLine((stack) => void build(stack))).toBe(message);
  });
});

const parameter = (stack: Stack) =>
  new ros.RosParameter(stack, 'Issuer', { type: ros.RosParameterType.STRING }).value;

const pem = (stack: Stack) =>
  customers(stack, { keys: '-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----' as Loose });

const NO_JWT_AUTH =
  'the JWT authorization has no plug-in of type jwtAuth: nothing would check the token (take a JwtAuthorization, or JwtAuthorization.fromPluginIds with the id of a jwtAuth plug-in)';
const NO_AUTHORIZATION =
  "the authorization is none that is known (write a JwtAuthorization, AppAuthentication.of(), or PublicAccess.because('…') to open the route)";

describe('what would open a route, or fail at deployment, is refused:', () => {
  const app = AppAuthentication.of();
  const open = PublicAccess.because('a test');
  const cors = (s: Stack, id: string, pluginName: string) => new CorsPlugin(s, id, { pluginName });
  test.each<[string, (stack: Stack) => unknown, string]>([
    [
      'a JWT authorizer without a jwtAuth plug-in',
      (s) => group(s, { defaultAuthorization: { kind: 'jwt', plugins: [], forwards: [] } }).addApi('GET /a'),
      "authorization-missing: shop/Orders 'GET /a': the JWT authorization has no plug-in of type jwtAuth: nothing would check the token (take a JwtAuthorization, or JwtAuthorization.fromPluginIds with the id of a jwtAuth plug-in)",
    ],
    [
      'an authorization of no kind that there is',
      (s) => api(s, { authorization: { kind: 'none' } }),
      "authorization-missing: shop/Orders 'GET /orders': the authorization is none that is known (write a JwtAuthorization, AppAuthentication.of(), or PublicAccess.because('…') to open the route)",
    ],
    ...(
      [
        [
          'a JWT authorizer whose plug-ins are no list',
          { kind: 'jwt', plugins: 'jwtAuth', forwards: [] },
          true,
        ],
        [
          'a JWT authorizer that has other plug-ins only',
          { kind: 'jwt', plugins: [{ pluginType: 'cors' }], forwards: [] },
          true,
        ],
        ['app authentication without its apps', { kind: 'app' }, false],
        ['app authentication whose apps are no list', { kind: 'app', apps: 'a-1' }, false],
        ['an authorization by plug-ins that are no list', { kind: 'plugin', plugins: 'basicAuth' }, false],
        ['an authorization by no plug-in', { kind: 'plugin', plugins: [] }, false],
        ['public access whose reason is empty', { kind: 'public', reason: ' ' }, false],
        ['public access whose reason is no text', { kind: 'public', reason: 1 }, false],
      ] as const
    ).map(([title, authorization, isJwt]): [string, (stack: Stack) => unknown, string] => [
      title,
      (s) => api(s, { authorization }),
      `authorization-missing: shop/Orders 'GET /orders': ${isJwt ? NO_JWT_AUTH : NO_AUTHORIZATION}`,
    ]),
    [
      'a second lock beside app authentication',
      (s) => api(s, { authorization: app, secondLock: app }),
      "authorization-missing: shop/Orders 'GET /orders': has a secondLock beside an authorization it cannot add to: AppAuthentication is the lock already (leave secondLock out, or write authorization: secondLock in place of both)",
    ],
    [
      'an existing API that is to be public',
      (s) => group(s).addExistingApi('GET /a', { apiId: 'a-1', authorization: open as Loose }),
      "authorization-missing: shop/Orders 'GET /a': an existing API cannot be made public here (its AuthType belongs to whoever made it; give it a JwtAuthorization)",
    ],
    [
      'an existing API that is to be for apps',
      (s) => group(s).addExistingApi('GET /a', { apiId: 'a-1', authorization: app as Loose }),
      "authorization-missing: shop/Orders 'GET /a': an existing API cannot be made app here (its AuthType belongs to whoever made it; give it a JwtAuthorization)",
    ],
    [
      'a plug-in as authorization that is none',
      () => PluginAuthorization.of(undefined as Loose),
      'authorization-missing: PluginAuthorization.of: a plug-in of type undefined does not ask callers who they are (it takes one of type basicAuth or remoteAuth; for jwtAuth write a JwtAuthorization)',
    ],
    [
      'a parameter as other frameworks write it, in the middle of a path',
      (s) => group(s).addApi('GET /x/:order-id/y'),
      'route-invalid: shop/Orders: :order-id would be the very text of the path: write [order-id] (a path parameter stands in square brackets: /x/[order-id]/y)',
    ],
    [
      'a parameter in braces',
      (s) => group(s).addApi('GET /x/{id}'),
      'route-invalid: shop/Orders: "GET /x/{id}" is not a route: path has characters that RFC 3986 does not allow in a path: {id} (a route is written like \'GET /orders/[orderId]\')',
    ],
    [
      'public access without its reason',
      (s) => api(s, { authorization: { kind: 'public' } }),
      "authorization-missing: shop/Orders 'GET /orders': the authorization is none that is known (write a JwtAuthorization, AppAuthentication.of(), or PublicAccess.because('…') to open the route)",
    ],
    [
      'a second lock beside public access',
      (s) => api(s, { authorization: open, secondLock: app }),
      "authorization-missing: shop/Orders 'GET /orders': has a secondLock beside an authorization it cannot add to: PublicAccess lets everybody in (leave secondLock out, or write authorization: secondLock in place of both)",
    ],
    [
      'two groups of one name',
      (s) => [group(s), vpcGroup(s)],
      'name-invalid: shop/Other: group name "orders" is that of shop/Orders already (each takes a name of its own)',
    ],
    [
      'two plug-ins of one name',
      (s) => [cors(s, 'A', 'browsers'), cors(s, 'B', 'browsers')],
      'name-invalid: shop/B: plug-in name "browsers" is that of shop/A already (each takes a name of its own)',
    ],
    [
      'two VPC accesses of one name',
      (s) => [vpc(s), new VpcAccess(s, 'B', { name: 'orders', vpcId: 'v', instanceId: 'i', port: 1 })],
      'name-invalid: shop/B: VPC access name "orders" is that of shop/Vpc already (each takes a name of its own)',
    ],
    [
      'two APIs of one name in a group',
      (s) => {
        const orders = group(s);
        orders.addApi('GET /a', { apiName: 'same' });
        orders.addApi('GET /b', { apiName: 'same' });
      },
      'name-invalid: shop/Orders \'GET /b\': API name "same" is that of shop/Orders/GET --a already (each takes a name of its own)',
    ],
    [
      'a limit for one app above that of the API',
      (s) => new TrafficControlPlugin(s, 'L', { unit: 'MINUTE', apiDefault: 10, appDefault: 11 }),
      'plugin-data-invalid: shop/L: not the data of a trafficControl plug-in: $.appDefault must not be above apiDefault (10), got 11',
    ],
    [
      'a denial with the status of a success',
      (s) =>
        new AccessControlPlugin(s, 'A', {
          parameters: { role: 'Token:role' },
          rules: [{ name: 'r', condition: "$role = 'guest'", ifTrue: 'DENY', statusCode: 204 }],
        }),
      'plugin-data-invalid: shop/A: rule r denies with the status 204 of a success (write statusCode: 403)',
    ],
    [
      'a parameter as other frameworks write it',
      (s) => group(s).addApi('GET /x/:id'),
      'route-invalid: shop/Orders: :id would be the very text of the path: write [id] (a path parameter stands in square brackets: /x/[id])',
    ],
    [
      'a parameter with a dollar',
      (s) => group(s).addApi('GET /$id'),
      'route-invalid: shop/Orders: $id would be the very text of the path: write [id] (a path parameter stands in square brackets: /[id])',
    ],
    [
      'an id that is taken',
      (s) => [group(s), group2(s)],
      'logical-id-duplicate: shop: has a construct with the id "Orders" already (give one of the two another id)',
    ],
    [
      'no scope',
      () => new ApiGroup(undefined as Loose, 'G', {} as Loose),
      "parameter-invalid: G: new ApiGroup(scope, id, …): the scope must be a stack or a construct of one (in the constructor of a stack it is 'this')",
    ],
    [
      'the app as scope',
      () => new CorsPlugin(new ros.App() as Loose, 'C', {}),
      "parameter-invalid: the app: new CorsPlugin(scope, id, …): resources stand in a stack, not in the app (make a ros.Stack in the app, and this in the stack: new ros.Stack(app, 'Shop'))",
    ],
    [
      'an id that is none',
      (s) => new CorsPlugin(s, undefined as Loose, {}),
      'parameter-invalid: shop: new CorsPlugin(scope, id, …): the id must be a text that is not empty',
    ],
    [
      'a stage that there is not',
      (s) => group(s, { stages: ['PROD'] }),
      'stage-unknown: shop/Orders: stages: got PROD; allowed: TEST, PRE, RELEASE',
    ],
  ])('%s', (_, build, message) => {
    expect(refusalLine((stack) => void build(stack))).toBe(message);
  });

  const vpcGroup = (s: Stack) => new ApiGroup(s, 'Other', { groupName: 'orders', stages: ['RELEASE'] });
  const group2 = (s: Stack) => new ApiGroup(s, 'Orders', { groupName: 'others', stages: ['RELEASE'] });
});

test('several issuers are accepted, each by its own name', () => {
  expect(refusal((s) => void customers(s, { issuer: ['https://a.example', 'https://b.example'] }))).toBe(
    'accepted',
  );
  expect(KEYS.keys).toHaveLength(1);
});

describe('a property of another type is told what it must be, for each of', () => {
  test.each(Object.entries(PLACES))('%s', (place, give) => {
    const said = Object.keys(WORDS[place] ?? {}).map((name) => {
      const line = refusalLine((stack) => void give(stack, { [name]: () => 1 }));
      return [name, new RegExp(`[ .]${name} must be (.*), got a function$`).exec(line)?.[1]];
    });
    expect(Object.fromEntries(said)).toEqual(WORDS[place]);
  });

  test('all properties that there are', () => {
    const named = Object.entries(PLACES).map(([place, give]) => {
      const line = refusalLine((stack) => void give(stack, { nobodyKnowsThis: 1 }));
      // The other names are told by the model of the plug-in.
      const others = place === 'PluginProps and a model' ? Object.keys(WORDS[place] ?? {}).join(', ') : '';
      return [place, /nobodyKnowsThis is no property here; there are (.*)$/.exec(line)?.[1] ?? others];
    });
    const listed = Object.entries(WORDS).map(([place, words]) => [place, Object.keys(words).join(', ')]);
    expect(Object.fromEntries(named)).toEqual(Object.fromEntries(listed));
  });
});

import {
  api,
  bound,
  denying,
  jwt,
  jwtData,
  plugin,
  published,
  type Resources,
  ref,
  shop,
} from '../rules/gateway-template';

/** Two templates and why they are compared. */
export interface Case {
  readonly name: string;
  readonly before: Resources;
  readonly after: Resources;
}

const orders = (properties: object = {}, config: object = {}): Resources => ({
  ...api('Orders', 'GET /orders', { properties, config }),
  ...published('Orders', 'RELEASE'),
});

const withPlugin = (type: string, data: object): Resources => ({
  ...shop,
  ...orders(),
  ...plugin('It', type, data),
  ...bound('Orders', 'It'),
});

const token = (more: object): Resources => ({
  ...shop,
  ...orders(),
  ...jwt('Customers', more),
  ...bound('Orders', 'Customers'),
});

const EC = jwtData() as { jwk: Record<string, string> };
const key = (kid: string, x = EC.jwk.x): object => ({ ...EC.jwk, kid, x });
/** Another point of the same curve: RFC 7517, appendix A.1. */
const OTHER = {
  kty: 'EC',
  crv: 'P-256',
  x: 'MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4',
  y: '4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM',
  alg: 'ES256',
};
const keys = (...jwks: object[]): Resources => {
  const { jwk, ...data } = jwtData() as { jwk: object };
  return {
    ...shop,
    ...orders(),
    ...plugin('Customers', 'jwtAuth', { ...data, jwks }),
    ...bound('Orders', 'Customers'),
  };
};

const claims = (condition: string | undefined, ...rules: object[]): Resources =>
  withPlugin('accessControl', {
    parameters: { iss: 'Token:iss', role: 'Token:role' },
    rules: [...(condition === undefined ? [] : [{ name: 'issuer', condition, ifFalse: 'DENY' }]), ...rules],
  });

const parameter = (more: object): Resources => ({
  ...shop,
  ...orders({
    RequestParameters: [
      { ApiParameterName: 'page', Location: 'QUERY', ParameterType: 'String', Required: 'OPTION', ...more },
    ],
  }),
});

const backend = (more: object): Resources => ({
  ...shop,
  ...orders({
    ServiceConfig: {
      ServiceAddress: 'https://a.example.com',
      ServiceProtocol: 'HTTPS',
      ServicePath: '/orders',
      ...more,
    },
  }),
});

const group = (properties: object): Resources => ({
  ...orders(),
  Shop: { Type: 'ALIYUN::ApiGateway::Group', Properties: { GroupName: 'shop', ...properties } },
});

const domain = (properties: object = {}, others: object = {}): Resources => ({
  Domain: {
    Type: 'ALIYUN::ApiGateway::CustomDomain',
    Properties: { DomainName: 'api.example.com', GroupId: ref('Shop'), ...properties },
    ...others,
  },
});

const other = (type: string, Properties: object): Resources => ({ It: { Type: type, Properties } });

export const CASES: readonly Case[] = [
  { name: 'a public route', before: shop, after: { ...shop, ...orders() } },
  {
    name: 'a protected route on a live group',
    before: shop,
    after: { ...shop, ...orders(), ...jwt('Customers'), ...bound('Orders', 'Customers') },
  },
  {
    name: 'a route that is not published',
    before: shop,
    after: { ...shop, ...api('Orders', 'GET /orders') },
  },
  {
    name: 'a route nobody can judge',
    before: shop,
    after: { ...shop, ...orders({ AuthType: ref('AuthType') }) },
  },
  {
    name: 'a stage beside the production domain',
    before: { ...token({}), ...domain() },
    after: { ...token({}), ...domain(), ...published('Orders', 'TEST') },
  },
  {
    name: 'a protected stage',
    before: token({}),
    after: {
      ...token({}),
      ...published('Orders', 'TEST'),
      ...bound('Orders', 'Customers', { stage: 'TEST' }),
    },
  },
  { name: 'the only lock', before: { ...shop, ...orders() }, after: token({}) },
  { name: 'an app', before: { ...shop, ...orders() }, after: { ...shop, ...orders({ AuthType: 'APP' }) } },
  { name: 'an app for a token', before: { ...shop, ...orders({ AuthType: 'APP' }) }, after: token({}) },
  {
    name: 'a second lock',
    before: token({}),
    after: { ...token({}), ...orders({ AuthType: 'APP' }) },
  },
  {
    name: 'an AuthType that ROS fills in',
    before: { ...shop, ...orders() },
    after: { ...shop, ...orders({ AuthType: ref('AuthType') }) },
  },
  {
    name: 'the reason for public access',
    before: { ...shop, ...api('Orders', 'GET /orders'), ...published('Orders', 'RELEASE') },
    after: {
      ...shop,
      ...api('Orders', 'GET /orders', { metadata: { PublicAccess: 'a price list' } }),
      ...published('Orders', 'RELEASE'),
    },
  },
  { name: 'another domain', before: { ...shop, ...orders() }, after: { ...shop, ...orders(), ...domain() } },
  {
    name: 'a domain of another group',
    before: {
      ...shop,
      ...orders(),
      ...domain(),
      Other: { Type: 'ALIYUN::ApiGateway::Group', Properties: { GroupName: 'other' } },
    },
    after: {
      ...shop,
      ...orders(),
      ...domain({ GroupId: ref('Other') }),
      Other: { Type: 'ALIYUN::ApiGateway::Group', Properties: { GroupName: 'other' } },
    },
  },
  {
    name: 'a certificate',
    before: {
      ...shop,
      ...domain({ CertificateBody: '-----BEGIN CERTIFICATE-----a', CertificatePrivateKey: 'secret a' }),
    },
    after: {
      ...shop,
      ...domain({ CertificateBody: '-----BEGIN CERTIFICATE-----b', CertificatePrivateKey: 'secret b' }),
    },
  },
  { name: 'a token that may be missing', before: token({}), after: token({ bypassEmptyToken: true }) },
  { name: 'a switch written out', before: token({}), after: token({ bypassEmptyToken: false }) },
  { name: 'a token past its expiry', before: token({}), after: token({ ignoreExpirationCheck: true }) },
  { name: 'a token used twice', before: token({ preventJtiReplay: true }), after: token({}) },
  { name: 'a key more', before: keys(key('a')), after: keys(key('a'), { ...OTHER, kid: 'b' }) },
  { name: 'all keys at once', before: keys(key('a')), after: keys({ ...OTHER, kid: 'b' }) },
  {
    name: 'one kid, another key',
    before: keys(key('a'), RSA('r', 1)),
    after: keys({ ...OTHER, kid: 'a' }, RSA('r', 1)),
  },
  { name: 'another kid for a key', before: keys(key('a')), after: keys(key('b')) },
  { name: 'a list for one key', before: token({}), after: keys(key('rules-1')) },
  { name: 'a token in the query', before: token({}), after: token({ parameterLocation: 'query' }) },
  { name: 'a token in a parameter', before: token({}), after: token({ parameterLocation: undefined }) },
  { name: 'a token of another name', before: token({}), after: token({ parameter: 'X-Token' }) },
  {
    name: 'a claim for the backend',
    before: token({}),
    after: token({ claimParameters: [{ claimName: 'sub', parameterName: 'X-User', location: 'header' }] }),
  },
  {
    name: 'a claim under another name',
    before: token({ claimParameters: [{ claimName: 'sub', parameterName: 'X-Id', location: 'header' }] }),
    after: token({ claimParameters: [{ claimName: 'sub', parameterName: 'X-User', location: 'header' }] }),
  },
  {
    name: 'a key of the plug-in that we do not know',
    before: token({}),
    after: token({ orAppAuth: true }),
  },
  {
    name: 'an issuer',
    before: claims(undefined, { name: 'role', condition: "$role = 'a'", ifFalse: 'DENY' }),
    after: claims("$iss = 'a'", { name: 'role', condition: "$role = 'a'", ifFalse: 'DENY' }),
  },
  { name: 'two issuers', before: claims("$iss = 'a'"), after: claims("$iss = 'a' or $iss = 'b'") },
  { name: 'another issuer', before: claims("$iss = 'a'"), after: claims("$iss = 'b'") },
  { name: 'an issuer by a condition', before: claims("$iss = 'a'"), after: claims("$iss like 'a%'") },
  {
    name: 'a rule',
    before: claims("$iss = 'a'"),
    after: claims("$iss = 'a'", { name: 'role', condition: "$role = 'a'", ifFalse: 'DENY' }),
  },
  {
    name: 'a rule that allows',
    before: claims("$iss = 'a'"),
    after: claims("$iss = 'a'", { name: 'role', condition: "$role = 'a'", ifTrue: 'ALLOW' }),
  },
  {
    name: 'the condition of a rule',
    before: claims("$iss = 'a'", { name: 'role', condition: "$role = 'a'", ifFalse: 'DENY' }),
    after: claims("$iss = 'a'", { name: 'role', condition: "$role = 'b'", ifFalse: 'DENY' }),
  },
  {
    name: 'the words of a denial',
    before: claims("$iss = 'a'", { name: 'role', condition: "$role = 'a'", ifFalse: 'DENY' }),
    after: claims("$iss = 'a'", {
      name: 'role',
      condition: "$role = 'a'",
      ifFalse: 'DENY',
      errorMessage: 'no',
    }),
  },
  {
    name: 'the order of rules',
    before: claims(
      undefined,
      { name: 'a', condition: "$role = 'a'", ifTrue: 'ALLOW' },
      { name: 'b', condition: "$role = 'b'", ifTrue: 'DENY' },
    ),
    after: claims(
      undefined,
      { name: 'b', condition: "$role = 'b'", ifTrue: 'DENY' },
      { name: 'a', condition: "$role = 'a'", ifTrue: 'ALLOW' },
    ),
  },
  {
    name: 'an access control plug-in',
    before: { ...shop, ...orders() },
    after: { ...shop, ...orders(), ...denying('It', 'Token:role'), ...bound('Orders', 'It') },
  },
  {
    name: 'an origin more',
    before: withPlugin('cors', { allowOrigins: 'https://a.example.com' }),
    after: withPlugin('cors', { allowOrigins: 'https://a.example.com,https://b.example.com' }),
  },
  {
    name: 'any origin',
    before: withPlugin('cors', { allowOrigins: 'https://a.example.com' }),
    after: withPlugin('cors', {}),
  },
  {
    name: 'another origin and cookies',
    before: withPlugin('cors', { allowOrigins: 'https://a.example.com' }),
    after: withPlugin('cors', { allowOrigins: 'https://b.example.com', allowCredentials: true }),
  },
  {
    name: 'for how long a preflight is good',
    before: withPlugin('cors', { maxAge: 1 }),
    after: withPlugin('cors', { maxAge: 2 }),
  },
  {
    name: 'an address more',
    before: withPlugin('ipControl', { type: 'ALLOW', items: [{ blocks: ['10.0.0.0/9'] }] }),
    after: withPlugin('ipControl', { type: 'ALLOW', items: [{ blocks: ['10.0.0.0/8', '2001:db8::/32'] }] }),
  },
  {
    name: 'an address refused',
    before: withPlugin('ipControl', { type: 'REFUSE', items: [{ blocks: ['10.0.0.1'] }] }),
    after: withPlugin('ipControl', { type: 'REFUSE', items: [{ blocks: ['10.0.0.0/31'] }] }),
  },
  {
    name: 'the same addresses in other words',
    before: withPlugin('ipControl', { type: 'ALLOW', items: [{ blocks: ['10.0.0.0/9', '10.128.0.0/9'] }] }),
    after: withPlugin('ipControl', { type: 'ALLOW', items: [{ blocks: ['10.0.0.0/8'] }] }),
  },
  {
    name: 'addresses of an app',
    before: withPlugin('ipControl', { type: 'ALLOW', items: [{ blocks: ['10.0.0.1'] }] }),
    after: withPlugin('ipControl', {
      type: 'ALLOW',
      items: [{ blocks: ['10.0.0.1'] }, { blocks: ['10.0.0.2'], appId: 7 }],
    }),
  },
  {
    name: 'a dataset',
    before: withPlugin('ipControl', { type: 'ALLOW', items: [{ blocksDatasetId: 'a' }] }),
    after: withPlugin('ipControl', { type: 'ALLOW', items: [{ blocksDatasetId: 'b' }] }),
  },
  {
    name: 'more calls',
    before: withPlugin('trafficControl', { unit: 'MINUTE', apiDefault: 10 }),
    after: withPlugin('trafficControl', { unit: 'MINUTE', apiDefault: 20 }),
  },
  {
    name: 'another unit',
    before: withPlugin('trafficControl', { unit: 'SECOND', apiDefault: 10 }),
    after: withPlugin('trafficControl', { unit: 'DAY', apiDefault: 100 }),
  },
  {
    name: 'a limit for apps',
    before: withPlugin('trafficControl', { unit: 'DAY', apiDefault: 10 }),
    after: withPlugin('trafficControl', { unit: 'DAY', apiDefault: 10, userDefault: 5 }),
  },
  {
    name: 'a TrafficControl',
    before: {
      ...shop,
      ...other('ALIYUN::ApiGateway::TrafficControl', { TrafficControlUnit: 'DAY', ApiDefault: 10 }),
    },
    after: {
      ...shop,
      ...other('ALIYUN::ApiGateway::TrafficControl', { TrafficControlUnit: 'DAY', ApiDefault: 20 }),
    },
  },
  {
    name: 'an authorized app',
    before: { ...shop, ...other('ALIYUN::ApiGateway::Authorization', { ApiIds: ['a'], AppIds: ['x'] }) },
    after: { ...shop, ...other('ALIYUN::ApiGateway::Authorization', { ApiIds: ['a'], AppIds: ['y', 'x'] }) },
  },
  {
    name: 'an authorization',
    before: shop,
    after: { ...shop, ...other('ALIYUN::ApiGateway::Authorization', { ApiIds: ['a'], AppIds: ['x', 'y'] }) },
  },
  {
    name: 'another plug-in on a route',
    before: { ...token({}), ...jwt('Partners', { parameter: 'X-Token' }) },
    after: {
      ...token({}),
      ...jwt('Partners', { parameter: 'X-Token' }),
      ...bound('Orders', 'Partners', { id: 'OrdersCustomersRELEASE' }),
    },
  },
  {
    name: 'a plug-in of another type',
    before: withPlugin('caching', { duration: 1 }),
    after: withPlugin('logMask', { duration: 1 }),
  },
  {
    name: 'the users of a plug-in',
    before: withPlugin('basicAuth', { users: [{ username: 'a', password: 'secret-a' }] }),
    after: withPlugin('basicAuth', { users: [{ username: 'a', password: 'secret-b' }] }),
  },
  {
    name: 'a plug-in nobody reads',
    before: withPlugin('routing', { routes: [{ name: 'a', condition: '$a = 1' }] }),
    after: withPlugin('routing', { routes: [{ name: 'a', condition: '$a = 2' }] }),
  },
  {
    name: 'plain HTTP',
    before: { ...shop, ...orders() },
    after: { ...shop, ...orders({}, { RequestProtocol: 'HTTP,HTTPS' }) },
  },
  {
    name: 'plain HTTP only',
    before: { ...shop, ...orders({}, { RequestProtocol: 'HTTP,HTTPS' }) },
    after: { ...shop, ...orders({}, { RequestProtocol: 'HTTP' }) },
  },
  {
    name: 'everything passed on',
    before: { ...shop, ...orders() },
    after: { ...shop, ...orders({}, { RequestMode: 'PASSTHROUGH' }) },
  },
  { name: 'a parameter', before: { ...shop, ...orders() }, after: parameter({}) },
  {
    name: 'a parameter that must be given',
    before: { ...shop, ...orders() },
    after: parameter({ Required: 'REQUIRED' }),
  },
  { name: 'a parameter elsewhere', before: parameter({}), after: parameter({ Location: 'HEAD' }) },
  {
    name: 'a parameter that may be left out',
    before: parameter({ Required: 'REQUIRED' }),
    after: parameter({}),
  },
  { name: 'a longer parameter', before: parameter({ MaxLength: 10 }), after: parameter({ MaxLength: 20 }) },
  { name: 'a pattern', before: parameter({}), after: parameter({ RegularExpression: '^a$' }) },
  {
    name: 'another pattern',
    before: parameter({ RegularExpression: '^a$' }),
    after: parameter({ RegularExpression: '^b$' }),
  },
  {
    name: 'values to choose from',
    before: parameter({ EnumValue: 'a,b' }),
    after: parameter({ EnumValue: 'a,b,c' }),
  },
  { name: 'a default', before: parameter({ DefaultValue: '1' }), after: parameter({ DefaultValue: '2' }) },
  { name: 'a number for a text', before: parameter({}), after: parameter({ ParameterType: 'Int' }) },
  {
    name: 'the name of a path parameter',
    before: {
      ...shop,
      ...api('Orders', 'GET /orders/[id]', {
        properties: {
          RequestParameters: [{ ApiParameterName: 'id', Location: 'PATH', Required: 'REQUIRED' }],
        },
      }),
    },
    after: {
      ...shop,
      ...api('Orders', 'GET /orders/[orderId]', {
        properties: {
          RequestParameters: [{ ApiParameterName: 'orderId', Location: 'PATH', Required: 'REQUIRED' }],
        },
      }),
    },
  },
  {
    name: 'a route for VPCs',
    before: { ...shop, ...orders() },
    after: { ...shop, ...orders({ DisableInternet: true }) },
  },
  { name: 'the sub-domain', before: group({ InternetEnable: false }), after: group({}) },
  {
    name: 'the network of a group',
    before: group({ VpcIntranetEnable: false }),
    after: group({ VpcIntranetEnable: true }),
  },
  { name: 'a base path', before: group({}), after: group({ BasePath: '/v1' }) },
  {
    name: 'a backend in plain text',
    before: backend({}),
    after: backend({ ServiceProtocol: 'HTTP', ServiceAddress: 'http://a.example.com' }),
  },
  {
    name: 'another backend',
    before: backend({}),
    after: backend({ ServiceAddress: 'https://user:secret@b.example.com', ServiceTimeOut: 10 }),
  },
  { name: 'a mock', before: backend({}), after: backend({ Mock: 'TRUE' }) },
  {
    name: 'a stage variable',
    before: {
      ...shop,
      ...other('ALIYUN::ApiGateway::StageConfig', { Variables: { a: '1', password: 'secret-a' } }),
    },
    after: {
      ...shop,
      ...other('ALIYUN::ApiGateway::StageConfig', { Variables: { a: '2', password: 'secret-b' } }),
    },
  },
  {
    name: 'what a domain waits for',
    before: { ...token({}), ...domain({}, { DependsOn: ['OrdersCustomersRELEASE'] }) },
    after: { ...token({}), ...domain() },
  },
  {
    name: 'what ROS keeps',
    before: { ...shop, ...domain() },
    after: { ...shop, ...domain({}, { DeletionPolicy: 'Retain' }) },
  },
  {
    name: 'a logical id of a route',
    before: { ...shop, ...orders() },
    after: { ...shop, ...api('List', 'GET /orders'), ...published('List', 'RELEASE') },
  },
  {
    name: 'a logical id of a plug-in',
    before: token({}),
    after: { ...shop, ...orders(), ...jwt('Clients'), ...bound('Orders', 'Clients') },
  },
  {
    name: 'a resource of another service',
    before: shop,
    after: { ...shop, ...other('ALIYUN::ECS::VPC', { CidrBlock: '10.0.0.0/8' }) },
  },
  {
    name: 'a property of another service',
    before: { ...shop, ...other('ALIYUN::ECS::VPC', { CidrBlock: '10.0.0.0/8' }) },
    after: { ...shop, ...other('ALIYUN::ECS::VPC', { CidrBlock: '10.0.0.0/9' }) },
  },
  {
    name: 'a description',
    before: { ...shop, ...orders() },
    after: { ...shop, ...orders({ Description: 'orders' }) },
  },
  {
    name: 'a property nobody knows',
    before: { ...shop, ...orders() },
    after: { ...shop, ...orders({ ForceNonceCheck: true }) },
  },
  {
    name: 'another group for a route',
    before: {
      ...shop,
      ...orders(),
      Other: { Type: 'ALIYUN::ApiGateway::Group', Properties: { GroupName: 'other' } },
    },
    after: {
      ...shop,
      ...orders({ GroupId: ref('Other') }),
      Other: { Type: 'ALIYUN::ApiGateway::Group', Properties: { GroupName: 'other' } },
    },
  },
  {
    name: 'true as a text',
    before: { ...shop, ...orders({ DisableInternet: true }) },
    after: { ...shop, ...orders({ DisableInternet: 'true' }) },
  },
];

function RSA(kid: string, length: number): object {
  const modulus = `${'w'.repeat(340)}${'A'.repeat(length)}w`;
  return { kty: 'RSA', n: modulus, e: 'AQAB', kid, alg: 'RS256' };
}

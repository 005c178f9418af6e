import type { Loose } from '../model/sample';
import { configText, consumer, GET_ORDER, getAtt, jwtAuth, modelOf, ORDERS, shop, words } from './sample';
import { TWELVE } from './twelve';

const GOOD = { consumers: [consumer()] };
const LOCKED = jwtAuth('HttpApi', ORDERS, GOOD);
const protections = (resources: Loose) =>
  words(modelOf(resources)).map((text) => text.split(' ').slice(2).join(' '));

test.each(TWELVE)('%s', (_, resources, expected) => {
  expect(protections(resources)).toEqual(expected);
});

test('a route is its method and its whole address, in the words of every other route', () => {
  const [route] = modelOf(shop({ A: LOCKED })).routes;
  expect(route?.route).toMatchObject({ method: 'GET', path: '/orders/[id]' });
  expect(route?.group).toMatchObject({ name: 'orders', basePath: '/shop' });
  expect(route?.stages.map(({ stage }) => stage)).toEqual(['any']);
});

test('a lock says whose tokens open it, by which keys, and where they may stand', () => {
  const [route] = modelOf(shop({ A: LOCKED })).routes;
  expect(route?.stages[0]?.protection).toMatchObject({
    locks: [
      {
        plugin: 'JwtPlugin',
        consumers: [
          {
            name: 'shop',
            issuer: 'https://login.example.com',
            audience: 'orders',
            keys: [{ kty: 'RSA', alg: 'RS256', kid: 'k1' }],
            places: ['header Authorization'],
            clockSkewSeconds: 0,
          },
        ],
      },
    ],
  });
});

const without = ({ Publish: _, ...others }: Loose): Loose => others;
const autoDeploy = (value: Loose | boolean): Loose => {
  const { Orders, ...others } = without(shop({ A: LOCKED }));
  const [config] = Orders.Properties.DeployConfigs;
  return {
    ...others,
    Orders: {
      ...Orders,
      Properties: { ...Orders.Properties, DeployConfigs: [{ ...config, AutoDeploy: value }] },
    },
  };
};

test.each<[string, Loose, readonly string[]]>([
  ['nothing publishes it', without(shop({ A: LOCKED })), ['not published', 'not published']],
  ['AutoDeploy', autoDeploy(true), ['jwt-auth', 'jwt-auth']],
  ['no AutoDeploy', autoDeploy(false), ['not published', 'not published']],
])('publication: %s', (_, resources, expected) => {
  expect(protections(resources)).toEqual(expected);
});

const maybe = { 'Fn::If': ['IsProd', true, false] };
const otherPlugin = (type: string): Loose => ({
  Type: 'ALIYUN::APIG::Plugin',
  Properties: {
    GatewayId: 'gw-1',
    PluginClassId: {
      'Fn::Jq': [
        'First',
        `.[] | select(.PluginClassName=="${type}") | .PluginClassId`,
        getAtt('Classes', 'PluginClasses'),
      ],
    },
  },
});
const CONSUMER: Loose = {
  Type: 'ALIYUN::APIG::Consumer',
  Properties: { Name: 'partner', ApikeyIdentityConfig: { Type: 'Apikey' } },
};
const consumerRule = (identifier: Loose): Loose => ({
  Type: 'ALIYUN::APIG::ConsumerAuthorizationRule',
  Properties: {
    ConsumerId: getAtt('C', 'ConsumerId'),
    ResourceType: 'HttpApiRoute',
    ResourceIdentifier: identifier,
  },
});
const policy = (name: string, kind: string, ids: Loose): Loose => ({
  Type: 'ALIYUN::APIG::Policy',
  Properties: {
    PolicyClassName: name,
    PolicyConfig: '{}',
    GatewayId: 'gw-1',
    EnvironmentId: 'env-1',
    AttachResourceType: kind,
    AttachResourceIds: ids,
  },
});

test.each<[string, Loose, readonly string[]]>([
  ['Enable is not known', { A: jwtAuth('HttpApi', ORDERS, GOOD, { Enable: maybe }) }, ['unknown', 'unknown']],
  [
    'what it is attached to is not known',
    { A: jwtAuth('Operation', { Ref: 'Ids' }, GOOD) },
    ['unknown', 'unknown'],
  ],
  [
    'the kind of what it is attached to is not known',
    { A: jwtAuth('Elsewhere', ORDERS, GOOD) },
    ['unknown', 'unknown'],
  ],
  ['an operation of another template', { A: jwtAuth('Operation', ['op-1'], GOOD) }, ['public', 'public']],
  [
    'the configuration is no Base64',
    { A: jwtAuth('HttpApi', ORDERS, GOOD, { PluginInfo: { PluginConfig: '%%%' } }) },
    ['unknown', 'unknown'],
  ],
  [
    'the configuration is no YAML',
    {
      A: jwtAuth('HttpApi', ORDERS, GOOD, {
        PluginInfo: { PluginConfig: Buffer.from('a: [').toString('base64') },
      }),
    },
    ['unknown', 'unknown'],
  ],
  [
    'the configuration is a parameter',
    { A: jwtAuth('HttpApi', ORDERS, GOOD, { PluginInfo: { PluginConfig: { Ref: 'Config' } } }) },
    ['unknown', 'unknown'],
  ],
  [
    'keys that are fetched',
    { A: jwtAuth('HttpApi', ORDERS, { consumers: [{ name: 'a', remote_jwks: { uri: '/keys' } }] }) },
    ['unknown', 'unknown'],
  ],
  [
    'one plug-in is attached to one thing twice',
    { A: LOCKED, B: jwtAuth('HttpApi', ORDERS, GOOD) },
    ['unknown', 'unknown'],
  ],
  [
    'an attachment to a domain',
    { A: LOCKED, B: jwtAuth('GatewayDomain', ['d-1'], GOOD) },
    ['unknown', 'unknown'],
  ],
  [
    'an operation’s rule is weaker than its API’s',
    { A: LOCKED, B: jwtAuth('Operation', GET_ORDER, { ...GOOD, global_auth: false }) },
    ['public', 'jwt-auth'],
  ],
  [
    'the plug-in is installed elsewhere, and its whole-gateway part says no global_auth',
    { A: jwtAuth('Gateway', ['gw-1'], GOOD, { PluginInfo: { PluginId: 'pl-1' } }) },
    ['unknown', 'unknown'],
  ],
  [
    'the plug-in is found by its name, and its part says global_auth',
    {
      Found: {
        Type: 'DATASOURCE::APIG::Plugins',
        Properties: { GatewayId: 'gw-1', PluginClassName: 'jwt-auth' },
      },
      A: jwtAuth(
        'Gateway',
        ['gw-1'],
        { ...GOOD, global_auth: true },
        {
          PluginInfo: { PluginId: { 'Fn::Select': [0, getAtt('Found', 'PluginIds')] } },
        },
      ),
    },
    ['jwt-auth', 'jwt-auth'],
  ],
  [
    'the same without global_auth',
    {
      Found: {
        Type: 'DATASOURCE::APIG::Plugins',
        Properties: { GatewayId: 'gw-1', PluginClassName: 'jwt-auth' },
      },
      A: jwtAuth('Gateway', ['gw-1'], GOOD, {
        PluginInfo: { PluginId: { 'Fn::Select': [0, getAtt('Found', 'PluginIds')] } },
      }),
    },
    ['unknown', 'unknown'],
  ],
  [
    'another plug-in that may ask for something',
    {
      Other: otherPlugin('key-auth'),
      B: jwtAuth('HttpApi', ORDERS, {}, { PluginInfo: { PluginId: getAtt('Other', 'PluginId') } }),
    },
    ['unknown', 'unknown'],
  ],
  [
    'the plug-in is in another gateway than the API',
    {
      JwtPlugin: {
        Type: 'ALIYUN::APIG::Plugin',
        Properties: { ...otherPlugin('jwt-auth').Properties, GatewayId: 'gw-2' },
      },
      A: LOCKED,
    },
    ['unknown', 'unknown'],
  ],
  ['a policy that authenticates', { P: policy('JWTAuth', 'Gateway', ['gw-1']) }, ['unknown', 'unknown']],
  ['a policy that nobody knows', { P: policy('Newest', 'HttpApi', ORDERS) }, ['unknown', 'unknown']],
  [
    'such a policy beside jwt-auth',
    { A: LOCKED, P: policy('JWTAuth', 'Gateway', ['gw-1']) },
    ['jwt-auth', 'jwt-auth'],
  ],
  [
    'a consumer is let in to one operation',
    { C: CONSUMER, R: consumerRule({ ResourceId: GET_ORDER[0] }) },
    ['unknown', 'public'],
  ],
  [
    'a consumer is let in to an API',
    { C: CONSUMER, R: consumerRule({ ResourceId: ORDERS[0] }) },
    ['unknown', 'unknown'],
  ],
  [
    'a consumer is let in to an operation of an API',
    { R: consumerRule({ ResourceId: 'op-1', ParentResourceId: ORDERS[0] }) },
    ['unknown', 'unknown'],
  ],
  [
    'a consumer is let in to what a list names, not all of it known',
    { C: CONSUMER, R: consumerRule({ Resources: [GET_ORDER[0], { Ref: 'Id' }] }) },
    ['unknown', 'unknown'],
  ],
  [
    'a consumer is let in to what cannot be read',
    { C: CONSUMER, R: consumerRule({ Ref: 'Identifier' }) },
    ['unknown', 'unknown'],
  ],
  [
    'a consumer is let in on a condition',
    { C: CONSUMER, R: { ...consumerRule({ ResourceId: ORDERS[0] }), Condition: 'IsProd' } },
    ['unknown', 'unknown'],
  ],
  ['a consumer whose rules are made elsewhere', { C: CONSUMER }, ['unknown', 'unknown']],
  [
    'a rule for consumers beside jwt-auth',
    { A: LOCKED, C: CONSUMER, R: consumerRule({ ResourceId: ORDERS[0] }) },
    ['jwt-auth', 'jwt-auth'],
  ],
  ['a policy that only changes answers', { P: policy('Cors', 'HttpApi', ORDERS) }, ['public', 'public']],
  [
    'headers without which nothing is checked',
    { A: jwtAuth('HttpApi', ORDERS, { ...GOOD, enable_headers: ['X-Check'] }) },
    ['public', 'public'],
  ],
  ['nothing', {}, ['public', 'public']],
])('protected is said only where it is certain: %s', (_, more, expected) => {
  expect(protections(shop(more))).toEqual(expected);
});

test('an attachment that is there on a condition locks nothing for sure', () => {
  const A = { ...LOCKED, Condition: 'IsProd' };
  const template = shop({ A });
  expect(protections(template)).toEqual(['unknown', 'unknown']);
});

test('a configuration that cannot be read is told, with the line in what it decodes to', () => {
  const text = Buffer.from('consumers:\n- name: a\n  jwks: "{}"\n').toString('base64');
  const { problems } = modelOf(
    shop({ A: jwtAuth('HttpApi', ORDERS, GOOD, { PluginInfo: { PluginConfig: text } }) }),
  );
  expect(problems.map(({ message }) => message)).toEqual([
    'consumers[0].jwks holds no key that can be used (JwksNoKeys) (line 3 of what PluginConfig decodes to)',
  ]);
  expect(problems[0]?.origin.path).toBe('Resources.A.Properties.PluginInfo.PluginConfig');
});

test.each([
  [
    'a bomb',
    `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghijk'
      .split('')
      .map((name, at) => `${name}: &${name} [${`*${'abcdefghijk'[at]},`.repeat(9)}]`)
      .join('\n')}`,
  ],
  ['deep nesting', '['.repeat(100_000)],
  ['bytes that are no text', '\u0000'],
])('a configuration is never more than a finding: %s', (_, text) => {
  const config = Buffer.from(text).toString('base64');
  const model = modelOf(
    shop({ A: jwtAuth('HttpApi', ORDERS, GOOD, { PluginInfo: { PluginConfig: config } }) }),
  );
  expect(words(model)).toEqual(['GET /orders/[id] unknown', 'GET /orders unknown']);
  expect(model.problems).toHaveLength(1);
});

test('a model without a cloud-native gateway is left as it is', () => {
  const model = modelOf({ Group: { Type: 'ALIYUN::ApiGateway::Group', Properties: {} } });
  expect(model.routes).toEqual([]);
  expect(configText({})).toBe('e30=');
});

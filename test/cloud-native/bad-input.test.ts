import { createGateway } from '../../lib/gateway';
import type { GatewayModel } from '../../lib/model';
import { checkGateway, RULES } from '../../lib/rules';
import type { Loose } from '../model/sample';
import { group, getAtt as oldAtt } from '../model/sample';
import { configText, consumer, getAtt, jwtAuth, modelOf, ORDERS, shop, words } from './sample';

const GOOD = { consumers: [consumer()] };
const withConfig = (text: string): Loose =>
  shop({ A: jwtAuth('HttpApi', ORDERS, GOOD, { PluginInfo: { PluginConfig: text } }) });
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** Ten lists of ten aliases each: a thousand million items, if anybody followed them. */
const BOMB = [
  'a0: &a0 [x, x, x, x, x, x, x, x, x, x]',
  ...Array.from(
    { length: 9 },
    (_, at) => `a${at + 1}: &a${at + 1} [${Array(10).fill(`*a${at}`).join(', ')}]`,
  ),
].join('\n');

const failed = (model: GatewayModel) => [
  ...new Set(checkGateway(model, RULES).failures.map(({ message, rule }) => `${rule.id}: ${message}`)),
];

async function statuses(model: GatewayModel): Promise<readonly number[]> {
  const gateway = createGateway(model, {
    now: () => 0,
    fetch: () => Promise.reject(new Error('no network in tests')),
    mock: true,
  });
  const targets = ['/shop/orders/1', '/shop/orders'];
  const answers = targets.map((target) =>
    gateway.handle({
      method: 'GET',
      protocol: 'https',
      host: 'localhost',
      target,
      headers: [],
      body: undefined,
      clientAddress: '127.0.0.1',
    }),
  );
  return (await Promise.all(answers)).map(({ status }) => status);
}

test.each<[string, string, RegExp]>([
  ['no Base64', '%%%', /^jwt-auth-configuration-broken: PluginConfig is not the Base64 of a text$/],
  ['no text', '/w==', /^jwt-auth-configuration-broken: PluginConfig is not the Base64 of a text$/],
  [
    'no YAML',
    base64('a: ['),
    /^jwt-auth-configuration-broken: PluginConfig is not the Base64 of YAML in line 1/,
  ],
  ['a YAML bomb', base64(BOMB), /^jwt-auth-configuration-broken: PluginConfig is not the Base64 of YAML/],
  ['no object', base64('- a'), /^jwt-auth-configuration-broken: it is no object/],
  [
    'a key set that is none',
    configText({ consumers: [consumer({ jwks: 'x' })] }),
    /^jwt-auth-configuration-broken: consumers\[0\]\.jwks holds no key/,
  ],
])('a PluginConfig that is %s is found, and its routes are unknown', async (_, text, expected) => {
  const model = modelOf(withConfig(text));
  expect(failed(model).filter((each) => expected.test(each))).toHaveLength(1);
  expect(words(model)).toEqual(['GET /orders/[id] unknown', 'GET /orders unknown']);
  expect(await statuses(model)).toEqual([501, 501]);
});

test('a plug-in that is made elsewhere may be jwt-auth, and may be anything', async () => {
  const elsewhere = jwtAuth('HttpApi', ORDERS, GOOD, { PluginInfo: { PluginId: 'pl-1' } });
  const model = modelOf(shop({ A: elsewhere }));
  expect(words(model)).toEqual(['GET /orders/[id] unknown', 'GET /orders unknown']);
  expect(await statuses(model)).toEqual([501, 501]);
  // What it is configured with is not read as that of jwt-auth.
  expect(failed(model).filter((each) => each.startsWith('jwt-auth'))).toEqual([]);
});

const operation = (HttpApiId: Loose): Loose => ({
  Type: 'ALIYUN::APIG::Operation',
  Properties: { HttpApiId, OperationName: 'lost', Method: 'GET', Path: '/lost' },
});

test.each<[string, Loose, string]>([
  [
    'of another template',
    'api-1',
    'unknown Lost.HttpApiId: is "api-1", which is made elsewhere: so is what publishes it',
  ],
  [
    'that the template does not have',
    getAtt('Nothing', 'HttpApiId'),
    'fail Lost.HttpApiId: is Fn::GetAtt Nothing.HttpApiId, which the template does not have',
  ],
])('an operation of an API %s is published by nothing here, and that is told', (_, api, expected) => {
  const model = modelOf(shop({ A: jwtAuth('HttpApi', ORDERS, GOOD), Lost: operation(api) }));
  expect(words(model)).toContain('GET /lost not published');
  const { failures, unknowns } = checkGateway(model, RULES);
  const told = [...failures, ...unknowns].filter(({ rule }) => rule.id === 'reference-to-nothing');
  expect(told.map(({ message, subject, verdict }) => `${verdict} ${subject}: ${message}`)).toEqual([
    expected,
  ]);
});

test('both products with one domain is a finding, and both are read', () => {
  const domains: Loose = {
    Old: group({ BasePath: '/old' }),
    OldDomain: {
      Type: 'ALIYUN::ApiGateway::CustomDomain',
      Properties: { GroupId: oldAtt('Old', 'GroupId'), DomainName: 'shop.example.com' },
    },
    NewDomain: {
      Type: 'ALIYUN::APIG::Domain',
      Properties: { DomainName: 'shop.example.com', Protocol: 'HTTPS', ForceHttps: true, TlsMin: 'TLS 1.2' },
    },
  };
  const Publish = {
    Type: 'ALIYUN::APIG::ApiAttachment',
    Properties: { HttpApiId: ORDERS[0], DomainIds: [getAtt('NewDomain', 'DomainId')] },
  };
  const model = modelOf(shop({ A: jwtAuth('HttpApi', ORDERS, GOOD), Publish, ...domains }));
  expect(model.domains.map(({ id }) => id)).toEqual(['OldDomain', 'NewDomain']);
  expect(failed(model)).toContain('domain-of-both-products: is that of OldDomain, too: shop.example.com');
});

test('an ApiAttachment of the older generation publishes the whole API, whatever route it names', () => {
  const Publish = {
    Type: 'ALIYUN::APIG::ApiAttachment',
    Properties: {
      HttpApiId: ORDERS[0],
      EnvironmentId: 'env-1',
      BackendScene: 'SingleService',
      RouteId: 'mockRoute',
      ServiceConfigs: [{ ServiceId: getAtt('Backend', 'ServiceId'), Weight: 100 }],
    },
  };
  const model = modelOf(shop({ A: jwtAuth('HttpApi', ORDERS, GOOD), Publish }));
  expect(words(model)).toEqual(['GET /orders/[id] jwt-auth', 'GET /orders jwt-auth']);
});

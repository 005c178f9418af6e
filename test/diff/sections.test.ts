import { bound, jwtData, published, type Resources, ref, shop, template } from '../rules/gateway-template';
import { linesOf } from './diff-template';

const orders = (AuthType: unknown): Resources => ({
  ...shop,
  Orders: {
    Type: 'ALIYUN::ApiGateway::Api',
    Properties: {
      GroupId: ref('Shop'),
      AuthType,
      RequestConfig: { RequestHttpMethod: 'GET', RequestPath: '/orders', RequestProtocol: 'HTTPS' },
    },
  },
  ...published('Orders', 'RELEASE'),
});

const keys = (PluginData: unknown): Resources => ({
  Keys: {
    Type: 'ALIYUN::ApiGateway::Plugin',
    Properties: { PluginName: 'keys', PluginType: 'jwtAuth', PluginData },
  },
});

const opened =
  'weaker/safe authentication-removed GET /orders RELEASE: no longer asks for an authorized app: anybody may call it';

test.each([
  [
    'Mappings',
    { 'Fn::FindInMap': ['Auth', 'orders', 'type'] },
    (type: string) => ({ Auth: { orders: { type } } }),
  ],
  ['Locals', ref('Auth'), (type: string) => ({ Auth: { Value: type } })],
  [
    'Conditions',
    { 'Fn::If': ['Closed', 'APP', 'ANONYMOUS'] },
    (type: string) => ({ Closed: { 'Fn::Equals': [type, 'APP'] } }),
  ],
] as const)('what %s say decides under the same letters', (section, AuthType, say) => {
  const side = (type: string) => ({ ...template(orders(AuthType)), [section]: say(type) });
  expect(linesOf(side('APP'), side('ANONYMOUS'))).toContain(opened);
});

test('the data of a plug-in that a local variable holds is compared as data', () => {
  const side = (more: object) => ({
    ...template(orders('ANONYMOUS'), keys(ref('Data')), bound('Orders', 'Keys')),
    Locals: { Data: { Value: JSON.stringify(jwtData(more)) } },
  });
  const lines = linesOf(side({}), side({ ignoreExpirationCheck: true }));
  expect(lines.filter((line) => line.startsWith('weaker'))).toEqual([
    expect.stringContaining('expired-token-accepted'),
  ]);
});

const rules = (...conditions: readonly string[]): Resources => ({
  Rules: {
    Type: 'ALIYUN::ApiGateway::Plugin',
    Properties: {
      PluginName: 'rules',
      PluginType: 'accessControl',
      PluginData: JSON.stringify({
        parameters: { iss: 'Token:iss' },
        rules: conditions.map((condition) => ({ name: '(order)', condition, ifFalse: 'DENY' })),
      }),
    },
  },
});

test.each([
  ['is added', [], ["$iss = 'a'"]],
  ['is edited', ["$iss = 'a'"], ["$iss = 'b'"]],
  ['is taken away', ["$iss = 'a'"], []],
])('a rule that is called like a word of ours is told when it %s', (_, before, after) => {
  const side = (conditions: readonly string[]) =>
    template(orders('APP'), rules(...conditions), bound('Orders', 'Rules'));
  expect(linesOf(side(before), side(after))).not.toEqual([]);
});

test('a list and an object in its place are not the same', () => {
  const side = (ApiIds: unknown) =>
    template(shop, {
      Allowed: { Type: 'ALIYUN::ApiGateway::Authorization', Properties: { AppId: '1', ApiIds } },
    });
  expect(linesOf(side(['a']), side({ a: 'a' }))).not.toEqual([]);
});

test('a stage that is called like an expression is another stage', () => {
  const side = (stage: string | object) =>
    template(orders('APP'), published('Orders', stage, { id: 'Published' }));
  expect(linesOf(side(ref('Stage')), side('Ref Stage')).join('\n')).toContain('stage-published');
});

test('names that every object has by its nature are members like others', () => {
  const side = (more: string) =>
    `ROSTemplateFormatVersion: '2015-09-01'\nResources:\n  Shop:\n    Type: ALIYUN::ApiGateway::Group\n    Properties: { GroupName: shop, ${more} }\n`;
  expect(linesOf(side('__proto__: {}'), side('Unheard: 1'))).toHaveLength(2);
  expect(linesOf(side('constructor: 1'), side('toString: 1'))).toHaveLength(2);
});

import { ShopStack } from '../../examples/shop/shop-stack';
import { GatewayApp } from '../../lib/app';
import { thumbprint } from '../../lib/jwk';
import { KEYS, type Resource, type Template } from '../constructs/template';
import { specificationProblems } from './vendor-specification';

const shop = (): Template => {
  const app = new GatewayApp();
  new ShopStack(app, 'shop', { customerKeys: KEYS });
  return app.synth().getStackByName('shop').template;
};

const entries = (type: string): [string, Resource][] =>
  Object.entries(shop().Resources).filter(([, { Type }]) => Type === `ALIYUN::ApiGateway::${type}`);

/** PluginData as a reviewer reads it: parsed, and keys by their thumbprints. */
const readable = ({ Properties }: Resource): unknown =>
  JSON.parse(String(Properties.PluginData), (key, value) =>
    key === 'jwk' ? `key ${thumbprint(value)}` : value,
  );

test("every resource passes the vendor's specification", () => {
  const { Resources } = shop();
  expect(Object.keys(Resources).length).toBeGreaterThan(50);
  const problems = Object.entries(Resources).flatMap(([id, { Type, Properties }]) =>
    specificationProblems(Type, Properties).map((problem) => `${id}: ${problem}`),
  );
  expect(problems).toEqual([]);
});

test('the specification check itself finds what is wrong', () => {
  const wrong = { StageName: 'PROD', ApiId: 1, Extra: true };
  expect(specificationProblems('ALIYUN::ApiGateway::PluginAttachment', wrong)).toEqual([
    'ALIYUN::ApiGateway::PluginAttachment.Extra is unknown',
    'ALIYUN::ApiGateway::PluginAttachment.PluginId is missing',
    'ALIYUN::ApiGateway::PluginAttachment.StageName is PROD',
    'ALIYUN::ApiGateway::PluginAttachment.ApiId is no String: 1',
  ]);
});

test('the plug-ins of the shop', () => {
  expect(
    Object.fromEntries(entries('Plugin').map(([id, plugin]) => [id, readable(plugin)])),
  ).toMatchSnapshot();
});

test('one route of the shop in full', () => {
  const route = Object.entries(shop().Resources).filter(([id]) =>
    /^OrdersGetOrdersParam[0-9a-f]{8}/.test(id),
  );
  expect(route.filter(([id]) => !/Test/.test(id))).toMatchSnapshot();
});

test('which API is bound to which plug-ins, stage by stage', () => {
  const target = (value: unknown) => (value as { 'Fn::GetAtt': [string] })['Fn::GetAtt'][0];
  const names = new Map(entries('Api').map(([id, { Properties }]) => [id, Properties.ApiName]));
  const bound = new Map<string, string[]>();
  for (const [, { Properties }] of entries('PluginAttachment')) {
    const key = `${names.get(target(Properties.ApiId))} ${Properties.StageName}`;
    bound.set(key, [...(bound.get(key) ?? []), target(Properties.PluginId)]);
  }
  const lines = [...bound].map(([key, plugins]) => `${key}: ${plugins.sort().join(', ')}`);
  expect(lines.sort()).toMatchSnapshot();
});

test('the same app gives the same bytes', () => {
  expect(JSON.stringify(shop())).toBe(JSON.stringify(shop()));
});

import { ShopStack } from '../../examples/shop/shop-stack';
import { GatewayApp } from '../../lib/app';
import { thumbprint } from '../../lib/jwk';
import { checkGateway, RULES } from '../../lib/rules';
import { propertyAgainstSpecification } from '../../lib/rules/property-against-specification';
import { KEYS, type Resource, type Template } from '../constructs/template';
import { modelOf } from '../rules/check-template';

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
  const template = shop();
  expect(Object.keys(template.Resources).length).toBeGreaterThan(50);
  const outcomes = [...propertyAgainstSpecification.check(modelOf(template))];
  expect(outcomes.length).toBeGreaterThan(50);
  expect(outcomes.filter((outcome) => outcome !== 'pass')).toEqual([]);
});

test('the rules find nothing but that TEST and RELEASE take the same tokens, and what has a reason', () => {
  const { failures } = checkGateway(modelOf(shop()), RULES);
  const open = failures.filter(({ reason }) => reason === undefined);
  expect(open.map(({ rule }) => rule.id)).toEqual(['jwk-shared-by-stages']);
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

import * as ros from '@alicloud/ros-cdk-core';
import {
  AccessControlPlugin,
  ApiGroup,
  Backend,
  CorsPlugin,
  DataPlugin,
  GatewayPlugin,
  JwtAuthorization,
  TrafficControlPlugin,
} from '../../lib/constructs';
import { customers, ofType, only, refusal, synth } from './template';

const SETTINGS = {
  groupName: 'orders',
  stages: ['TEST', 'RELEASE'],
  backend: Backend.http('https://orders.internal.example.com'),
} as const;
const limits = (scope: ros.Construct, id: string, apiDefault = 100) =>
  new TrafficControlPlugin(scope, id, { unit: 'SECOND', apiDefault });

const boundTypes = (template: ReturnType<typeof synth>, stage: string): string[] =>
  Object.values(ofType(template, 'PluginAttachment'))
    .filter((b) => b.Properties.StageName === stage)
    .map((b) => {
      const reference = b.Properties.PluginId as { 'Fn::GetAtt'?: [string] } | string;
      return typeof reference === 'string' ? reference : (reference['Fn::GetAtt']?.[0] ?? '');
    })
    .sort();

test("the group's default is expanded into one binding for each API, plug-in and stage", () => {
  const template = synth((stack) => {
    const defaultAuthorization = customers(stack, { audience: 'shop' });
    new ApiGroup(stack, 'Orders', { ...SETTINGS, defaultAuthorization }).addApi('GET /orders');
  });
  expect(boundTypes(template, 'TEST')).toEqual(['CustomersAccessControl', 'CustomersJwtAuth']);
  expect(boundTypes(template, 'RELEASE')).toEqual(['CustomersAccessControl', 'CustomersJwtAuth']);
});

test("a plug-in of an API takes the place of the group's of that type", () => {
  const template = synth((stack) => {
    const defaultAuthorization = customers(stack);
    const plugins = [limits(stack, 'Limits')];
    const orders = new ApiGroup(stack, 'Orders', { ...SETTINGS, defaultAuthorization, plugins });
    orders.addApi('GET /orders', { plugins: [limits(stack, 'TightLimits', 5)] });
  });
  expect(boundTypes(template, 'RELEASE')).toEqual(['CustomersJwtAuth', 'TightLimits']);
});

test('a plug-in can be bound later, and in one stage only', () => {
  const template = synth((stack) => {
    const orders = new ApiGroup(stack, 'Orders', { ...SETTINGS, defaultAuthorization: customers(stack) });
    orders.addApi('GET /orders').bind(limits(stack, 'Limits'), ['RELEASE']);
  });
  expect(boundTypes(template, 'TEST')).toEqual(['CustomersJwtAuth']);
  expect(boundTypes(template, 'RELEASE')).toEqual(['CustomersJwtAuth', 'Limits']);
});

test('existing plug-ins are bound by their ids', () => {
  const template = synth((stack) => {
    const defaultAuthorization = JwtAuthorization.fromPluginIds(stack, 'Legacy', { jwtAuth: 'plugin-1' });
    const plugins = [GatewayPlugin.fromPluginId(stack, 'LegacyCors', 'cors', 'plugin-2')];
    new ApiGroup(stack, 'Orders', { ...SETTINGS, defaultAuthorization, plugins }).addApi('GET /orders');
  });
  expect(boundTypes(template, 'RELEASE')).toEqual(['plugin-1', 'plugin-2']);
  // What reads the template cannot look into them, and is told what they are.
  const declared = Object.values(ofType(template, 'PluginAttachment')).map((b) => b.Metadata?.JwtGateway);
  expect(declared).toContainEqual({ PluginType: 'cors' });
  expect(declared).toContainEqual({ PluginType: 'jwtAuth' });
});

test('a type that we have no class for is written as data and bound the same way', () => {
  const template = synth((stack) => {
    const caching = new DataPlugin(stack, 'Caching', {
      pluginType: 'caching',
      pluginData: { varyByApp: false, duration: 3600 },
    });
    const plugins = [caching];
    const defaultAuthorization = customers(stack);
    new ApiGroup(stack, 'Orders', { ...SETTINGS, defaultAuthorization, plugins }).addApi('GET /orders');
  });
  expect(boundTypes(template, 'RELEASE')).toEqual(['Caching', 'CustomersJwtAuth']);
  expect(ofType(template, 'Plugin').Caching?.Properties).toMatchObject({
    PluginType: 'caching',
    PluginName: 'shop_Caching',
    PluginData: '{\n  "varyByApp": false,\n  "duration": 3600\n}',
  });
});

test('a plug-in resource is reachable for what has no property of ours', () => {
  const template = synth((stack) => {
    new CorsPlugin(stack, 'Cors', { allowOrigins: ['*'] }).resource.addPropertyOverride(
      'Description',
      'mine',
    );
  });
  expect(only(template, 'Plugin').Description).toBe('mine');
});

describe('refused with a reason:', () => {
  test('two plug-ins of one type on one API', () => {
    const refused = refusal((stack) => {
      const orders = new ApiGroup(stack, 'Orders', { ...SETTINGS, defaultAuthorization: customers(stack) });
      orders.addApi('GET /orders', { plugins: [limits(stack, 'One'), limits(stack, 'Two')] });
    });
    expect(refused).toEqual({
      code: 'plugin-type-duplicate',
      message:
        "shop/Orders 'GET /orders': has two plug-ins of type trafficControl in TEST: One and Two (an API takes one of each type)",
    });
  });

  test('rules beside an issuer, with the way to say both', () => {
    const refused = refusal((stack) => {
      const rules = new AccessControlPlugin(stack, 'Rules', {
        parameters: { role: 'Token:role' },
        rules: [{ name: 'admin', condition: "$role = 'admin'", ifFalse: 'DENY' }],
      });
      const defaultAuthorization = customers(stack, { issuer: 'https://login.example.com' });
      const orders = new ApiGroup(stack, 'Orders', { ...SETTINGS, defaultAuthorization, plugins: [rules] });
      orders.addApi('GET /orders');
    });
    expect(refused).toMatchObject({
      code: 'plugin-type-duplicate',
      message: expect.stringContaining('JwtAuthorization takes further rules in its accessControl property'),
    });
  });

  test('a binding in a stage that the API is not published to', () => {
    const refused = refusal((stack) => {
      const orders = new ApiGroup(stack, 'Orders', { ...SETTINGS, defaultAuthorization: customers(stack) });
      orders.addApi('GET /orders').bind(limits(stack, 'Limits'), ['PRE']);
    });
    expect(refused).toEqual({
      code: 'stage-unpublished',
      message:
        "shop/Orders 'GET /orders': plug-in Limits cannot be bound in PRE: the API is published to TEST, RELEASE (publish the API to that stage first)",
    });
  });

  test('a plug-in of another stack, which would render a function that ROS does not have', () => {
    const app = new ros.App({ stackTraces: false, treeMetadata: false });
    const defaultAuthorization = customers(new ros.Stack(app, 'keys'));
    const orders = new ApiGroup(new ros.Stack(app, 'shop'), 'Orders', { ...SETTINGS, defaultAuthorization });
    expect(() => orders.addApi('GET /orders')).toThrow(
      expect.objectContaining({
        code: 'cross-stack-reference',
        message: expect.stringContaining('ROS has no Fn::ImportValue'),
      }),
    );
  });

  test('plug-in data above the limit of the service', () => {
    const refused = refusal((stack) => {
      new DataPlugin(stack, 'Big', { pluginType: 'caching', pluginData: { text: 'x'.repeat(51_200) } });
    });
    expect(refused).toMatchObject({ code: 'plugin-data-too-large' });
  });

  test('a private key member in the data of a plug-in', () => {
    const refused = refusal((stack) => {
      const jwk = { kty: 'RSA', n: 'AQAB', e: 'AQAB', d: 'c2VjcmV0' };
      new DataPlugin(stack, 'Leak', { pluginType: 'jwtAuth', pluginData: { parameter: 'X-Token', jwk } });
    });
    expect(refused).toMatchObject({ code: 'key-set-private' });
    expect(JSON.stringify(refused)).not.toContain('c2VjcmV0');
  });
});

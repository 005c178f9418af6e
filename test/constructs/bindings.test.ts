import * as ros from '@alicloud/ros-cdk-core';
import {
  AccessControlPlugin,
  ApiGroup,
  AppAuthentication,
  Backend,
  CorsPlugin,
  DataPlugin,
  GatewayPlugin,
  JwtAuthorization,
  JwtAuthPlugin,
  PerStage,
  TrafficControlPlugin,
} from '../../lib/constructs';
import { customers, KEYS, ofType, only, refusal, refusalLine, synth } from './template';

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
    expect(refused).toEqual({
      code: 'plugin-type-duplicate',
      message:
        "shop/Orders 'GET /orders': has two plug-ins of type accessControl in TEST: CustomersAccessControl and Rules (an API takes one of each type; JwtAuthorization takes further rules in its accessControl property)",
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
        message:
          "shop/Orders 'GET /orders': plug-in CustomersJwtAuth is made by another stack (ROS has no Fn::ImportValue: make the plug-in in this stack, or bind it by its id with GatewayPlugin.fromPluginId)",
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

  const denying = (rule: object) => (stack: ros.Stack) => {
    const own = { name: 'r', condition: "$role = 'guest'", ...rule };
    new AccessControlPlugin(stack, 'A', { parameters: { role: 'Token:role' }, rules: [own] });
  };

  test.each<[string, object, 'accepted' | number]>([
    ['a denial with 200', { ifTrue: 'DENY', statusCode: 200 }, 200],
    ['a denial with 299', { ifTrue: 'DENY', statusCode: 299 }, 299],
    ['a denial of all others with 200', { ifFalse: 'DENY', statusCode: 200 }, 200],
    ['a denial with 300', { ifFalse: 'DENY', statusCode: 300 }, 'accepted'],
    ['a denial with 199', { ifFalse: 'DENY', statusCode: 199 }, 'accepted'],
    ['a denial that says no status', { ifTrue: 'DENY' }, 'accepted'],
    ['a rule that denies nobody with 200', { ifTrue: 'ALLOW', statusCode: 200 }, 'accepted'],
  ])('a denial is none with the status of a success: %s', (_, rule, outcome) => {
    const message = `plugin-data-invalid: shop/A: rule r denies with the status ${outcome} of a success (write statusCode: 403)`;
    expect(refusalLine(denying(rule))).toBe(outcome === 'accepted' ? outcome : message);
  });

  test('every key that is not for signatures, by its place', () => {
    const [key] = KEYS.keys;
    const jwks = [key, { ...key, kid: 'b', use: 'enc' }, { ...key, kid: 'c', key_ops: ['encrypt'] }];
    const build = (stack: ros.Stack) => {
      new JwtAuthPlugin(stack, 'Jwt', {
        parameter: 'X-Token',
        parameterLocation: 'header',
        jwks: jwks as never,
      });
    };
    expect(refusalLine(build)).toBe(
      "key-set-invalid: shop/Jwt: holds a key that is not for signatures: keys[1] it is for encryption, not for signatures (use: enc); keys[2] it is not for verifying signatures (key_ops) (leave it out; jwt-gateway keys import does, of a provider's keys)",
    );
  });

  test.each<[string, (stack: ros.Stack) => unknown, string]>([
    ['a description that is as long as it may be', (s) => described(s, 'x'.repeat(200)), 'accepted'],
    [
      'one of as many characters, each of which takes two places',
      (s) => described(s, '🙂'.repeat(200)),
      'accepted',
    ],
    [
      'one character more',
      (s) => described(s, '🙂'.repeat(201)),
      'name-invalid: shop/Cors: description has 201 characters, 200 are allowed',
    ],
    ['as many tags as a resource takes', (s) => tagged(s, 20), 'accepted'],
    ['one tag more', (s) => tagged(s, 21), 'name-invalid: shop/Cors: has 21 tags, 20 are allowed'],
    [
      'a plug-in name of three letters',
      (s) => new CorsPlugin(s, 'Cors', { pluginName: 'abc' }),
      'name-invalid: shop/Cors: plug-in name "abc" is refused by the service (allowed: 4 to 50 letters, digits, underscores or Chinese characters, the first one not an underscore)',
    ],
    [
      'a type of an existing plug-in that only ROS knows',
      (s) => GatewayPlugin.fromPluginId(s, 'Old', ros.Token.asString(ros.RosPseudo.region), 'p-1'),
      'parameter-invalid: shop/Old: the type of the plug-in must be a text that is known at synthesis, got a value of ROS (a parameter or an attribute), which has a value at deployment only',
    ],
  ])('of what stands beside the data: %s', (_, build, line) => {
    expect(refusalLine((stack) => void build(stack))).toBe(line);
  });

  const described = (stack: ros.Stack, description: string) => new CorsPlugin(stack, 'Cors', { description });
  const tagged = (stack: ros.Stack, count: number) => {
    const tags = Object.fromEntries(Array.from({ length: count }, (_, i) => [`t${i}`, '']));
    return new CorsPlugin(stack, 'Cors', { tags });
  };
});

test("a plug-in of an API for one stage takes the place of the group's there, and the CORS of the group gives way", () => {
  const template = synth((stack) => {
    const own = new CorsPlugin(stack, 'Own', {});
    const orders = new ApiGroup(stack, 'Orders', {
      ...SETTINGS,
      defaultAuthorization: customers(stack),
      plugins: PerStage.of({ TEST: [own], RELEASE: [limits(stack, 'Limits')] }),
      cors: { allowOrigins: ['https://shop.example.com'] },
    });
    orders.addApi('GET /orders', {
      plugins: PerStage.of({ TEST: [limits(stack, 'Tight', 5)], RELEASE: [] }),
    });
  });
  expect(boundTypes(template, 'TEST')).toEqual(['CustomersJwtAuth', 'Own', 'Tight']);
  expect(boundTypes(template, 'RELEASE')).toEqual(['CustomersJwtAuth', 'Limits', 'OrdersCors']);
});

test('what is kept is kept in every resource of the group and its APIs, and nothing else is', () => {
  const kept = (deletionPolicy?: 'Retain') => {
    const { Resources } = synth((stack) => {
      const defaultAuthorization = customers(stack);
      const secondLock = AppAuthentication.of({ apps: ['a-1'] });
      const props = { ...SETTINGS, deletionPolicy, defaultAuthorization, secondLock };
      const orders = new ApiGroup(stack, 'Orders', props);
      orders.addApi('GET /orders');
      orders.addApi('GET /made').resource.description = 'asked for';
      orders.addExistingApi('GET /old', { apiId: 'a-1' });
    });
    const isKept = (id: string) => JSON.stringify(Resources[id]).includes('"DeletionPolicy":"Retain"');
    return [Object.keys(Resources).filter(isKept), Object.keys(Resources).filter((id) => !isKept(id))];
  };
  const [none, all] = kept();
  expect(none).toEqual([]);
  const [ofGroup, others] = kept('Retain');
  expect(others).toEqual(['CustomersJwtAuth']);
  expect(ofGroup).toHaveLength(17);
  expect([...(ofGroup ?? []), ...(others ?? [])].sort()).toEqual(all?.sort());
});

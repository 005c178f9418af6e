import type { Stack } from '@alicloud/ros-cdk-core';
import {
  ApiGroup,
  AppAuthentication,
  Backend,
  type BackendPath,
  CorsPlugin,
  DataPlugin,
  JwtAuthorization,
  PerStage,
  PluginAuthorization,
  PublicAccess,
  StageVariable,
  TokenSource,
  VpcAccess,
} from '../../lib/constructs';
import { parseTemplate, stageBackendOf } from '../../lib/model';
import { isUnknown } from '../../lib/template';
import { customers, KEYS, ofType, refusalLine, synth } from './template';

const testersOf = (stack: Stack) =>
  new JwtAuthorization(stack, 'Testers', { keys: KEYS, token: TokenSource.bearer(), issuer: 'https://test' });

const SETTINGS = {
  groupName: 'orders',
  stages: ['TEST', 'RELEASE'],
  backend: Backend.http('https://orders.example.com'),
} as const;

const bindingsOf = (build: (stack: Stack) => void) =>
  Object.values(ofType(synth(build), 'PluginAttachment'))
    .map(({ Properties }) => `${Properties.StageName} ${JSON.stringify(Properties.PluginId)}`)
    .map((text) => text.replace(/\{"Fn::GetAtt":\["(\w+)","PluginId"\]\}/, '$1'))
    .sort();

test('each stage has the authorization and the plug-ins that are for it', () => {
  const bindings = bindingsOf((stack) => {
    const browsers = new CorsPlugin(stack, 'Browsers', {});
    const defaultAuthorization = PerStage.of({ TEST: testersOf(stack), RELEASE: customers(stack) });
    const plugins = PerStage.of({ TEST: [browsers], RELEASE: [] });
    new ApiGroup(stack, 'Orders', { ...SETTINGS, defaultAuthorization, plugins }).addApi('GET /orders');
  });
  expect(bindings).toEqual([
    'RELEASE CustomersJwtAuth',
    'TEST Browsers',
    'TEST TestersAccessControl',
    'TEST TestersJwtAuth',
  ]);
});

test('an API may differ for itself', () => {
  const bindings = bindingsOf((stack) => {
    const [testers, others] = [testersOf(stack), customers(stack)];
    const orders = new ApiGroup(stack, 'Orders', { ...SETTINGS, defaultAuthorization: others });
    orders.addApi('GET /orders', { authorization: PerStage.of({ TEST: testers, RELEASE: others }) });
  });
  expect(bindings).toEqual(['RELEASE CustomersJwtAuth', 'TEST TestersAccessControl', 'TEST TestersJwtAuth']);
});

test('the same for all stages is what it is without PerStage', () => {
  const plain = (perStage: boolean) =>
    synth((stack) => {
      const jwt = customers(stack, { audience: 'orders' });
      const plugins = [new CorsPlugin(stack, 'Browsers', {})];
      const settings = perStage
        ? {
            defaultAuthorization: PerStage.of({ TEST: jwt, RELEASE: jwt }),
            plugins: PerStage.of({ TEST: plugins, RELEASE: plugins }),
          }
        : { defaultAuthorization: jwt, plugins };
      new ApiGroup(stack, 'Orders', { ...SETTINGS, ...settings }).addApi('GET /orders');
    });
  expect(JSON.stringify(plain(true))).toBe(JSON.stringify(plain(false)));
});

test('a plug-in that authenticates callers is an authorization, and the route is not public', () => {
  const template = synth((stack) => {
    const basic = new DataPlugin(stack, 'Basic', { pluginType: 'basicAuth', pluginData: { users: [] } });
    new ApiGroup(stack, 'Orders', {
      ...SETTINGS,
      defaultAuthorization: PluginAuthorization.of(basic),
    }).addApi('GET /orders');
  });
  const { routes } = parseTemplate(JSON.stringify(template), 'shop.json');
  expect(routes.flatMap(({ stages }) => stages.map(({ protection }) => protection.kind))).not.toContain(
    'public',
  );
});

describe('refused with a reason:', () => {
  // biome-ignore lint/suspicious/noExplicitAny: plain JavaScript has no types
  const loose = (value: object): any => value;
  const withDefault = (stack: Stack, defaultAuthorization: object) =>
    new ApiGroup(stack, 'Orders', loose({ ...SETTINGS, defaultAuthorization })).addApi(
      'GET /orders',
      loose({}),
    );
  test.each<[string, (stack: Stack) => unknown, string]>([
    [
      'a stage that has no authorization, from plain JavaScript',
      (s) => withDefault(s, PerStage.of({ TEST: customers(s) })),
      "stage-unpublished: shop/Orders 'GET /orders' authorization: PerStage.of says nothing for RELEASE, which is published (it names TEST: add RELEASE)",
    ],
    [
      'public access for one stage',
      (s) => withDefault(s, PerStage.of({ TEST: PublicAccess.because('a test'), RELEASE: customers(s) })),
      "authorization-missing: shop/Orders 'GET /orders': PublicAccess cannot be for one stage: it is part of the API itself (in PerStage.of write a JwtAuthorization or PluginAuthorization for each stage)",
    ],
    [
      'app authentication for one stage',
      (s) => withDefault(s, PerStage.of({ TEST: AppAuthentication.of(), RELEASE: customers(s) })),
      "authorization-missing: shop/Orders 'GET /orders': AppAuthentication cannot be for one stage: it is part of the API itself (in PerStage.of write a JwtAuthorization or PluginAuthorization for each stage)",
    ],
    [
      'a plug-in that lets everybody in',
      (s) => PluginAuthorization.of(new CorsPlugin(s, 'C', {})),
      'authorization-missing: PluginAuthorization.of: a plug-in of type cors does not ask callers who they are (it takes one of type basicAuth or remoteAuth; for jwtAuth write a JwtAuthorization)',
    ],
  ])('%s', (_, build, message) => {
    expect(refusalLine((stack) => void build(stack))).toBe(message);
  });
});

// What must not compile; nothing here is called.
const lines: readonly ((stack: Stack) => unknown)[] = [
  (stack) => {
    const defaultAuthorization = PerStage.of({ TEST: customers(stack) });
    // @ts-expect-error RELEASE is published, too
    return new ApiGroup(stack, 'Orders', { ...SETTINGS, defaultAuthorization });
  },
  (stack) => {
    const orders = new ApiGroup(stack, 'Orders', { ...SETTINGS, defaultAuthorization: customers(stack) });
    // @ts-expect-error the same of an API
    return orders.addApi('GET /a', { authorization: PerStage.of({ TEST: customers(stack) }) });
  },
];

test('a stage without a value does not compile', () => {
  expect(lines.length).toBeGreaterThan(0);
});

describe('a stage variable', () => {
  const backend = StageVariable.of('backend', {
    TEST: 'https://test.internal.example.com',
    RELEASE: 'https://orders.internal.example.com',
  });
  const template = () =>
    synth((stack) => {
      const settings = {
        ...SETTINGS,
        backend: Backend.http(backend),
        defaultAuthorization: customers(stack),
      };
      const orders = new ApiGroup(stack, 'Orders', settings);
      orders.addApi('GET /orders');
      orders.addApi('GET /test', { stages: ['TEST'] });
      orders.addStageVariables('TEST', { level: 'debug' });
    });

  test('is written as #name#, with its values in one resource for each stage', () => {
    const apis = Object.values(ofType(template(), 'Api')).map(({ Properties }) => Properties.ServiceConfig);
    expect(apis).toMatchObject([
      { ServiceAddress: '#backend#', ServiceProtocol: 'HTTPS', ServicePath: '/orders' },
      { ServiceAddress: '#backend#', ServicePath: '/test' },
    ]);
    expect(
      Object.values(ofType(template(), 'StageConfig')).map(({ Properties }) => [
        Properties.StageName,
        Properties.Variables,
      ]),
    ).toEqual([
      ['TEST', { backend: 'https://test.internal.example.com', level: 'debug' }],
      ['RELEASE', { backend: 'https://orders.internal.example.com' }],
    ]);
  });

  test('stands in a path, a VPC access and the name of a function, too, and the readers put it in', () => {
    const version = StageVariable.of('version', { TEST: 'v2', RELEASE: 'v1' });
    const instance = StageVariable.of('instance', { TEST: 'i-test', RELEASE: 'i-release' });
    const template = synth((stack) => {
      const orders = new ApiGroup(stack, 'Orders', {
        ...SETTINGS,
        defaultAuthorization: customers(stack),
      });
      const path = ['/', version, '/orders/[id]'];
      orders.addApi('GET /http/[id]', { backend: Backend.http('https://a.example.com', { path }) });
      const access = VpcAccess.fromAttributes({ vpcId: 'vpc-1', instanceId: instance, port: 80 });
      orders.addApi('GET /vpc/[id]', { backend: Backend.vpc(access, { path }) });
      const web = { fcVersion: '3.0', fcBaseUrl: 'https://f.example.com', path } as const;
      orders.addApi('GET /web/[id]', { backend: Backend.webFunction(web) });
      const event = { fcVersion: '3.0', functionName: version } as const;
      orders.addApi('GET /event', { backend: Backend.eventFunction(event) });
    });
    const { routes } = parseTemplate(JSON.stringify(template), 'shop.json');
    const found = routes.map((route) =>
      route.stages.map((stage) => {
        const backend = stageBackendOf(route, stage);
        if (isUnknown(backend)) throw new Error(backend.expression);
        const { functionComputeConfig, path, vpcConfig } = backend;
        return JSON.stringify([path, vpcConfig, functionComputeConfig]).match(
          /\/v\d\/orders\/\[id\]|i-test|i-release|"v\d"/g,
        );
      }),
    );
    expect(found).toEqual([
      [['/v2/orders/[id]'], ['/v1/orders/[id]']],
      [
        ['/v2/orders/[id]', 'i-test'],
        ['/v1/orders/[id]', 'i-release'],
      ],
      [['/v2/orders/[id]'], ['/v1/orders/[id]']],
      [['"v2"'], ['"v1"']],
    ]);
  });

  test('is there before the deployments that read it', () => {
    for (const { DependsOn, Properties } of Object.values(ofType(template(), 'Deployment')))
      expect(DependsOn).toContain(
        Properties.StageName === 'TEST' ? 'OrdersTestVariables' : 'OrdersReleaseVariables',
      );
  });

  test.each<[string, (stack: Stack) => unknown, string]>([
    [
      'without a value in a published stage',
      (s) => withVariable(s, StageVariable.of('backend', { TEST: 'https://a.example.com' })),
      "parameter-invalid: shop/Orders 'GET /orders': the stage variable backend has no value in RELEASE (add RELEASE to StageVariable.of('backend', …))",
    ],
    [
      'of two protocols',
      (s) =>
        withVariable(
          s,
          StageVariable.of('b', { TEST: 'http://a.example.com', RELEASE: 'https://a.example.com' }),
        ),
      'backend-invalid: shop/Orders Backend.http: the stage variable b mixes http and https: the API says the protocol once for all stages',
    ],
    [
      'with a path',
      (s) => withVariable(s, StageVariable.of('b', { TEST: 'https://a.example.com/v1' })),
      "backend-invalid: shop/Orders Backend.http: the stage variable b has a path: give it in the options (Backend.http(variable, { path: '/v2/orders' }))",
    ],
    [
      'with a path parameter in its value',
      (s) => withPath(s, ['/', StageVariable.of('v', { TEST: '[id]', RELEASE: '[id]' })]),
      'backend-invalid: shop/Orders Backend.http: the path has a path parameter in the value of a stage variable (write it between the variables)',
    ],
    [
      'that makes no path of a stage',
      (s) => withPath(s, ['/', StageVariable.of('v', { TEST: 'a', RELEASE: 'a b' })]),
      'route-invalid: shop/Orders Backend.http path: "GET /a b" is not a route: path has characters that RFC 3986 does not allow in a path: a b (a route is written like \'GET /orders/[orderId]\')',
    ],
    [
      'that stands in a text of a path',
      (s) => withPath(s, ['/#v#/', StageVariable.of('v', { TEST: 'a', RELEASE: 'b' })]),
      'route-invalid: shop/Orders Backend.http path: "GET /#v#/a" is not a route: path has characters that RFC 3986 does not allow in a path: #v# (a route is written like \'GET /orders/[orderId]\')',
    ],
    [
      'in a path without a value in a published stage',
      (s) => withPath(s, ['/', StageVariable.of('v', { TEST: 'a' })]),
      "parameter-invalid: shop/Orders 'GET /orders': the stage variable v has no value in RELEASE (add RELEASE to StageVariable.of('v', …))",
    ],
    [
      'whose name cannot be',
      () => StageVariable.of('a#b', {}),
      'parameter-invalid: StageVariable.of: the name must be letters, digits and underscores, the first a letter',
    ],
    [
      'with two values of one name',
      (s) => withVariable(s, backend).addStageVariables('TEST', { backend: 'https://b.example.com' }),
      'parameter-invalid: shop/Orders: the variable backend of TEST has another value already',
    ],
  ])('%s is refused', (_, build, message) => {
    expect(refusalLine((stack) => void build(stack))).toBe(message);
  });

  const withPath = (stack: Stack, path: BackendPath) => {
    const settings = { ...SETTINGS, backend: Backend.http('https://a.example.com', { path }) };
    new ApiGroup(stack, 'Orders', { ...settings, defaultAuthorization: customers(stack) }).addApi(
      'GET /orders',
    );
  };

  const withVariable = (stack: Stack, variable: StageVariable) => {
    const settings = { ...SETTINGS, backend: Backend.http(variable), defaultAuthorization: customers(stack) };
    const orders = new ApiGroup(stack, 'Orders', settings);
    orders.addApi('GET /orders');
    return orders;
  };
});

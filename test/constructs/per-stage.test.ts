import type { Stack } from '@alicloud/ros-cdk-core';
import {
  ApiGroup,
  AppAuthentication,
  Backend,
  CorsPlugin,
  DataPlugin,
  JwtAuthorization,
  PerStage,
  PluginAuthorization,
  PublicAccess,
  TokenSource,
} from '../../lib/constructs';
import { parseTemplate } from '../../lib/model';
import { customers, KEYS, ofType, refusal, synth } from './template';

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
  test.each<[string, (stack: Stack) => unknown, RegExp]>([
    [
      'a stage that has no authorization, from plain JavaScript',
      (s) => withDefault(s, PerStage.of({ TEST: customers(s) })),
      /PerStage\.of says nothing for RELEASE, which is published \(it names TEST: add RELEASE\)/,
    ],
    [
      'public access for one stage',
      (s) => withDefault(s, PerStage.of({ TEST: PublicAccess.because('a test'), RELEASE: customers(s) })),
      /PublicAccess cannot be for one stage/,
    ],
    [
      'app authentication for one stage',
      (s) => withDefault(s, PerStage.of({ TEST: AppAuthentication.of(), RELEASE: customers(s) })),
      /AppAuthentication cannot be for one stage/,
    ],
    [
      'a plug-in that lets everybody in',
      (s) => PluginAuthorization.of(new CorsPlugin(s, 'C', {})),
      /a plug-in of type cors does not ask callers who they are/,
    ],
  ])('%s', (_, build, message) => {
    expect(refusal((stack) => void build(stack))).toMatchObject({ message: expect.stringMatching(message) });
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

import { App, Stack } from '@alicloud/ros-cdk-core';
import {
  ApiGroup,
  AppAuthentication,
  Backend,
  CorsPlugin,
  PublicAccess,
  VpcAccess,
} from '../../lib/constructs';
import { customers, ofType, synth, type Template } from './template';

const gateway = (): Template =>
  synth((stack) => {
    const authorization = customers(stack, { issuer: 'https://login.example.com' });
    const orders = new ApiGroup(stack, 'Orders', {
      groupName: 'orders',
      stages: ['RELEASE', 'TEST'],
      backend: Backend.http('https://orders.internal.example.com'),
      defaultAuthorization: authorization,
      secondLock: AppAuthentication.of({ apps: ['110'] }),
      plugins: [new CorsPlugin(stack, 'Cors', { allowOrigins: ['https://shop.example.com'] })],
    });
    orders.addCustomDomain('api.example.com');
    orders.addApi('GET /orders');
    orders.addApi('POST /orders');
    orders.addApi('GET /health', { authorization: PublicAccess.because('probe') });
  });

const logicalIdOf = (reference: unknown): string => {
  const { 'Fn::GetAtt': [id] = [] } = reference as { 'Fn::GetAtt'?: string[] };
  return id ?? '';
};

test('every binding waits for the deployment of the same API and stage', () => {
  const template = gateway();
  const deployments = Object.entries(ofType(template, 'Deployment'));
  const bindings = Object.values(ofType(template, 'PluginAttachment'));
  expect(bindings).toHaveLength(2 * (3 + 3 + 1));
  for (const { Properties, DependsOn } of bindings) {
    const expected = deployments.filter(
      ([, d]) =>
        d.Properties.StageName === Properties.StageName &&
        logicalIdOf(d.Properties.ApiId) === logicalIdOf(Properties.ApiId),
    );
    expect(expected).toHaveLength(1);
    expect(DependsOn).toEqual([expected[0]?.[0]]);
  }
});

test('every API waits for the plug-ins that it will be bound to', () => {
  const template = gateway();
  const bindings = Object.values(ofType(template, 'PluginAttachment'));
  for (const [id, { DependsOn }] of Object.entries(ofType(template, 'Api'))) {
    const plugins = bindings
      .filter((b) => logicalIdOf(b.Properties.ApiId) === id)
      .map((b) => logicalIdOf(b.Properties.PluginId));
    expect(DependsOn).toEqual([...new Set(plugins)].sort());
  }
});

test('a custom domain waits for every binding and deployment of its group, also of APIs added after it', () => {
  const template = gateway();
  const [domain] = Object.values(ofType(template, 'CustomDomain'));
  const awaited = [
    ...Object.keys(ofType(template, 'PluginAttachment')),
    ...Object.keys(ofType(template, 'Deployment')),
  ];
  expect(domain?.DependsOn).toEqual(awaited.sort());
});

test('no app may call before the plug-ins are bound', () => {
  const template = gateway();
  const bindings = ofType(template, 'PluginAttachment');
  const authorizations = Object.values(ofType(template, 'Authorization'));
  expect(authorizations).toHaveLength(4);
  for (const { Properties, DependsOn = [] } of authorizations) {
    const [apiId] = Properties.ApiIds as unknown[];
    const awaited = Object.entries(bindings)
      .filter(([, b]) => b.Properties.StageName === Properties.StageName)
      .filter(([, b]) => logicalIdOf(b.Properties.ApiId) === logicalIdOf(apiId))
      .map(([id]) => id);
    expect(awaited).toHaveLength(3);
    expect(DependsOn).toEqual(expect.arrayContaining(awaited));
  }
});

test('every dependency names a resource of the template', () => {
  const { Resources } = gateway();
  const targets = Object.values(Resources).flatMap((resource) => resource.DependsOn ?? []);
  expect(targets.length).toBeGreaterThan(0);
  expect(targets.filter((id) => Resources[id] === undefined)).toEqual([]);
});

test('an API behind a VPC waits for the access to it', () => {
  const template = synth((stack) => {
    const access = new VpcAccess(stack, 'OrdersVpc', {
      name: 'orders_vpc',
      vpcId: 'vpc-1',
      instanceId: 'i-1',
      port: 8080,
    });
    const orders = new ApiGroup(stack, 'Orders', {
      groupName: 'orders',
      stages: ['RELEASE'],
      backend: Backend.vpc(access),
      defaultAuthorization: customers(stack),
    });
    orders.addApi('GET /orders');
  });
  const [api] = Object.values(ofType(template, 'Api'));
  expect(api?.DependsOn).toEqual(['CustomersJwtAuth', 'OrdersVpc']);
});

test('the default sub-domain of a group is closed to the internet and to VPCs', () => {
  const [group] = Object.values(ofType(gateway(), 'Group'));
  expect(group?.Properties).toMatchObject({ InternetEnable: false, VpcIntranetEnable: false });
});

test('an API waits for no access of another stack, which is there already', () => {
  const app = new App({ stackTraces: false, treeMetadata: false });
  const vpcId = 'vpc-1';
  const access = new VpcAccess(new Stack(app, 'net'), 'Vpc', {
    name: 'orders_vpc',
    vpcId,
    instanceId: 'i-1',
    port: 80,
  });
  const stack = new Stack(app, 'shop');
  new ApiGroup(stack, 'Orders', {
    groupName: 'orders',
    stages: ['RELEASE'],
    backend: Backend.vpc(access),
    defaultAuthorization: customers(stack),
  }).addApi('GET /orders');
  const [api] = Object.values(ofType(app.synth().getStackByName('shop').template, 'Api'));
  expect(api?.DependsOn).toEqual(['CustomersJwtAuth']);
});

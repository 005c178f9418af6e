import type { Stack } from '@alicloud/ros-cdk-core';
import {
  ApiGroup,
  AppAuthentication,
  Backend,
  CorsPlugin,
  type ProtectedApiGroup,
  VpcAccess,
} from '../../lib/constructs';
import { customers, ofType, only, refusalLine, synth } from './template';

const group = (stack: Stack, props: object = {}) =>
  new ApiGroup(stack, 'Orders', {
    groupName: 'orders',
    stages: ['RELEASE'],
    backend: Backend.http('https://orders.example.com'),
    defaultAuthorization: customers(stack),
    ...props,
  });

test('a group fits a field that asks for both defaults', () => {
  synth((stack) => {
    const orders: ProtectedApiGroup = group(stack);
    orders.addApi('GET /orders');
  });
});

test('a group is known as one, and nothing else is', () => {
  synth((stack) => {
    const existing = ApiGroup.fromGroupId(stack, 'Old', { groupId: 'g-1', stages: ['TEST'] });
    expect([group(stack), existing, stack, undefined, {}].map(ApiGroup.isApiGroup)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});

test('the CORS of a group has the methods of its routes and the header of its token', () => {
  const template = synth((stack) => {
    const orders = group(stack, { cors: { allowOrigins: ['https://shop.example.com'], maxAge: 600 } });
    orders.addApi('POST /orders');
    orders.addApi('GET /orders');
    orders.addApi('GET /own', { plugins: [new CorsPlugin(stack, 'Own', {})] });
  });
  const { OrdersCors } = ofType(template, 'Plugin');
  expect(JSON.parse(String(OrdersCors?.Properties.PluginData))).toEqual({
    allowOrigins: 'https://shop.example.com',
    allowMethods: 'GET,POST',
    allowHeaders: 'Authorization,Content-Type',
    maxAge: 600,
  });
  const bound = Object.values(ofType(template, 'PluginAttachment')).filter(
    ({ Properties }) => JSON.stringify(Properties.PluginId) === '{"Fn::GetAtt":["OrdersCors","PluginId"]}',
  );
  expect(bound).toHaveLength(2);
});

test('a server inside a VPC that may be reached already is a backend, and nothing is written for it', () => {
  const template = synth((stack) => {
    const access = VpcAccess.fromAttributes({ vpcId: 'vpc-1', instanceId: 'i-1', port: 80 });
    group(stack, { backend: Backend.vpc(access) }).addApi('GET /orders');
  });
  expect(only(template, 'Api').ServiceConfig).toMatchObject({
    VpcConfig: { InstanceId: 'i-1', Port: 80, VpcId: 'vpc-1' },
  });
  expect(ofType(template, 'VpcAccessConfig')).toEqual({});
});

test('apps may call until a time, for a reason', () => {
  const template = synth((stack) => {
    const authorization = AppAuthentication.of({
      apps: ['1'],
      authValidTime: '2027-01-01T00:00:00Z',
      description: 'a partner',
    });
    group(stack).addApi('GET /orders', { authorization });
  });
  expect(only(template, 'Authorization')).toMatchObject({
    AuthValidTime: '2027-01-01T00:00:00Z',
    Description: 'a partner',
  });
});

test.each<[string, (stack: Stack) => unknown, string]>([
  [
    'a time that is none',
    () => AppAuthentication.of({ authValidTime: 'tomorrow' }),
    'parameter-invalid: AppAuthentication.of: authValidTime "tomorrow" is no time in UTC (write it like \'2027-01-01T00:00:00Z\')',
  ],
  [
    'a port that is missing',
    () => VpcAccess.fromAttributes({ vpcId: 'v', instanceId: 'i' } as never),
    'backend-invalid: VpcAccess.fromAttributes: port is missing',
  ],
  [
    'an origin that is none',
    (s) => group(s, { cors: { allowOrigins: ['a b'] } }),
    'plugin-data-invalid: shop/Orders/Cors: not the data of a cors plug-in: $.allowOrigins[0] must be a non-empty string without commas and spaces, got "a b"',
  ],
  [
    'public access by a text',
    (s) => group(s).addApi('GET /a', { authorization: 'open' as never }),
    "parameter-invalid: shop/Orders 'GET /a': has properties that are refused: authorization must be an authorization: a JwtAuthorization, AppAuthentication.of(…), PluginAuthorization.of(…) or PublicAccess.because(…), got a text",
  ],
])('%s is refused', (_, build, message) => {
  expect(refusalLine((stack) => void build(stack))).toBe(message);
});

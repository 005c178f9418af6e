import { RosParameter, RosParameterType } from '@alicloud/ros-cdk-core';
import { ApiGroup, Backend, VpcAccess } from '../../lib/constructs';
import { customers, only, refusal, synth } from './template';

type Build = (stack: Parameters<Parameters<typeof synth>[0]>[0]) => Backend;

const TEXT = { type: RosParameterType.STRING };

const serviceConfig = (build: Build, route = 'GET /orders/[orderId]') =>
  only(
    synth((stack) => {
      const defaultAuthorization = customers(stack);
      const backend = build(stack);
      const orders = new ApiGroup(stack, 'Orders', {
        groupName: 'orders',
        stages: ['RELEASE'],
        backend,
        defaultAuthorization,
      });
      orders.addApi(route);
    }),
    'Api',
  ).ServiceConfig;

const vpc = (stack: Parameters<Build>[0], port = 8080) =>
  new VpcAccess(stack, 'Vpc', { name: 'orders', vpcId: 'vpc-1', instanceId: 'lb-1', port });

describe('a backend is rendered as the service wants it:', () => {
  test.each<[string, Build, object]>([
    [
      'https, with the path of its address before that of the route',
      () => Backend.http('https://orders.internal.example.com:8443/v2/'),
      {
        ServiceAddress: 'https://orders.internal.example.com:8443',
        ServiceHttpMethod: 'GET',
        ServicePath: '/v2/orders/[orderId]',
        ServiceProtocol: 'HTTPS',
        ServiceTimeOut: 10_000,
      },
    ],
    [
      'http, with a path, a method, a content type and a timeout of its own',
      () =>
        Backend.http('http://orders.internal.example.com', {
          path: '/find/[orderId]',
          method: 'POST',
          contentType: 'application/json',
          timeoutMillis: 500,
        }),
      {
        ContentTypeCatagory: 'CUSTOM',
        ContentTypeValue: 'application/json',
        ServiceAddress: 'http://orders.internal.example.com',
        ServiceHttpMethod: 'POST',
        ServicePath: '/find/[orderId]',
        ServiceProtocol: 'HTTP',
        ServiceTimeOut: 500,
      },
    ],
    [
      'an address that is known at deployment',
      (stack) => Backend.http(new RosParameter(stack, 'Address', TEXT).value, { protocol: 'HTTPS' }),
      {
        ServiceAddress: { Ref: 'Address' },
        ServiceHttpMethod: 'GET',
        ServicePath: '/orders/[orderId]',
        ServiceProtocol: 'HTTPS',
        ServiceTimeOut: 10_000,
      },
    ],
    [
      'a server inside a VPC',
      (stack) => Backend.vpc(vpc(stack)),
      {
        ServiceHttpMethod: 'GET',
        ServicePath: '/orders/[orderId]',
        ServiceProtocol: 'HTTP',
        ServiceTimeOut: 10_000,
        ServiceVpcEnable: 'TRUE',
        VpcConfig: { InstanceId: 'lb-1', Port: 8080, VpcId: 'vpc-1' },
      },
    ],
    [
      'an event function of Function Compute 2.0',
      () =>
        Backend.eventFunction({
          fcVersion: '2.0',
          serviceName: 'shop',
          functionName: 'orders',
          roleArn: 'acs:ram::1:role/gw',
        }),
      {
        FunctionComputeConfig: {
          FcRegionId: { Ref: 'ALIYUN::Region' },
          FcType: 'FCEvent',
          FcVersion: '2.0',
          FunctionName: 'orders',
          RoleArn: 'acs:ram::1:role/gw',
          ServiceName: 'shop',
        },
        ServiceProtocol: 'FunctionCompute',
        ServiceTimeOut: 10_000,
      },
    ],
    [
      'an event function of Function Compute 3.0, which lives in no service',
      () =>
        Backend.eventFunction({
          fcVersion: '3.0',
          functionName: 'orders',
          regionId: 'cn-hangzhou',
          qualifier: 'LATEST',
        }),
      {
        FunctionComputeConfig: {
          FcRegionId: 'cn-hangzhou',
          FcType: 'FCEvent',
          FcVersion: '3.0',
          FunctionName: 'orders',
          Qualifier: 'LATEST',
        },
        ServiceProtocol: 'FunctionCompute',
        ServiceTimeOut: 10_000,
      },
    ],
    [
      'a web function',
      () =>
        Backend.webFunction({
          fcVersion: '3.0',
          fcBaseUrl: 'https://orders.cn-hangzhou.fcapp.run',
          onlyBusinessPath: true,
        }),
      {
        FunctionComputeConfig: {
          FcBaseUrl: 'https://orders.cn-hangzhou.fcapp.run',
          FcRegionId: { Ref: 'ALIYUN::Region' },
          FcType: 'HttpTrigger',
          FcVersion: '3.0',
          Method: 'GET',
          OnlyBusinessPath: true,
          Path: '/orders/[orderId]',
        },
        ServiceProtocol: 'FunctionCompute',
        ServiceTimeOut: 10_000,
      },
    ],
    [
      'a fixed answer',
      () => Backend.mock({ result: '{}', statusCode: 202, headers: { 'X-B': '2', 'X-A': '1' } }),
      {
        Mock: 'TRUE',
        MockHeaders: [
          { HeaderName: 'X-A', HeaderValue: '1' },
          { HeaderName: 'X-B', HeaderValue: '2' },
        ],
        MockResult: '{}',
        MockStatusCode: 202,
      },
    ],
  ])('%s', (_title, build, expected) => {
    expect(serviceConfig(build)).toEqual(expected);
  });
});

const groupWith = (stack: Parameters<Build>[0], backend: Backend) =>
  new ApiGroup(stack, 'Orders', { groupName: 'orders', stages: ['RELEASE'], backend });

test('a refusal names the construct that takes the backend, and the function that made it', () => {
  const backend = Backend.mock({ result: '', statusCode: 99 });
  expect(refusal((stack) => void groupWith(stack, backend))).toMatchObject({
    message: 'shop/Orders Backend.mock: statusCode must be a whole number from 100 to 599, got 99',
  });
  const ofApi = (stack: Parameters<Build>[0]) => {
    const orders = groupWith(stack, Backend.http('https://a.example.com'));
    orders.addApi('GET /a', { authorization: customers(stack), backend });
  };
  expect(refusal(ofApi)).toMatchObject({
    message: "shop/Orders 'GET /a' Backend.mock: statusCode must be a whole number from 100 to 599, got 99",
  });
});

describe('refused with a reason:', () => {
  test.each<[string, Build, string]>([
    [
      'a text that is no address',
      () => Backend.http('orders.internal'),
      'shop/Orders Backend.http: "orders.internal" is not an http or https address (write it like \'https://orders.internal.example.com/v2\')',
    ],
    [
      'another scheme',
      () => Backend.http('ftp://orders.internal'),
      'shop/Orders Backend.http: "ftp://orders.internal" is not an http or https address (write it like \'https://orders.internal.example.com/v2\')',
    ],
    [
      'a query in the address',
      () => Backend.http('https://a.example.com/?key=1'),
      'shop/Orders Backend.http: the address "https://a.example.com/?key=(hidden)" has a query or a fragment; only a path is allowed',
    ],
    [
      'a late address without a protocol',
      (s) => Backend.http(new RosParameter(s, 'A', TEXT).value),
      "shop/Orders Backend.http: protocol is missing: the address is known at deployment only (add protocol: 'HTTPS')",
    ],
    [
      'a timeout of nothing',
      () => Backend.http('https://a.example.com', { timeoutMillis: 0 }),
      'shop/Orders Backend.http: timeoutMillis must be a whole number of milliseconds above 0, got 0',
    ],
    [
      'a status code that is none',
      () => Backend.mock({ result: '', statusCode: 99 }),
      'shop/Orders Backend.mock: statusCode must be a whole number from 100 to 599, got 99',
    ],
    [
      'a port that is none',
      (s) => Backend.vpc(vpc(s, 70_000)),
      'shop/Vpc: port must be a whole number from 1 to 65535, got 70000',
    ],
    [
      'a function of 2.0 without its service, from plain JavaScript',
      () => Backend.eventFunction({ fcVersion: '2.0', functionName: 'orders' } as never),
      'shop/Orders Backend.eventFunction: serviceName is missing: an event function of Function Compute 2.0 lives in a service',
    ],
  ])('%s', (_title, build, message) => {
    const refused = refusal((stack) => void groupWith(stack, build(stack)));
    expect(refused).toEqual({ code: 'backend-invalid', message });
  });

  test('a password in the address, without quoting it', () => {
    const refused = refusal(
      (stack) => void groupWith(stack, Backend.http('https://user:hunter2@a.example.com')),
    );
    expect(refused).toMatchObject({ code: 'backend-invalid' });
    expect(JSON.stringify(refused)).not.toContain('hunter2');
  });
});

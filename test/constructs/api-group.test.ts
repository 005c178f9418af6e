import { App, RosParameter, RosParameterType, Stack } from '@alicloud/ros-cdk-core';
import { ApiGroup, type ApiGroupProps, Backend, PublicAccess } from '../../lib/constructs';
import { customers, ofType, only, refusal, refusalLine, synth } from './template';

type Build = Parameters<typeof synth>[0];

const group = (stack: Parameters<Build>[0], props: Partial<ApiGroupProps> = {}) =>
  new ApiGroup(stack, 'Orders', {
    groupName: 'orders',
    stages: ['RELEASE'],
    backend: Backend.http('https://orders.internal.example.com'),
    defaultAuthorization: customers(stack),
    ...props,
  } as ApiGroupProps & { backend: Backend; defaultAuthorization: PublicAccess });

const bare = (stack: Parameters<Build>[0], props: Partial<ApiGroupProps>) =>
  new ApiGroup(stack, 'Orders', { groupName: 'orders', stages: ['RELEASE'], ...props } as ApiGroupProps);

test('an API says always who may call, and asks for HTTPS unless told otherwise', () => {
  const template = synth((stack) => {
    group(stack).addApi('GET /orders');
  });
  expect(only(template, 'Api')).toMatchObject({
    ApiName: 'GET_orders',
    AuthType: 'ANONYMOUS',
    Visibility: 'PRIVATE',
    RequestConfig: {
      RequestHttpMethod: 'GET',
      RequestMode: 'MAPPING',
      RequestPath: '/orders',
      RequestProtocol: 'HTTPS',
    },
  });
});

test('the reason of public access stands in the template', () => {
  const template = synth((stack) => {
    group(stack).addApi('GET /health', { authorization: PublicAccess.because('probe; returns no data') });
  });
  const apis = Object.values(template.Resources).filter((r) => r.Type === 'ALIYUN::ApiGateway::Api');
  expect(apis.map((api) => api.Metadata)).toEqual([
    { JwtGateway: { PublicAccess: 'probe; returns no data' } },
  ]);
});

test('an API is published to every stage of its group, or to those of them that it names', () => {
  const stagesOf = (template: ReturnType<typeof synth>) =>
    Object.values(template.Resources)
      .filter((r) => r.Type === 'ALIYUN::ApiGateway::Deployment')
      .map((r) => r.Properties.StageName);
  const both: Partial<ApiGroupProps> = { stages: ['RELEASE', 'TEST'] };
  expect(stagesOf(synth((stack) => void group(stack, both).addApi('GET /orders')))).toEqual([
    'TEST',
    'RELEASE',
  ]);
  expect(
    stagesOf(synth((stack) => void group(stack, both).addApi('GET /orders', { stages: ['TEST'] }))),
  ).toEqual(['TEST']);
});

test('the sub-domain and the id of a group are outputs', () => {
  const { Outputs } = synth((stack) => void group(stack));
  expect(Outputs).toMatchObject({
    OrdersGroupId: { Value: { 'Fn::GetAtt': ['Orders', 'GroupId'] } },
    OrdersSubDomain: { Value: { 'Fn::GetAtt': ['Orders', 'SubDomain'] } },
  });
});

test('stage variables are written in the order of their names', () => {
  const template = synth((stack) => {
    group(stack).addStageVariables('RELEASE', { host: 'b.example.com', cluster: 'a' });
  });
  const { StageName, Variables } = only(template, 'StageConfig');
  expect(StageName).toBe('RELEASE');
  expect(JSON.stringify(Variables)).toBe('{"cluster":"a","host":"b.example.com"}');
});

test('APIs can be added to a group that exists', () => {
  const template = synth((stack) => {
    const legacy = ApiGroup.fromGroupId(stack, 'Legacy', {
      groupId: 'abc123',
      stages: ['RELEASE'],
      backend: Backend.mock({ result: '{}' }),
      defaultAuthorization: customers(stack),
    });
    legacy.addApi('GET /orders');
  });
  expect(only(template, 'Api').GroupId).toBe('abc123');
  expect(only(template, 'PluginAttachment').StageName).toBe('RELEASE');
});

test('plug-ins can be bound to an API that exists, without a deployment of ours', () => {
  const template = synth((stack) => {
    group(stack).addExistingApi('GET /legacy', { apiId: 'api-1' });
  });
  expect(only(template, 'PluginAttachment')).toMatchObject({ ApiId: 'api-1', StageName: 'RELEASE' });
  expect(Object.values(template.Resources).map((r) => r.Type)).not.toContain(
    'ALIYUN::ApiGateway::Deployment',
  );
});

describe('refused with a reason, before anything is made:', () => {
  const cases: [string, Build, string, string][] = [
    [
      'a short group name',
      (s) => group(s, { groupName: 'abc' }),
      'name-invalid',
      'shop/Orders: group name "abc" is refused by the service (allowed: 4 to 50 letters, digits, underscores or Chinese characters, the first a letter or a Chinese character)',
    ],
    [
      'a group name with a space',
      (s) => group(s, { groupName: 'my orders' }),
      'name-invalid',
      'shop/Orders: group name "my orders" is refused by the service (allowed: 4 to 50 letters, digits, underscores or Chinese characters, the first a letter or a Chinese character)',
    ],
    [
      'a long description',
      (s) => group(s, { description: 'x'.repeat(181) }),
      'name-invalid',
      'shop/Orders: description has 181 characters, 180 are allowed',
    ],
    [
      'a group without a stage',
      (s) => group(s, { stages: [] }),
      'stage-unknown',
      'shop/Orders: stages: got no stage; allowed: TEST, PRE, RELEASE',
    ],
    [
      'a stage that the service does not have',
      (s) => group(s, { stages: ['PROD' as 'PRE'] }),
      'stage-unknown',
      'shop/Orders: stages: got PROD; allowed: TEST, PRE, RELEASE',
    ],
    [
      'a stage that the group does not publish',
      (s) => group(s).addApi('GET /a', { stages: ['TEST'] }),
      'stage-unpublished',
      'shop/Orders: stages: got TEST; allowed: RELEASE (the group lists the stages that its APIs are published to)',
    ],
    [
      'an unknown stage of an API',
      (s) => group(s).addApi('GET /a', { stages: ['PROD' as 'PRE'] }),
      'stage-unknown',
      'shop/Orders: stages: got PROD; allowed: RELEASE (the group lists the stages that its APIs are published to)',
    ],
    [
      'an API name outside the rules',
      (s) => group(s).addApi('GET /a', { apiName: '1st' }),
      'name-invalid',
      'shop/Orders \'GET /a\': API name "1st" is refused by the service (allowed: 4 to 50 letters, digits, underscores or Chinese characters, the first a letter or a Chinese character)',
    ],
    [
      'a path without a slash',
      (s) => group(s).addApi('GET orders'),
      'route-invalid',
      'shop/Orders: "GET orders" is not a route: path must start with a slash, got orders (a route is written like \'GET /orders/[orderId]\')',
    ],
    [
      'an unclosed bracket',
      (s) => group(s).addApi('GET /orders/[id'),
      'route-invalid',
      'shop/Orders: "GET /orders/[id" is not a route: path has an unclosed [ in [id (a route is written like \'GET /orders/[orderId]\')',
    ],
    [
      'a path parameter twice',
      (s) => group(s).addApi('GET /[a]/[a]'),
      'route-invalid',
      'shop/Orders: "GET /[a]/[a]" is not a route: path names the parameter [a] twice (a route is written like \'GET /orders/[orderId]\')',
    ],
    [
      'the same route twice',
      (s) => {
        const orders = group(s);
        orders.addApi('GET /orders/[id]');
        orders.addApi('GET /orders/[orderId]');
      },
      'api-duplicate',
      'shop/Orders: GET /orders/[orderId] is declared already, as GET /orders/[id] (a method and path stand once in a group; the names of path parameters do not tell routes apart)',
    ],
    [
      'no authorization, from plain JavaScript',
      (s) =>
        bare(s, { backend: Backend.http('https://a.example.com') }).addApi(
          ...(['GET /orders'] as unknown as [never, never]),
        ),
      'authorization-missing',
      "shop/Orders 'GET /orders': says nothing about who may call (give the group a defaultAuthorization, or the API an authorization; to open it: PublicAccess.because('…'))",
    ],
    [
      'no backend, from plain JavaScript',
      (s) =>
        bare(s, { defaultAuthorization: customers(s) }).addApi(
          ...(['GET /orders'] as unknown as [never, never]),
        ),
      'backend-invalid',
      "shop/Orders 'GET /orders': has no backend (give the group or the API a backend: Backend.http('https://orders.internal.example.com'))",
    ],
    [
      'public access without a reason',
      () => PublicAccess.because(' '),
      'authorization-missing',
      "public access needs a reason, got none (PublicAccess.because('load-balancer probe; returns no data'))",
    ],
    [
      'a base path that is no path',
      (s) => group(s, { basePath: 'orders' }),
      'route-invalid',
      'shop/Orders basePath: "ANY orders" is not a route: path must start with a slash, got orders (a route is written like \'GET /orders/[orderId]\')',
    ],
    [
      'more than 20 tags',
      (s) => group(s, { tags: Object.fromEntries([...Array(21).keys()].map((n) => [`t${n}`, ''])) }),
      'name-invalid',
      'shop/Orders: has 21 tags, 20 are allowed',
    ],
    [
      'no stage variable',
      (s) => group(s).addStageVariables('RELEASE', {}),
      'parameter-invalid',
      'shop/Orders: RELEASE has 0 variables, 1 to 50 are allowed',
    ],
    [
      'variables of a stage that is not published',
      (s) => group(s).addStageVariables('TEST', { a: 'b' }),
      'stage-unpublished',
      'shop/Orders: stages: got TEST; allowed: RELEASE (the group lists the stages that its APIs are published to)',
    ],
    [
      'a sixth domain',
      (s) => {
        const orders = group(s);
        for (const n of [1, 2, 3, 4, 5, 6]) orders.addCustomDomain(`api${n}.example.com`);
      },
      'domain-invalid',
      'shop/Orders: has more than 5 domains',
    ],
    [
      'a domain with a scheme',
      (s) => group(s).addCustomDomain('https://api.example.com'),
      'domain-invalid',
      "shop/Orders: \"https://api.example.com\" is not a domain name (write it in lower case and without a scheme, like 'api.example.com' or '*.example.com')",
    ],
    [
      'one domain for two groups with one base path',
      (s) => {
        group(s).addCustomDomain('api.example.com');
        const other = { groupName: 'others', stages: ['RELEASE'] } as const;
        new ApiGroup(s, 'Others', other).addCustomDomain('api.example.com');
      },
      'domain-invalid',
      'shop/Others: api.example.com/ is bound to shop/Orders already (groups that share a domain need different base paths)',
    ],
    [
      'a certificate whose private key would stand in the template',
      (s) =>
        group(s).addCustomDomain('api.example.com', {
          certificate: { name: 'c', body: 'b', privateKey: '-----BEGIN PRIVATE KEY-----' as never },
        }),
      'domain-invalid',
      'shop/Orders: the private key of the certificate would stand in the template (pass it as a RosParameter with noEcho: true)',
    ],
  ];

  const wrongDomains = [
    'localhost',
    'API.example.com',
    'api.example.com.',
    '.example.com',
    '-a.example.com',
    'a-.example.com',
    'api..com',
    'a.*.com',
    '*a.example.com',
    'api_1.example.com',
    'api.example.com/v1',
    `${'a'.repeat(64)}.example.com`,
    `${'a.'.repeat(126)}com`,
  ];
  test.each([...wrongDomains, '', undefined, 1])('what is no domain: %s', (name) => {
    expect(refusal((stack) => void group(stack).addCustomDomain(name as string))).toEqual({
      code: 'domain-invalid',
      message: `shop/Orders: ${JSON.stringify(name) ?? 'undefined'} is not a domain name (write it in lower case and without a scheme, like 'api.example.com' or '*.example.com')`,
    });
  });

  test('a number of ROS in place of a domain', () => {
    const build = (stack: Stack) => {
      const port = new RosParameter(stack, 'Port', { type: RosParameterType.NUMBER }).valueAsNumber;
      group(stack).addCustomDomain(port as never);
    };
    expect(refusalLine(build)).toBe(
      "domain-invalid: shop/Orders: a value of ROS (a parameter or an attribute) is not a domain name (write it in lower case and without a scheme, like 'api.example.com' or '*.example.com')",
    );
  });

  test.each(cases)('%s', (_title, build, code, message) => {
    const refused = refusal(build);
    expect(refused).toEqual({ code, message });
    expect(JSON.stringify(refused)).not.toContain('BEGIN PRIVATE KEY');
  });
});

test.each([
  ['api.example.com', 'OrdersDomainApiExampleCom'],
  ['*.example.com', 'OrdersDomainAnyExampleCom'],
  ['a-1.b2.example.com', 'OrdersDomainA1B2ExampleCom'],
  [`${'a'.repeat(63)}.com`, `OrdersDomainA${'a'.repeat(62)}Com`],
  [`${'a.'.repeat(125)}com`, `OrdersDomain${'A'.repeat(125)}Com`],
])('the domain %s is bound to the group', (name, id) => {
  const template = synth((stack) => {
    const domain = group(stack).addCustomDomain(name);
    expect(domain.domainName).toBe(name);
  });
  expect(ofType(template, 'CustomDomain')).toEqual({
    [id]: {
      Type: 'ALIYUN::ApiGateway::CustomDomain',
      Properties: { DomainName: name, GroupId: { 'Fn::GetAtt': ['Orders', 'GroupId'] } },
    },
  });
});

test('a certificate is written with a key that only ROS knows', () => {
  const template = synth((stack) => {
    const type = RosParameterType.STRING;
    const privateKey = new RosParameter(stack, 'Key', { type, noEcho: true }).value;
    group(stack).addCustomDomain('api.example.com', { certificate: { name: 'c', body: 'b', privateKey } });
  });
  expect(only(template, 'CustomDomain')).toMatchObject({
    CertificateName: 'c',
    CertificateBody: 'b',
    CertificatePrivateKey: { Ref: 'Key' },
  });
});

test('groups of different base paths share a domain, and a group has as many as it may', () => {
  const build = (stack: Parameters<Build>[0]) => {
    const orders = group(stack, { basePath: '/orders' });
    for (const n of [1, 2, 3, 4, 5]) orders.addCustomDomain(`api${n}.example.com`);
    const others = { groupName: 'others', stages: ['RELEASE'], basePath: '/others' } as const;
    new ApiGroup(stack, 'Others', others).addCustomDomain('api1.example.com');
  };
  expect(refusal(build)).toBe('accepted');
});

test('what a group says of itself is written, and its sub-domain is opened only where that is said', () => {
  const said = {
    description: 'x'.repeat(180),
    instanceId: 'api-1',
    basePath: '/v1',
    passthroughHeaders: 'x-trace',
  };
  const tags = Object.fromEntries([...Array(20).keys()].map((n) => [`t${n}`, String(n)]));
  const template = synth((stack) => {
    bare(stack, { ...said, tags, internetEnable: true, vpcIntranetEnable: true });
  });
  expect(only(template, 'Group')).toMatchObject({
    GroupName: 'orders',
    Description: said.description,
    InstanceId: 'api-1',
    BasePath: '/v1',
    PassthroughHeaders: 'x-trace',
    InternetEnable: true,
    VpcIntranetEnable: true,
  });
  expect(only(template, 'Group').Tags).toHaveLength(20);
});

test('what an API says of itself is written', () => {
  const template = synth((stack) => {
    group(stack).addApi('POST /orders', {
      apiName: 'create_order',
      description: 'makes one',
      visibility: 'PUBLIC',
      requestProtocol: 'HTTP,HTTPS',
      forceNonceCheck: true,
      disableInternet: true,
      resultType: 'XML',
      resultSample: '<a/>',
      failResultSample: '<b/>',
      errorCodeSamples: [{ code: '409', message: 'is there', description: 'twice' }],
      tags: { team: 'shop' },
    });
  });
  expect(only(template, 'Api')).toMatchObject({
    ApiName: 'create_order',
    Description: 'makes one',
    Visibility: 'PUBLIC',
    ForceNonceCheck: true,
    DisableInternet: true,
    RequestConfig: { RequestProtocol: 'HTTP,HTTPS', BodyFormat: 'STREAM' },
    ResultType: 'XML',
    ResultSample: '<a/>',
    FailResultSample: '<b/>',
    ErrorCodeSamples: [{ Code: '409', Message: 'is there', Description: 'twice' }],
    Tags: [{ Key: 'team', Value: 'shop' }],
  });
  const plain = only(
    synth((stack) => void group(stack).addApi('GET /orders')),
    'Api',
  );
  expect([plain.ResultType, plain.ResultSample]).toEqual(['JSON', '{}']);
});

test('variables of a stage are as many as it takes, and each has one value', () => {
  const variables = (count: number) =>
    Object.fromEntries([...Array(count).keys()].map((n) => [`v${n}`, String(n)]));
  const added = (...each: Readonly<Record<string, string>>[]) =>
    refusal((stack) => {
      const orders = group(stack);
      for (const one of each) orders.addStageVariables('RELEASE', one);
    });
  expect(added(variables(50))).toBe('accepted');
  expect(added(variables(50), { v1: '1' })).toBe('accepted');
  expect(added(variables(50), { more: '1' })).toEqual({
    code: 'parameter-invalid',
    message: 'shop/Orders: RELEASE has 51 variables, 1 to 50 are allowed',
  });
});

test('a group takes as many APIs as the service does', () => {
  const stack = new Stack(new App({ stackTraces: false, treeMetadata: false }), 'shop');
  const orders = group(stack);
  for (let n = 0; n < 1000; n += 1) orders.addApi(`GET /r${n}`);
  expect(refusal(() => void orders.addApi('GET /more'))).toEqual({
    code: 'api-duplicate',
    message:
      'shop/Orders: has more than 1000 APIs (split the group; groups can share a domain by different base paths)',
  });
});

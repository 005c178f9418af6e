import { stageBackendOf, variablesReadBy } from '../../lib/model';
import { isUnknown, type Maybe } from '../../lib/template';
import { api, deployment, getAtt, group, type Loose, model } from './sample';

const config = (Variables: Loose, properties: Loose = {}, others: Loose = {}) => ({
  Type: 'ALIYUN::ApiGateway::StageConfig',
  Properties: { GroupId: getAtt('Group', 'GroupId'), StageName: 'RELEASE', Variables, ...properties },
  ...others,
});

const http = (ServiceAddress: Loose, others: Loose = {}) =>
  api('GET /orders', { ServiceConfig: { ServiceProtocol: 'HTTPS', ServiceAddress, ...others } });

const shop = { Group: group(), Api: http('https://#host#'), Release: deployment() };

const words = (value: Maybe<unknown> | undefined) =>
  isUnknown(value) ? `unknown: ${value.expression}` : value;

/** The addresses of the only route, by stage. */
function addressesOf(resources: Loose, sections: Loose = {}) {
  const { routes } = model({ ...shop, ...resources }, sections);
  return Object.fromEntries(
    routes.flatMap((route) =>
      route.stages.map((stage) => {
        const backend = stageBackendOf(route, stage);
        return [words(stage.stage), words(isUnknown(backend) ? backend : backend.address)];
      }),
    ),
  );
}

const addressOf = (resources: Loose, sections: Loose = {}) => addressesOf(resources, sections).RELEASE;

test('each stage has its own backend', () => {
  const found = addressesOf({
    Test: deployment({ StageName: 'TEST' }),
    Variables: config({ host: 'orders.example.com' }),
    TestVariables: config({ host: 'test.example.com', other: 'x' }, { StageName: 'TEST' }),
  });
  expect(found).toEqual({ RELEASE: 'https://orders.example.com', TEST: 'https://test.example.com' });
});

test('a variable stands in the address, the path, the VPC access and the function, and nowhere else', () => {
  const { routes } = model({
    ...shop,
    Api: http('#host#', {
      ServicePath: '/#version#/orders?tenant=#tenant#',
      VpcConfig: { VpcId: '#vpc#', InstanceId: { Ref: 'Instance' }, Port: 80 },
      FunctionComputeConfig: { ServiceName: '#service#', FunctionName: 'orders-#version#' },
      ContentTypeValue: '#host#',
    }),
    Variables: config({ host: 'a.example.com', version: 2, tenant: 't', vpc: 'vpc-1', service: 's' }),
  });
  const [route] = routes;
  const [stage] = route?.stages ?? [];
  if (route === undefined || stage === undefined) throw new Error('there is a route');
  expect(stageBackendOf(route, stage)).toMatchObject({
    address: 'a.example.com',
    path: '/2/orders?tenant=t',
    vpcConfig: { VpcId: 'vpc-1', InstanceId: { Ref: 'Instance' }, Port: 80 },
    functionComputeConfig: { ServiceName: 's', FunctionName: 'orders-2' },
    contentType: '#host#',
  });
});

describe('what the number signs of a text mean:', () => {
  const Variables = config({
    a: 'A',
    b: 'B',
    host: 'orders.example.com',
    'back-end': 'h',
    nested: '#a#',
    empty: '',
  });
  test.each<[string, string]>([
    ['https://#host#', 'https://orders.example.com'],
    ['#a##b#', 'AB'],
    ['https://#a#.#b#.example.com', 'https://A.B.example.com'],
    ['https://#back-end#', 'https://h'],
    ['https://x#empty#', 'https://x'],
    ['https://h.example.com/a#b', 'https://h.example.com/a#b'],
    ['https://h.example.com?x=#a#', 'https://h.example.com?x=A'],
    ['#a#b#', 'unknown: a text whose number signs stand around no names'],
    ['a##b', 'unknown: a text whose number signs stand around no names'],
    ['/a#b/c#d', 'unknown: a text whose number signs stand around no names'],
    ['##a##', 'unknown: a text whose number signs stand around no names'],
    ['#A#', 'unknown: #A#, which the stage does not define'],
    ['#constructor#', 'unknown: #constructor#, which the stage does not define'],
    ['#nested#', 'unknown: #nested#, whose value holds a number sign'],
  ])('%s', (address, expected) => {
    expect(addressOf({ Api: http(address), Variables })).toBe(expected);
  });
});

describe('unknown, never the text as it stands, is', () => {
  const Variables = config({ host: 'a.example.com' });
  const sections = {
    Parameters: { P: { Type: 'String' }, G: { Type: 'String' } },
    Conditions: { Prod: { 'Fn::Equals': [{ Ref: 'P' }, 'prod'] } },
  };
  test.each<[string, Loose, string]>([
    ['a variable that nobody defines', {}, '#host#, which the stage does not define'],
    [
      'one of another stage',
      { Variables: config({ host: 'a' }, { StageName: 'TEST' }) },
      '#host#, which the stage does not define',
    ],
    [
      'one of another group',
      {
        Other: group({ GroupName: 'others' }),
        Variables: config({ host: 'a' }, { GroupId: { Ref: 'Other' } }),
      },
      '#host#, which the stage does not define',
    ],
    [
      'one of a group that exists already',
      { Variables: config({ host: 'a' }, { GroupId: 'an-id' }) },
      '#host#, which the stage does not define',
    ],
    ['a value that only ROS knows', { Variables: config({ host: { Ref: 'P' } }) }, 'Ref P'],
    ['variables that only ROS knows', { Variables: config({ Ref: 'P' }) }, '#host# of Ref P'],
    [
      'a StageConfig behind a condition',
      { Variables: { ...Variables, Condition: 'Prod' } },
      '#host#: Variables is there only if Prod',
    ],
    [
      'two values of one variable',
      { Variables, Others: config({ host: 'b.example.com' }) },
      '#host#: Variables and Others set the variables of one stage',
    ],
    [
      'a second StageConfig, which may take the place of the first',
      { Variables, Others: config({ another: 'b' }) },
      '#host#: Variables and Others set the variables of one stage',
    ],
    [
      'a StageConfig of a stage that only ROS knows',
      { Variables: config({ host: 'a' }, { StageName: { Ref: 'P' } }) },
      '#host#: Variables is for the stage Ref P',
    ],
    [
      'a group that is made elsewhere',
      {
        Api: {
          ...http('https://#host#'),
          Properties: { ...http('https://#host#').Properties, GroupId: { Ref: 'G' } },
        },
      },
      '#host#: the group is made elsewhere (Ref G)',
    ],
    [
      'what a resource of an unknown type may define',
      {
        Custom: {
          Type: 'ALIYUN::ROS::CustomResource',
          Properties: { Parameters: { id: getAtt('Group', 'GroupId') } },
        },
      },
      '#host#: resource Custom (ALIYUN::ROS::CustomResource) is told the group and may set it',
    ],
    [
      'what a nested stack that cannot be read may define',
      {
        Nested: {
          Type: 'ALIYUN::ROS::Stack',
          Properties: { TemplateURL: 'https://example.com', Parameters: { Id: { Ref: 'Group' } } },
        },
      },
      '#host#: resource Nested (ALIYUN::ROS::Stack) is told the group and may set it',
    ],
  ])('%s', (_, resources, expected) => {
    expect(addressOf(resources, sections)).toBe(`unknown: ${expected}`);
  });
});

describe('known is', () => {
  test.each<[string, Loose]>([
    [
      'what two StageConfigs say alike',
      { Variables: config({ host: 'a.example.com' }), Others: config({ host: 'a.example.com' }) },
    ],
    [
      'what is there whenever the route is',
      {
        Variables: config({ host: 'a.example.com' }, {}, { Condition: 'Prod' }),
        Release: deployment({}, { Condition: 'Prod' }),
      },
    ],
    [
      'the first instance of a Count of one',
      { Variables: config({ host: 'a.example.com' }, {}, { Count: 1 }) },
    ],
    [
      'a variable of a group that the parameter names for both',
      {
        Api: {
          ...http('https://#host#'),
          Properties: { ...http('https://#host#').Properties, GroupId: { Ref: 'G' } },
        },
        Variables: config({ host: 'a.example.com' }, { GroupId: { Ref: 'G' } }),
      },
    ],
    [
      'a value that a function puts together',
      { Variables: config({ host: { 'Fn::Join': ['.', ['a', 'example', 'com']] } }) },
    ],
  ])('%s', (_, resources) => {
    const sections = {
      Parameters: { P: { Type: 'String' }, G: { Type: 'String' } },
      Conditions: { Prod: { 'Fn::Equals': [{ Ref: 'P' }, 'prod'] } },
    };
    expect(addressOf(resources, sections)).toBe('https://a.example.com');
  });
});

test('a fixed answer reads no variables', () => {
  const { routes } = model({ ...shop, Api: http('#host#', { Mock: 'TRUE' }) });
  expect(routes.map((route) => variablesReadBy(route))).toEqual([{ uses: [] }]);
});

test('each variable is told with the part that reads it', () => {
  const { routes } = model({ ...shop, Api: http('https://#host#', { ServicePath: '/#a#/#b#' }) });
  expect(routes.map((route) => variablesReadBy(route))).toEqual([
    {
      uses: [
        { name: 'host', part: 'address' },
        { name: 'a', part: 'path' },
        { name: 'b', part: 'path' },
      ],
    },
  ]);
});

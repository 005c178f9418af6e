import { stageVariableUndefined as rule } from '../../lib/rules/stage-variable-undefined';
import { firstOutcomeOf, outcomesOf } from './check-template';
import { api, published, type Resources, ref, shop, template } from './gateway-template';

const orders = (address: unknown, ServiceConfig: object = {}, GroupId: unknown = ref('Shop')): Resources =>
  api('Orders', 'GET /orders', {
    properties: {
      GroupId,
      ServiceConfig: { ServiceProtocol: 'HTTPS', ServiceAddress: address, ...ServiceConfig },
    },
  });

const config = (id: string, Variables: unknown, properties: object = {}, others: object = {}): Resources => ({
  [id]: {
    Type: 'ALIYUN::ApiGateway::StageConfig',
    Properties: { GroupId: ref('Shop'), StageName: 'RELEASE', Variables, ...properties },
    ...others,
  },
});

const [release, test_] = [published('Orders', 'RELEASE'), published('Orders', 'TEST')];
const backend = orders('https://#backend#');
const defined = config('Variables', { backend: 'a.example.com' });

test.each([
  {
    name: 'a stage without the variable fails, and the other one passes',
    template: template(shop, backend, release, test_, defined),
    verdicts: ['pass', 'fail GET /orders TEST: #backend# is not defined in TEST'],
  },
  {
    name: 'where nobody defines variables, each stage fails',
    template: template(shop, backend, release, test_),
    verdicts: [
      'fail GET /orders RELEASE: #backend# is not defined in RELEASE',
      'fail GET /orders TEST: #backend# is not defined in TEST',
    ],
  },
  {
    name: 'another spelling is another variable',
    template: template(shop, backend, release, config('Variables', { Backend: 'a', BACKEND: 'b', c: 'd' })),
    verdicts: [
      'fail GET /orders RELEASE: #backend# is not defined in RELEASE, which has Backend and BACKEND',
    ],
  },
  {
    name: 'several are told once',
    template: template(shop, orders('https://#a#.#b#', { ServicePath: '/#a#/#c#' }), release),
    verdicts: ['fail GET /orders RELEASE: #a#, #b# and #c# are not defined in RELEASE'],
  },
  {
    name: 'one for another group, or for a group that exists already, is no help',
    template: template(
      shop,
      { Other: { Type: 'ALIYUN::ApiGateway::Group', Properties: { GroupName: 'others' } } },
      backend,
      release,
      config('OfOther', { backend: 'a' }, { GroupId: ref('Other') }),
      config('OfExisting', { backend: 'a' }, { GroupId: 'an-id' }),
    ),
    verdicts: ['fail GET /orders RELEASE: #backend# is not defined in RELEASE'],
  },
  {
    name: 'a value that only ROS knows is defined',
    template: template(shop, backend, release, config('Variables', { backend: ref('Backend') })),
    verdicts: ['pass'],
  },
  {
    name: 'so is one of several values',
    template: template(shop, backend, release, defined, config('Others', { backend: 'b.example.com' })),
    verdicts: ['pass'],
  },
  {
    name: 'a text without a pair of number signs, a fixed answer and what ROS fills in are not what it is about',
    template: template(
      shop,
      orders('https://a.example.com/x#y'),
      release,
      api('Mock', 'GET /mock', {
        properties: { ServiceConfig: { Mock: 'TRUE', ServiceAddress: '#backend#' } },
      }),
      published('Mock', 'RELEASE'),
      api('Ref', 'GET /ref', { properties: { ServiceConfig: { ServiceAddress: ref('Address') } } }),
      published('Ref', 'RELEASE'),
      api('Constant', 'GET /constant', {
        properties: {
          ServiceConfig: { ServiceAddress: 'https://a.example.com', ContentTypeValue: '#a#' },
          ConstParameters: [{ ServiceParameterName: 'x', ConstValue: '#colour#' }],
        },
      }),
      published('Constant', 'RELEASE'),
    ),
    verdicts: ['not-applicable', 'not-applicable', 'not-applicable', 'not-applicable'],
  },
  {
    name: 'an API that is published nowhere has no stage to look at',
    template: template(shop, backend),
    verdicts: [],
  },
  {
    name: 'it is unknown where something else may define it',
    template: template(shop, backend, release, {
      Custom: { Type: 'ALIYUN::ROS::CustomResource', Properties: { Parameters: { Group: ref('Shop') } } },
    }),
    verdicts: [
      'unknown GET /orders RELEASE: #backend#: resource Custom (ALIYUN::ROS::CustomResource) is told the group and may set it',
    ],
  },
  {
    name: 'of a group that is made elsewhere',
    template: template(orders('https://#backend#', {}, 'an-id'), release),
    verdicts: ['unknown GET /orders RELEASE: #backend#: the group is made elsewhere ("an-id")'],
  },
  {
    name: 'behind a condition',
    template: template(
      shop,
      backend,
      release,
      config('Variables', { backend: 'a' }, {}, { Condition: 'Prod' }),
    ),
    verdicts: ['unknown GET /orders RELEASE: #backend#: Variables is there only if Prod'],
  },
  {
    name: 'where a second StageConfig may take the place of the first',
    template: template(shop, backend, release, defined, config('Others', { other: 'b' })),
    verdicts: ['unknown GET /orders RELEASE: #backend#: Variables and Others set the variables of one stage'],
  },
  {
    name: 'where only ROS knows the variables, the stage, or whether the value is there',
    template: template(
      shop,
      backend,
      release,
      test_,
      config('Variables', ref('All')),
      config(
        'OfTest',
        { backend: { 'Fn::If': ['Prod', 'a', ref('ALIYUN::NoValue')] } },
        { StageName: 'TEST' },
      ),
    ),
    verdicts: [
      'unknown GET /orders RELEASE: #backend# of Ref All',
      'unknown GET /orders TEST: #backend# is Fn::If ["Prod","a",{"Ref":"ALIYUN::NoValue"}]',
    ],
  },
  {
    name: 'where number signs may stand around more than one name',
    template: template(shop, orders('https://#a#b#'), release, config('Variables', { a: 'a', b: 'b' })),
    verdicts: ['unknown GET /orders RELEASE: ServiceAddress has number signs that stand around no names'],
  },
])('$name', (each) => {
  expect(outcomesOf(rule, each.template)).toEqual(each.verdicts);
});

test.each<[string, object, string | undefined]>([
  ['an address', { ServiceAddress: 'https://#a#' }, undefined],
  ['a path', { ServiceAddress: 'https://a.example.com', ServicePath: '/#a#' }, 'warning'],
  ['a function', { FunctionComputeConfig: { FunctionName: '#a#' } }, 'warning'],
  ['a VPC access', { VpcConfig: { InstanceId: '#a#' } }, 'warning'],
])(
  '%s with a variable that nobody defines is as bad as what is known of it',
  (_, ServiceConfig, severity) => {
    const properties = { ServiceConfig };
    const found = firstOutcomeOf(rule, template(shop, api('Orders', 'GET /orders', { properties }), release));
    expect(found).toMatchObject({ verdict: 'fail' });
    expect(typeof found === 'object' ? found.severity : '').toBe(severity);
  },
);

import { routeTakenTwice as rule } from '../../lib/rules/route-taken-twice';
import { outcomesOf } from './check-template';
import { api, published, ref, shop, template } from './gateway-template';

const inGroup = (id: string, route: string, group: unknown, condition?: string) =>
  api(id, route, { properties: { GroupId: group }, ...(condition === undefined ? {} : { condition }) });
const group = (id: string, BasePath: unknown) => ({
  [id]: { Type: 'ALIYUN::ApiGateway::Group', Properties: { GroupName: id, BasePath } },
});
const domain = (id: string, groupId: string, DomainName: unknown = 'api.example.com') => ({
  [id]: { Type: 'ALIYUN::ApiGateway::CustomDomain', Properties: { DomainName, GroupId: ref(groupId) } },
});
const twoGroups = (basePath: unknown, stage = 'RELEASE', second: unknown = 'API.example.com') =>
  template(
    shop,
    group('Other', basePath),
    inGroup('A', 'GET /v1/x', ref('Shop')),
    inGroup('B', 'GET /x', ref('Other')),
    published('A', 'RELEASE'),
    published('B', stage),
    domain('DomainA', 'Shop'),
    domain('DomainB', 'Other', second),
  );

test.each([
  {
    name: 'one method and path in one group fails, whatever its parameters are called',
    template: template(shop, api('A', 'GET /x/[a]'), api('B', 'GET /x/[b]')),
    verdicts: ['pass', 'fail GET /x/[b]: takes the same requests in the same group as GET /x/[a] (A)'],
  },
  {
    name: 'the same in a group that stands elsewhere',
    template: template(inGroup('A', 'GET /x', ref('Group')), inGroup('B', 'GET /x', ref('Group'))),
    verdicts: ['pass', 'fail GET /x: takes the same requests in the same group as GET /x (A)'],
  },
  {
    name: 'another method, another path, and a method beside ANY pass',
    template: template(
      shop,
      api('A', 'GET /x'),
      api('B', 'POST /x'),
      api('C', 'ANY /x'),
      api('D', 'GET /x/*'),
    ),
    verdicts: ['pass', 'pass', 'pass', 'pass'],
  },
  {
    name: 'paths that nothing puts in order are a warning',
    template: template(shop, api('A', 'GET /a[x]'), api('B', 'GET /[y]b')),
    verdicts: [
      'pass',
      'fail GET /[y]b: may take the same requests in the same group as GET /a[x] (A), and nothing tells which of the two answers',
    ],
  },
  {
    name: 'two groups on one domain fail with their base paths, whatever the letters of the domain',
    template: twoGroups('/v1/'),
    verdicts: ['pass', 'fail GET /x: takes the same requests on the domain api.example.com as GET /v1/x (A)'],
  },
  { name: 'two groups pass with another base path', template: twoGroups('/v2'), verdicts: ['pass', 'pass'] },
  {
    name: 'two groups pass in different stages',
    template: twoGroups('/v1', 'TEST'),
    verdicts: ['pass', 'pass'],
  },
  {
    name: 'two groups pass on different domains',
    template: twoGroups('/v1', 'RELEASE', 'b.example.com'),
    verdicts: ['pass', 'pass'],
  },
  {
    name: 'a base path that ROS fills in is unknown',
    template: twoGroups(ref('Base')),
    verdicts: [
      'pass',
      expect.stringMatching(/^unknown GET \/x: whether another API takes its requests is not known/),
    ],
  },
  {
    name: 'two that may never be there together are unknown, and two of one condition fail',
    template: {
      ...template(
        shop,
        inGroup('A', 'GET /x', ref('Shop'), 'One'),
        inGroup('B', 'GET /x', ref('Shop'), 'Two'),
        inGroup('C', 'GET /x', ref('Shop'), 'One'),
      ),
      Parameters: { P: { Type: 'String' } },
      Conditions: { One: { 'Fn::Equals': ['1', ref('P')] }, Two: { 'Fn::Equals': ['2', ref('P')] } },
    },
    verdicts: [
      'pass',
      expect.stringMatching(/^unknown GET \/x: .* perhaps: A and B are both there only if/),
      expect.stringMatching(/^fail GET \/x: takes the same requests in the same group as GET \/x \(A\)/),
      expect.stringMatching(/^unknown GET \/x: /),
    ],
  },
  { name: 'without APIs there is nothing to say', template: template(shop), verdicts: [] },
])('$name', (each) => {
  expect(outcomesOf(rule, each.template)).toEqual(each.verdicts);
});

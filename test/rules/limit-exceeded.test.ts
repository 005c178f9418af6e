import { limitExceeded as rule } from '../../lib/rules/limit-exceeded';
import { outcomesOf } from './check-template';
import { api, plugin, type Resources, ref, template } from './gateway-template';

const group = (GroupName: unknown, Description?: unknown): Resources => ({
  Shop: { Type: 'ALIYUN::ApiGateway::Group', Properties: { GroupName, Description } },
});
const wait = (more: object): Resources => ({ Wait: { Type: 'ALIYUN::ROS::WaitCondition', ...more } });
/** The number of resources, and the size of the template. */
const STACK = ['pass', 'pass'];
const WORDS =
  '4 to 50 letters, digits, underscores or Chinese characters, the first a letter or a Chinese character';

test.each([
  {
    name: 'a stack with more than 300 resources fails, instances of a Count included',
    template: template(wait({ Count: 300 }), { Other: { Type: 'ALIYUN::ROS::WaitCondition' } }),
    verdicts: ['fail stack template: has 301 resources; ROS takes 300', 'pass'],
  },
  {
    name: 'conditions and a Count that ROS fills in leave the number unknown',
    template: {
      ...template(wait({ Count: 300 }), {
        Other: { Type: 'ALIYUN::ROS::WaitCondition', Condition: 'IsLive' },
      }),
      Conditions: { IsLive: { 'Fn::Equals': [ref('Live'), 'yes'] } },
    },
    verdicts: [
      'unknown stack template: has 300 resources, and under conditions up to 301; ROS takes 300',
      'pass',
    ],
  },
  {
    name: 'a Count that ROS fills in leaves the number unknown',
    template: template(wait({ Count: ref('Many') })),
    verdicts: ['unknown stack template: has 0 resources, and how many Wait[*] are is not known', 'pass'],
  },
  {
    name: 'a Count beyond what ROS takes fails, however large it is',
    template: template(wait({ Count: 1_000_000_000 }), { Other: { Type: 'ALIYUN::ROS::WaitCondition' } }),
    verdicts: ['fail stack template: has 1000000001 resources; ROS takes 300', 'pass'],
  },
  {
    name: 'a Count of nothing is one resource',
    template: template(wait({ Count: ref('ALIYUN::NoValue') })),
    verdicts: STACK,
  },
  {
    name: 'a template of more than 512 KB fails, be it by a nested stack that stands in it',
    template: template({
      Inner: {
        Type: 'ALIYUN::ROS::Stack',
        Properties: {
          TemplateBody: {
            ROSTemplateFormatVersion: '2015-09-01',
            Metadata: 'x'.repeat(524_288),
            Resources: {},
          },
        },
      },
    }),
    verdicts: ['pass', 'fail template template: has 524482 bytes; ROS takes 524288', 'pass'],
  },
  {
    name: 'plug-in data over 50 KB fails',
    template: template(plugin('Browsers', 'cors', `{ "exposeHeaders": "${'x'.repeat(51_200)}" }`)),
    verdicts: [...STACK, 'fail Browsers.PluginData: has 51223 bytes; the service takes 51200', 'pass'],
  },
  {
    name: 'names that no vendor page takes fail',
    template: template(group('1st'), plugin('Cors', 'cors', {}), {
      App: { Type: 'ALIYUN::ApiGateway::App', Properties: { AppName: 'abc' } },
    }),
    verdicts: [
      ...STACK,
      'pass',
      'fail Shop.GroupName: is "1st"; the service takes 4 to 128 letters, digits, underscores, hyphens, dots, spaces or Chinese characters, the first a letter or a Chinese character',
      'pass',
      'fail App.AppName: is "abc"; the service takes 4 to 26 characters',
    ],
  },
  {
    name: 'a name that one vendor page takes and another does not is unknown',
    template: template(group('my-shop')),
    verdicts: [
      ...STACK,
      `unknown Shop.GroupName: is "my-shop": some vendor pages take it, others want ${WORDS}`,
    ],
  },
  {
    name: 'a description that is too long fails; characters count, not bytes',
    template: template(group('shop', '界'.repeat(181)), {
      Other: { Type: 'ALIYUN::ApiGateway::Plugin', Properties: { Description: '界'.repeat(200) } },
    }),
    verdicts: [...STACK, 'pass', 'fail Shop.Description: has 181 characters; the service takes 180', 'pass'],
  },
  {
    name: 'what ROS fills in is unknown',
    template: template(group(ref('Name'), ref('Words')), plugin('Customers', 'jwtAuth', ref('Data'))),
    verdicts: [
      ...STACK,
      'unknown Customers.PluginData: is made by Ref Data',
      'unknown Shop.GroupName: is Ref Name',
      'unknown Shop.Description: is Ref Words',
      'pass',
    ],
  },
  {
    name: 'only the stack is looked at where there is nothing else',
    template: template(api('Orders', 'GET /orders')),
    verdicts: STACK,
  },
])('$name', (each) => {
  expect(outcomesOf(rule, each.template)).toEqual(each.verdicts);
});

test('the conditions of a nested stack do not make its resources uncertain', () => {
  const body = { ROSTemplateFormatVersion: '2015-09-01', ...template(wait({ Count: 301 })) };
  const inner = { Type: 'ALIYUN::ROS::Stack', Condition: 'IsLive', Properties: { TemplateBody: body } };
  const outer = {
    ...template({ Inner: inner }),
    Conditions: { IsLive: { 'Fn::Equals': [ref('Live'), 'yes'] } },
  };
  expect(outcomesOf(rule, outer)).toEqual([
    ...STACK,
    'fail stack template/Inner: has 301 resources; ROS takes 300',
  ]);
});

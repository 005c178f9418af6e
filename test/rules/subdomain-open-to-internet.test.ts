import { subdomainOpenToInternet as rule } from '../../lib/rules/subdomain-open-to-internet';
import { outcomesOf } from './check-template';
import { api, ref, template } from './gateway-template';

const group = (InternetEnable?: unknown): object =>
  template({
    Shop: { Type: 'ALIYUN::ApiGateway::Group', Properties: { GroupName: 'shop', InternetEnable } },
  });

test.each([
  {
    name: 'a group that says nothing fails',
    template: group(),
    verdicts: ['fail group Shop: InternetEnable is not given, and the service then opens it'],
  },
  { name: 'true fails', template: group(true), verdicts: ['fail group Shop: InternetEnable is true'] },
  { name: 'false passes', template: group(false), verdicts: ['pass'] },
  { name: 'false as a text passes', template: group('false'), verdicts: ['pass'] },
  {
    name: 'a template without groups is not looked at',
    template: template(api('Orders', 'GET /orders')),
    verdicts: [],
  },
  {
    name: 'a value that ROS fills in is unknown',
    template: group(ref('Open')),
    verdicts: ['unknown group Shop: InternetEnable is Ref Open'],
  },
])('$name', (each) => {
  expect(outcomesOf(rule, each.template)).toEqual(each.verdicts);
});

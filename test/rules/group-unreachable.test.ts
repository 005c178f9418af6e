import { groupUnreachable as rule } from '../../lib/rules/group-unreachable';
import { outcomesOf } from './check-template';
import { ref, template } from './gateway-template';

const group = (id: string, InternetEnable: unknown, VpcIntranetEnable?: unknown) => ({
  [id]: {
    Type: 'ALIYUN::ApiGateway::Group',
    Properties: { GroupName: id, InternetEnable, VpcIntranetEnable },
  },
});
const domain = (id: string, GroupId: unknown) => ({
  [id]: { Type: 'ALIYUN::ApiGateway::CustomDomain', Properties: { DomainName: 'a.example.com', GroupId } },
});

test.each([
  {
    name: 'a group without any address fails',
    template: template(group('Shop', false, false)),
    verdicts: [
      'fail group Shop: InternetEnable and VpcIntranetEnable are false, and no domain is bound to it',
    ],
  },
  {
    name: 'one with an address passes',
    template: template(
      group('Open', true, false),
      group('Vpc', false, true),
      group('Named', false, false),
      domain('Domain', ref('Named')),
    ),
    verdicts: ['pass', 'pass', 'pass'],
  },
  {
    name: 'of the VPC nothing is said',
    template: template(group('Shop', false)),
    verdicts: ['not-applicable'],
  },
  {
    name: 'what ROS fills in is unknown, and for which group a domain is',
    template: template(
      group('Shop', ref('Open'), false),
      group('Vpc', false, ref('Open')),
      group('Dark', false, false),
      domain('Domain', ref('GroupId')),
    ),
    verdicts: [
      'unknown group Shop: InternetEnable is Ref Open',
      'unknown group Vpc: VpcIntranetEnable is Ref Open',
      'unknown group Dark: which group the domain Domain is for is not known',
    ],
  },
])('$name', (each) => {
  expect(outcomesOf(rule, each.template)).toEqual(each.verdicts);
});

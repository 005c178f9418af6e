import { attributeUnknownToResource as rule } from '../../lib/rules/attribute-unknown-to-resource';
import { outcomesOf } from './check-template';

const group = { Type: 'ALIYUN::ApiGateway::Group', Properties: { GroupName: 'orders' } };
const api = (GroupId: unknown) => ({ Type: 'ALIYUN::ApiGateway::Api', Properties: { GroupId } });
const nested = (GroupId: unknown) => ({
  Resources: {
    Inner: {
      Type: 'ALIYUN::ROS::Stack',
      Properties: {
        TemplateBody: {
          ROSTemplateFormatVersion: '2015-09-01',
          Resources: { Group: group },
          Outputs: { Id: { Value: { Ref: 'Group' } } },
        },
      },
    },
    Api: api(GroupId),
  },
});

test.each([
  {
    name: 'an attribute in other letters fails, and the one that is meant is told',
    template: { Resources: { Group: group, Api: api({ 'Fn::GetAtt': ['Group', 'groupId'] }) } },
    verdicts: ['fail Api Group.groupId: Group has no attribute groupId: GroupId is meant'],
  },
  {
    name: 'an attribute of another type fails, written with a dot and in a text, too',
    template: {
      Resources: { Group: group, Api: api({ 'Fn::GetAtt': 'Group.ApiId' }) },
      Outputs: { Address: { Value: { 'Fn::Sub': `https://\${Group.Domain}/` } } },
    },
    verdicts: [
      'fail Api Group.ApiId: Group has no attribute ApiId; it has GroupId, SubDomain, Tags',
      'fail Outputs Group.Domain: Group has no attribute Domain; it has GroupId, SubDomain, Tags',
    ],
  },
  {
    name: 'an attribute that either of the vendor’s packages has passes',
    template: {
      Resources: {
        Group: group,
        App: { Type: 'ALIYUN::ApiGateway::App', Properties: { AppName: 'shop' } },
        Api: api({ 'Fn::GetAtt': ['Group', 'GroupId'] }),
      },
      Outputs: { Code: { Value: { 'Fn::GetAtt': ['App', 'AppCode'] } } },
    },
    verdicts: ['pass', 'pass'],
  },
  {
    name: 'an output that a nested stack does not have fails, and one that it has passes',
    template: nested({ 'Fn::GetAtt': ['Inner', 'Outputs.Group'] }),
    verdicts: ['fail Api Inner.Outputs.Group: nested stack Inner has no output Group'],
  },
  {
    name: 'an output that a nested stack has passes',
    template: nested({ 'Fn::GetAtt': ['Inner', 'Outputs.Id'] }),
    verdicts: ['pass'],
  },
  {
    name: 'what resources of other services have is not judged',
    template: {
      Resources: {
        Lookup: { Type: 'ALIYUN::ROS::CustomResource' },
        Api: api({ 'Fn::GetAtt': ['Lookup', 'whatever'] }),
      },
    },
    verdicts: [],
  },
])('$name', ({ template, verdicts }) => {
  expect(outcomesOf(rule, template)).toEqual(verdicts);
});

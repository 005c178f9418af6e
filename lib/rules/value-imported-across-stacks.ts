import { callSubject, expressionsOf } from './expressions';
import { IMPORT_VALUE } from './function-unknown-to-ros';
import type { Rule } from './rule';
import { fail, unknown } from './subject';
import { unreadableStacks } from './unreadable-stacks';

const api = (groupId: string): string => `Parameters:
  GroupId: { Type: String }
Resources:
  Orders:
    Type: ALIYUN::ApiGateway::Api
    Properties:
      GroupId: ${groupId}
      RequestConfig: { RequestHttpMethod: GET, RequestPath: /orders }
`;

export const valueImportedAcrossStacks: Rule = Object.freeze<Rule>({
  id: 'value-imported-across-stacks',
  title: 'A template calls Fn::ImportValue, which ROS does not have.',
  why: 'ROS CDK writes it where a construct of one stack refers to a construct of another. ROS refuses the template.',
  remediation: 'Pass the value as a parameter of the stack, or read it with Fn::GetStackOutput.',
  severity: 'error',
  source: 'npm @alicloud/ros-cdk-core 1.12.0; https://www.alibabacloud.com/help/doc-detail/28930.html',
  grade: 'run',
  bad: api('{ "Fn::ImportValue": shop-group }'),
  good: api('{ Ref: GroupId }'),
  isOfTemplates: true,
  *check(model) {
    for (const call of expressionsOf(model).calls)
      if (call.name === IMPORT_VALUE) yield fail(callSubject(call), 'is a function that ROS does not have');
    for (const subject of unreadableStacks(model)) yield unknown(subject, 'its template is not here');
  },
});

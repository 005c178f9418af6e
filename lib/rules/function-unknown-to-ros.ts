import { ROS_FUNCTIONS } from '../facts';
import { callSubject, expressionsOf } from './expressions';
import type { Rule } from './rule';
import { fail, unknown } from './subject';
import { unreadableStacks } from './unreadable-stacks';

/** It has a rule of its own. */
export const IMPORT_VALUE = 'Fn::ImportValue';

const group = (name: string): string => `Resources:
  Orders:
    Type: ALIYUN::ApiGateway::Group
    Properties: { GroupName: ${name} }
`;

export const functionUnknownToRos: Rule = Object.freeze<Rule>({
  id: 'function-unknown-to-ros',
  title: 'A template calls a function that is on no list of the functions of ROS.',
  why: 'ROS refuses a template with a function that it does not have. It does not have all functions of AWS CloudFormation.',
  remediation: 'Look the function up in the list of ROS, and take one that is there.',
  severity: 'warning',
  source: ROS_FUNCTIONS.source,
  grade: ROS_FUNCTIONS.grade,
  bad: group('{ "Fn::ToJsonString": { name: orders } }'),
  good: group('{ "Fn::Join": [_, [orders, { Ref: "ALIYUN::Region" }]] }'),
  isOfTemplates: true,
  *check(model) {
    for (const call of expressionsOf(model).calls) {
      if (ROS_FUNCTIONS.value.has(call.name)) yield 'pass';
      else if (call.name !== IMPORT_VALUE)
        yield fail(callSubject(call), 'is on no list of the functions of ROS');
    }
    for (const subject of unreadableStacks(model)) yield unknown(subject, 'its template is not here');
  },
});

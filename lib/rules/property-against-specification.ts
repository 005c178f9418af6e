import { RESOURCE_SPECIFICATION } from '../facts';
import type { Resource } from '../template';
import { gatewayResources, propertySubject } from './gateway-resources';
import type { Judgement, Rule } from './rule';
import { specificationProblems } from './specification-problems';
import { fail, unknown } from './subject';

const binding = (stage: string): string => `Resources:
  OrdersCustomers:
    Type: ALIYUN::ApiGateway::PluginAttachment
    Properties: { ApiId: orders, PluginId: customers, StageName: ${stage} }
`;

export const propertyAgainstSpecification: Rule = Object.freeze<Rule>({
  id: 'property-against-specification',
  title: 'A property is missing, unknown, or not of the type or value that the vendor specifies.',
  why: 'ROS refuses the resource, or leaves the property out: what it should protect is then open.',
  remediation: "Write the property as the vendor's specification of the resource has it.",
  severity: 'error',
  source: RESOURCE_SPECIFICATION.source,
  grade: RESOURCE_SPECIFICATION.grade,
  bad: binding('PROD'),
  good: binding('RELEASE'),
  isOfTemplates: true,
  check: (model) => gatewayResources(model).flatMap(judge),
});

function judge(resource: Resource): Judgement | readonly Judgement[] {
  const problems = specificationProblems(resource);
  if (problems === undefined) {
    const words = `has the type ${resource.type}, which we have no specification of`;
    return unknown(propertySubject(resource), words);
  }
  if (problems.length === 0) return 'pass';
  return problems.map(({ isUnknown, message, path, severity }) => {
    const subject = propertySubject(resource, ...path);
    if (isUnknown) return unknown(subject, message);
    return severity === undefined ? fail(subject, message) : { ...fail(subject, message), severity };
  });
}

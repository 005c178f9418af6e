import { RESOURCE_ATTRIBUTES } from '../facts';
import { memberOf } from '../json';
import { logicalIdOf } from '../template';
import { type AttributeOf, expressionsOf } from './expressions';
import { apiFragment, deploymentFragment, fragment } from './fragment';
import type { Judgement, Rule } from './rule';
import { fail } from './subject';

const orders = (attribute: string): string =>
  fragment(
    apiFragment(),
    deploymentFragment('RELEASE', 'Orders').replace(
      '{ Ref: Orders }',
      `{ "Fn::GetAtt": [Orders, ${attribute}] }`,
    ),
  );

export const attributeUnknownToResource: Rule = Object.freeze<Rule>({
  id: 'attribute-unknown-to-resource',
  title: 'A template asks a resource for an attribute that it does not have.',
  why: 'ROS refuses the template, so nothing in it is protected or published.',
  remediation: 'Ask for an attribute that the vendor lists; names are case-sensitive.',
  severity: 'warning',
  source: RESOURCE_ATTRIBUTES.source,
  grade: RESOURCE_ATTRIBUTES.grade,
  bad: orders('apiId'),
  good: orders('ApiId'),
  check: (model) => expressionsOf(model).attributes.flatMap(judge),
});

function judge(asked: AttributeOf): Judgement | [] {
  const { attribute, by, name, stack } = asked;
  const defect = defectOf(asked);
  if (defect === undefined) return [];
  if (defect === '') return 'pass';
  const id = typeof by === 'string' ? by : logicalIdOf(by);
  const origin = typeof by === 'string' ? stack.origin.at(by) : by.origin;
  return fail({ subject: `${id} ${name}.${attribute}`, origin, logicalId: id, stack: stack.name }, defect);
}

/** What is wrong; nothing, as an empty text; `undefined` where it is not known what the resource has. */
function defectOf({ attribute, name, stack }: AttributeOf): string | undefined {
  const [resource] = stack.resources.get(name) ?? stack.resources.get(withoutIndex(name)) ?? [];
  if (resource === undefined) return undefined;
  const child = stack.children.get(resource);
  if (child !== undefined && attribute.startsWith(OUTPUTS)) {
    const output = attribute.slice(OUTPUTS.length);
    return memberOf(child.outputs, output) === undefined
      ? `nested stack ${name} has no output ${output}`
      : '';
  }
  const known = RESOURCE_ATTRIBUTES.value.get(resource.type);
  if (known === undefined) return undefined;
  return known.has(attribute) ? '' : `${name} has no attribute ${attribute}${hintFor(attribute, known)}`;
}

/** `Orders` of `Orders[0]`, as the instances of a `Count` are called. */
function withoutIndex(name: string): string {
  return name.replace(/\[\d+\]$/, '');
}

const OUTPUTS = 'Outputs.';

function hintFor(attribute: string, known: ReadonlySet<string>): string {
  const meant = [...known].find((each) => each.toLowerCase() === attribute.toLowerCase());
  if (meant !== undefined) return `: ${meant} is meant`;
  return known.size === 0 ? '' : `; it has ${[...known].join(', ')}`;
}

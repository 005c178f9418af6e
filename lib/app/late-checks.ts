import { GatewayError, type Problem } from '../errors';
import { LIMITS } from '../facts';
import { membersNamed } from './json-member';
import { findPrivateMembers } from './private-members';
import type { RosTemplate } from './ros-template';
import { proposeSplit } from './split-proposal';
import { templateText } from './template-text';

/**
 * What can be known only of a finished template, checked before anything is written.
 *
 * @param place the path of the stack
 * @throws GatewayError `key-set-private`, `cross-stack-reference`, `template-invalid` or `template-too-large`
 */
export function checkTemplate(template: RosTemplate, place: string): void {
  refusePrivateMembers(template, place);
  refuseImports(template, place);
  refuseDanglingDependencies(template, place);
  refuseTooManyResources(template, place);
}

function refusePrivateMembers(template: RosTemplate, place: string): void {
  const problems = findPrivateMembers(template);
  if (problems.length === 0) return;
  throw new GatewayError('key-set-private', 'the template holds a private key', {
    place,
    problems,
    hint: 'give public keys only; a key that was already deployed or committed must be replaced',
  });
}

function refuseImports(template: RosTemplate, place: string): void {
  const problems = membersNamed(template, 'Fn::ImportValue').map(({ parent, value }) => ({
    path: parent,
    message: `takes ${JSON.stringify(value)}`,
  }));
  if (problems.length === 0) return;
  throw new GatewayError('cross-stack-reference', 'a resource takes a value from another stack', {
    place,
    problems,
    hint: 'ROS has no Fn::ImportValue: declare both in one stack, or pass the value in as a ros.RosParameter',
  });
}

function refuseDanglingDependencies(template: RosTemplate, place: string): void {
  const resources = template.Resources ?? {};
  const problems = Object.entries(resources).flatMap(([id, { DependsOn = [] }]) =>
    [DependsOn]
      .flat()
      .filter((target) => !Object.hasOwn(resources, target))
      .map(
        (target): Problem => ({
          path: `$.Resources.${id}.DependsOn`,
          message: `names ${JSON.stringify(target)}`,
        }),
      ),
  );
  if (problems.length === 0) return;
  throw new GatewayError('template-invalid', 'a resource depends on one that the stack does not have', {
    place,
    problems,
    hint: 'addRosDependency takes the id of the ROS resource itself, not the result of getLogicalId',
  });
}

function refuseTooManyResources(template: RosTemplate, place: string): void {
  const perType = countPerType(template);
  const count = [...perType.values()].reduce((sum, n) => sum + n, 0);
  if (count <= LIMITS.resourcesPerStack.value) return;
  const counts = [...perType].sort(([, a], [, b]) => b - a).map(([type, n]) => `${n} ${type}`);
  throw new GatewayError(
    'template-too-large',
    `the stack has ${count} resources, ROS takes ${LIMITS.resourcesPerStack.value}: ${counts.join(', ')}`,
    { place, hint: SPLIT },
  );
}

/**
 * Refuses what ROS would refuse for its bytes. Of a nested stack those of the template around it count.
 *
 * @throws GatewayError `template-too-large`
 */
export function checkBytes(template: RosTemplate, place: string): void {
  const bytes = Buffer.byteLength(templateText(template));
  if (bytes <= LIMITS.templateBytes.value) return;
  const proposal = proposeSplit(template);
  throw new GatewayError(
    'template-too-large',
    `the template has ${bytes} bytes, ROS takes ${LIMITS.templateBytes.value}`,
    { place, hint: proposal === undefined ? SPLIT : `${SPLIT_GROUPS}; ${proposal}` },
  );
}

const SPLIT = 'spread the API groups over several stacks of one app';

const SPLIT_GROUPS =
  'move whole groups to other stacks of the app, or the paths below one part to a group of their own there, ' +
  'with that part as its basePath: groups share a domain by different base paths';

/** ROS makes `Count` resources out of one that says so. */
function countPerType(template: RosTemplate): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { Type, Count } of Object.values(template.Resources ?? {})) {
    counts.set(Type, (counts.get(Type) ?? 0) + (typeof Count === 'number' ? Count : 1));
  }
  return counts;
}

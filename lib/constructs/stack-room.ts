import * as ros from '@alicloud/ros-cdk-core';
import { GatewayError } from '../errors';
import { LIMITS } from '../facts';
import { type ApiResources, apiResourcesOf } from './api-resources';
import { ApiStack } from './api-stack';

/**
 * Refuses a stack that ROS would refuse for the number of its resources, where API groups have a share in it.
 *
 * The way out cannot be taken without being told: only who deployed the stack knows which of its APIs stand in it
 * already and must not move.
 *
 * @throws GatewayError `template-too-large`
 */
export function checkRoom(stack: ros.Stack): void {
  const count = countResources(stack);
  const limit = LIMITS.resourcesPerStack.value;
  if (count <= limit) return;
  const shares = apiResourcesOf(stack).sort((a, b) => b.count - a.count);
  const words = shares.map(shareInWords).join(', ');
  throw new GatewayError('template-too-large', `has ${count} resources, ROS takes ${limit}: ${words}`, {
    place: stack.node.path,
    hint: stack instanceof ApiStack ? MORE_STACKS : NESTED_STACKS,
  });
}

const NESTED_STACKS =
  'in a group that was never deployed write layout: Layout.nested(); APIs that are deployed must stay where they are, ' +
  "or ROS deletes and creates them: there write it at new APIs only, addApi('GET /new', { layout: Layout.nested() })";

const MORE_STACKS =
  "in a group that was never deployed take more of them, Layout.nested({ stacks: 32 }); else give new APIs a layout of another name, Layout.nested({ name: 'More' })";

function shareInWords({ apiCount, count, groupPath }: ApiResources): string {
  return `${count} are of the ${apiCount} APIs of ${groupPath}`;
}

function countResources(stack: ros.Stack): number {
  const lazy = apiResourcesOf(stack).reduce((sum, { unmadeCount }) => sum + unmadeCount, 0);
  const made = stack.node.findAll().filter((each) => isResourceOf(stack, each));
  return lazy + made.length;
}

function isResourceOf(stack: ros.Stack, construct: ros.IConstruct): boolean {
  return (
    ros.RosElement.isRosElement(construct) &&
    construct.stack === stack &&
    ros.RosResource.isRosResource(construct)
  );
}

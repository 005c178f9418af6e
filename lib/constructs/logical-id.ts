import * as ros from '@alicloud/ros-cdk-core';
import { GatewayError } from '../errors';
import type { StageName } from '../facts';
import { logicalIdOfRoute, logicalWords, type Route } from '../route';
import { shortDigestOf } from './names';

/**
 * The logical id of a resource: the path of its construct below the stack, then what tells it apart.
 *
 * ros-cdk-core 1.12 takes a resource's own construct id as its logical id, so ids must be unique in the whole
 * stack and not only below their parent. They are a pure function of names, method, path and stage: never of
 * a position, and never of the name of a path parameter.
 *
 * @throws GatewayError `logical-id-duplicate` when two constructs of the stack come to the same id
 */
export function claimLogicalId(scope: ros.Construct, ...parts: readonly string[]): string {
  const stack = ros.Stack.of(scope);
  const scopes = scope.node.scopes;
  const below = scopes.slice(scopes.indexOf(stack) + 1).map((s) => s.node.id);
  const id = [...below, ...parts].map(logicalWords).join('');
  const claimed = claimsOf(stack);
  const owner = claimed.get(id);
  if (owner !== undefined) {
    throw new GatewayError(
      'logical-id-duplicate',
      `comes to the logical id ${id}, as ${owner.node.path} does`,
      {
        place: scope.node.path,
        hint: 'give one of the two constructs another id',
      },
    );
  }
  claimed.set(id, scope);
  return id;
}

/** Says which construct the resource of a claimed id is part of, where the claim came before the construct. */
export function assignLogicalId(stack: ros.Stack, id: string, construct: ros.Construct): void {
  claimsOf(stack).set(id, construct);
}

/**
 * The construct that a resource is part of, also when no construct stands for the resource itself.
 *
 * @param path the logical id, after those of the nested stacks around it
 */
export function findClaimant(
  stack: ros.Stack,
  [id = '', ...inside]: readonly string[],
): ros.Construct | undefined {
  const claimant = claims.get(stack)?.get(id);
  const nested = inside.length === 0 ? undefined : claimant?.node.tryFindChild(id);
  return (ros.Stack.isStack(nested) ? findClaimant(nested, inside) : undefined) ?? claimant;
}

const claims = new WeakMap<ros.Stack, Map<string, ros.Construct>>();

function claimsOf(stack: ros.Stack): Map<string, ros.Construct> {
  const known = claims.get(stack) ?? new Map<string, ros.Construct>();
  claims.set(stack, known);
  return known;
}

/** What the resources of an API add to a logical id. */
export interface IdParts {
  readonly ofRoute: (route: Route) => string;
  readonly ofStage: (stage: StageName) => string;
  readonly ofPlugin: (bindingId: string) => string;
}

/** In the stack of the group: readable words, and a digest that tells like paths apart. */
export const FLAT_ID_PARTS: IdParts = {
  ofRoute: logicalIdOfRoute,
  ofStage: (stage) => stage.toLowerCase(),
  ofPlugin: (bindingId) => bindingId,
};

/**
 * In a nested stack, which holds the APIs of one group only: each of these is written six times a route, and the
 * template around all nested stacks has a limit. What tells them apart, and nothing else; the path stands beside it.
 */
export const NESTED_ID_PARTS: IdParts = {
  ofRoute: ({ signature }) => shortDigestOf(signature),
  ofStage: (stage) => stage.charAt(0),
  ofPlugin: nestedPluginName,
};

/** What stands for a plug-in in a nested stack. */
export function nestedPluginName(bindingId: string): string {
  return `P${shortDigestOf(bindingId).slice(1)}`;
}

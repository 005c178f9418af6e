import { EXPOSURES } from '../../facts';
import { isUnknown, logicalIdOf, type Stack } from '../../template';
import { listed } from '../../text';
import type { Exposure } from '../change';
import type { WaitDifference } from '../comparing/compare-waits';
import type { Comparison, Difference } from '../comparing/comparison';
import { changeAt, type Draft, sideOf, wordsFor } from '../judging/draft';
import { exposureOf } from '../judging/exposures';
import { alone, type Detector, mirrored } from '../judging/kind';
import { neutral, safe } from '../judging/verdict';
import { contentsOf, type WrittenResource } from '../pairing/written-resource';

const [stackAdded, stackRemoved] = mirrored(
  { area: 'stack', direction: 'added' },
  {
    id: 'stack-added',
    title: 'There is one more stack.',
    posture: 'neutral: what is in it is told one by one',
    callers: 'safe: what is in it is told one by one',
    why: 'Somebody has to start it; a nested one is made by ROS with the stack around it.',
  },
  {
    id: 'stack-removed',
    title: 'There is one stack less.',
    posture: 'neutral: what was in it is told one by one',
    callers: 'safe: what was in it is told one by one',
    why: 'Until somebody deletes it, it goes on running, and nobody reviews it; a nested one is deleted by ROS.',
  },
);

export const addedStacks: Detector = {
  kinds: [stackAdded, stackRemoved],
  *find(comparison) {
    for (const { after, before } of comparison.stacks) {
      const stack = after ?? before;
      if (stack === undefined || (after && before)) continue;
      yield stackDraft(stack, { isNew: before === undefined, comparison });
    }
  },
};

interface StackContext {
  readonly isNew: boolean;
  readonly comparison: Comparison;
}

function stackDraft(stack: Stack, { comparison, isNew }: StackContext): Draft {
  const { parent } = stack;
  const why = 'what is in it is told one by one';
  const name = comparison.stackNames.get(stack) ?? stack.name;
  const side = parent && sideOf(parent.type, parent);
  return {
    kind: isNew ? stackAdded : stackRemoved,
    place: {
      subject: `stack ${name}`,
      stack: comparison.stackNames.get(parent?.stack ?? stack) ?? '',
      logicalId: parent?.id ?? '',
      route: undefined,
      stage: undefined,
    },
    message: messageOn(stack, isNew),
    before: isNew ? undefined : side,
    after: isNew ? side : undefined,
    posture: neutral(why),
    callers: safe(why),
    explains: comparison.differences.filter((each) => isOf(stack, each)),
  };
}

/** The whole of the stack, or of the resource that makes it. */
function isOf(stack: Stack, { path, sides, type }: Difference): boolean {
  const side = sides.after ?? sides.before;
  if (path.length > 0 || side === undefined || (sides.after && sides.before)) return false;
  if (type === '') return side.stack === stack;
  return (
    stack.parent !== undefined && side.stack === stack.parent.stack && side.id === logicalIdOf(stack.parent)
  );
}

function messageOn({ parent }: Stack, isNew: boolean): string {
  if (isNew) return 'was added';
  return parent === undefined
    ? 'was removed; until somebody deletes it, it goes on running'
    : 'was removed, and ROS deletes it';
}

const [dependencyRemoved, dependencyAdded] = mirrored(
  { area: 'stack', direction: 'removed' },
  {
    id: 'dependency-removed',
    title: 'A resource no longer waits for another.',
    posture: 'neutral once the update is done',
    callers: 'safe once the update is done',
    why: 'ROS makes what does not wait in any order: a domain that does not wait for bindings may serve open routes for a while.',
  },
  {
    id: 'dependency-added',
    title: 'A resource waits for another.',
    posture: 'neutral',
    callers: 'safe',
    why: 'ROS makes the one after the other. Who refers to a resource, or stands in a nested stack that waits, waits without DependsOn.',
  },
);

export const dependencies: Detector = {
  kinds: [dependencyRemoved, dependencyAdded],
  *find(comparison) {
    for (const difference of comparison.waits) yield dependencyDraft(difference, comparison);
  },
};

function dependencyDraft(difference: WaitDifference, comparison: Comparison): Draft {
  const { awaited, isWrittenOnly, pair, side } = difference;
  const isLost = side === 'before';
  const names = awaited.map(({ name }) => name);
  const why = isWrittenOnly ? 'the order is the same' : 'once the update is done, all is as before';
  const origin = pair[side].origin.at('DependsOn');
  const shown = { text: wordsFor(names.join(', ')), value: names, origin };
  return {
    kind: isLost ? dependencyRemoved : dependencyAdded,
    place: comparison.placeOf(pair),
    message: dependencyMessage(listed(names), { isLost, isWrittenOnly }),
    before: isLost ? shown : undefined,
    after: isLost ? undefined : shown,
    posture: neutral(why),
    callers: safe(why),
    exposure: isLost && !isWrittenOnly ? exposureOfLostOrder(difference, comparison) : undefined,
  };
}

function dependencyMessage(
  names: string,
  { isLost, isWrittenOnly }: Pick<WaitDifference, 'isWrittenOnly'> & { readonly isLost: boolean },
): string {
  if (!isWrittenOnly) return isLost ? `no longer waits for ${names}` : `waits for ${names}`;
  return isLost
    ? `no longer says that it waits for ${names}, and waits all the same`
    : `says that it waits for ${names}, as it did without a word`;
}

const deletionPolicyChanged = alone(
  { area: 'stack', direction: 'changed' },
  {
    id: 'deletion-policy-changed',
    title: 'What ROS does with a resource that is removed from the template changed.',
    posture: 'neutral until the resource is removed',
    callers: 'safe until the resource is removed',
    why: 'With Retain, a binding outlives its removal from the template; without it, the route is opened at once.',
  },
);

export const deletionPolicies: Detector = {
  kinds: [deletionPolicyChanged],
  *find({ differences }) {
    for (const difference of differences) {
      if (difference.type === '' || difference.path[0] !== 'DeletionPolicy') continue;
      yield changeAt(deletionPolicyChanged, difference, {
        message:
          difference.after === 'Retain'
            ? 'is kept when it is removed from the template'
            : 'is deleted when it is removed from the template',
        posture: neutral('nothing is removed yet'),
        callers: safe('nothing is removed yet'),
      });
    }
  },
};

/** What happens where a resource no longer waits for what has to come first, so that no route answers without its plug-in. */
function exposureOfLostOrder(
  { awaited, pair }: WaitDifference,
  comparison: Comparison,
): Exposure | undefined {
  const waiting = contentsOf(pair.after).filter(isLast);
  const isGuarded = awaited.some(({ other }) =>
    waiting.some((each) => comparison.isRelevant(each, other) && !isOfOtherGroup(each, other, comparison)),
  );
  return isGuarded ? exposureOf(EXPOSURES.orderLost) : undefined;
}

/** Whether a domain waited for a route that is in another group now: nobody calls that one there. */
function isOfOtherGroup(
  { instance }: WrittenResource,
  first: WrittenResource | undefined,
  { head, routeOf }: Comparison,
): boolean {
  const domain = head.domains.find(({ resource }) => resource === instance);
  const route = first && routeOf(first)?.after;
  if (domain === undefined || route === undefined) return false;
  return !isUnknown(domain.group) && !isUnknown(route.group) && domain.group !== route.group;
}

/** What is made last, and a nested stack in which anything may be. */
function isLast({ type }: WrittenResource): boolean {
  return /^ALIYUN::(?:ApiGateway::(?:Api|Authorization|CustomDomain|PluginAttachment)|ROS::Stack)$/.test(
    type,
  );
}

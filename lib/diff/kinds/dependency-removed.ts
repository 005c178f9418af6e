import { listed } from '../../text';
import type { WaitDifference } from '../comparing/compare-waits';
import type { Comparison } from '../comparing/comparison';
import type { Draft } from '../judging/draft';
import type { ChangeKind, Detector } from '../judging/kind';
import { exposureOfLostOrder } from '../judging/lost-order';
import { wordsFor } from '../judging/shown-value';
import { neutral, safe } from '../judging/verdict';

const removed: ChangeKind = {
  id: 'dependency-removed',
  title: 'A resource no longer waits for another.',
  area: 'stack',
  direction: 'removed',
  mirror: 'dependency-added',
  asymmetry: undefined,
  posture: 'neutral once the update is done',
  callers: 'safe once the update is done',
  why: 'ROS makes what does not wait in any order: a domain that does not wait for bindings may serve open routes for a while.',
};

const added: ChangeKind = {
  id: 'dependency-added',
  title: 'A resource waits for another.',
  area: 'stack',
  direction: 'added',
  mirror: 'dependency-removed',
  asymmetry: undefined,
  posture: 'neutral',
  callers: 'safe',
  why: 'ROS makes the one after the other. Who refers to a resource, or stands in a nested stack that waits, waits without DependsOn.',
};

export const dependencyRemoved: Detector = {
  kinds: [removed, added],
  *find(comparison) {
    for (const difference of comparison.waits) yield draftOf(difference, comparison);
  },
};

function draftOf(difference: WaitDifference, comparison: Comparison): Draft {
  const { awaited, isWrittenOnly, pair, side } = difference;
  const isLost = side === 'before';
  const names = awaited.map(({ name }) => name);
  const why = isWrittenOnly ? 'the order is the same' : 'once the update is done, all is as before';
  const origin = pair[side].origin.at('DependsOn');
  const shown = { text: wordsFor(names.join(', ')), value: names, origin };
  return {
    kind: isLost ? removed : added,
    place: comparison.placeOf(pair),
    message: messageOf(listed(names), { isLost, isWrittenOnly }),
    before: isLost ? shown : undefined,
    after: isLost ? undefined : shown,
    posture: neutral(why),
    callers: safe(why),
    exposure: isLost && !isWrittenOnly ? exposureOfLostOrder(difference, comparison) : undefined,
    affects: [],
    explains: [],
  };
}

function messageOf(
  names: string,
  { isLost, isWrittenOnly }: Pick<WaitDifference, 'isWrittenOnly'> & { readonly isLost: boolean },
): string {
  if (!isWrittenOnly) return isLost ? `no longer waits for ${names}` : `waits for ${names}`;
  return isLost
    ? `no longer says that it waits for ${names}, and waits all the same`
    : `says that it waits for ${names}, as it did without a word`;
}

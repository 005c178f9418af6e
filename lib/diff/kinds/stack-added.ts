import { changeAt } from '../judging/draft';
import type { ChangeKind, Detector } from '../judging/kind';
import { neutral, safe } from '../judging/verdict';

const added: ChangeKind = {
  id: 'stack-added',
  title: 'There is one more stack.',
  area: 'stack',
  direction: 'added',
  mirror: 'stack-removed',
  asymmetry: undefined,
  posture: 'neutral: what is in it is told one by one',
  callers: 'safe: what is in it is told one by one',
  why: 'Somebody has to start it.',
};

const removed: ChangeKind = {
  id: 'stack-removed',
  title: 'There is one stack less.',
  area: 'stack',
  direction: 'removed',
  mirror: 'stack-added',
  asymmetry: undefined,
  posture: 'neutral: what was in it is told one by one',
  callers: 'safe: what was in it is told one by one',
  why: 'Until somebody deletes it, it goes on running, and nobody reviews it; a nested one is deleted by ROS.',
};

/** The name of a nested stack is that of its parent, then its own. */
function messageOn(stack: string, isNew: boolean): string {
  if (isNew) return 'was added';
  const isNested = stack.includes('/');
  return isNested
    ? 'was removed, and ROS deletes it'
    : 'was removed; until somebody deletes it, it goes on running';
}

export const stackAdded: Detector = {
  kinds: [added, removed],
  *find({ differences }) {
    for (const difference of differences) {
      if (difference.type !== '' || difference.path.length > 0 || difference.place.logicalId !== '') continue;
      const isNew = difference.before === undefined;
      yield changeAt(isNew ? added : removed, difference, {
        message: messageOn(difference.place.stack, isNew),
        before: undefined,
        after: undefined,
        posture: neutral('what is in it is told one by one'),
        callers: safe('what is in it is told one by one'),
      });
    }
  },
};

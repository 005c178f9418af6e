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
  why: 'Until somebody deletes it, it goes on running, and nobody reviews it.',
};

export const stackAdded: Detector = {
  kinds: [added, removed],
  *find({ differences }) {
    for (const difference of differences) {
      if (difference.type !== '' || difference.path.length > 0 || difference.place.logicalId !== '') continue;
      const isNew = difference.before === undefined;
      yield changeAt(isNew ? added : removed, difference, {
        message: isNew ? 'was added' : 'was removed; until somebody deletes it, it goes on running',
        before: undefined,
        after: undefined,
        posture: neutral('what is in it is told one by one'),
        callers: safe('what is in it is told one by one'),
      });
    }
  },
};

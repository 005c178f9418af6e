import { differencesAt } from '../judging/differences-at';
import { changeAt } from '../judging/draft';
import type { ChangeKind, Detector } from '../judging/kind';
import { breaks, neutral } from '../judging/verdict';

const changed: ChangeKind = {
  id: 'base-path-changed',
  title: 'All routes of a group stand under another path.',
  area: 'route',
  direction: 'changed',
  mirror: 'base-path-changed',
  asymmetry: undefined,
  posture: 'neutral: the routes ask for what they asked for',
  callers: 'break',
  why: 'Every address of the group is another one.',
};

export const basePathChanged: Detector = {
  kinds: [changed],
  *find(comparison) {
    for (const difference of differencesAt(comparison, 'Group', 'BasePath'))
      yield changeAt(changed, difference, {
        message: 'its routes stand under another base path',
        posture: neutral('the routes ask for what they asked for'),
        callers: breaks('every address of the group is another one'),
      });
  },
};

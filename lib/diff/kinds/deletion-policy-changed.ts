import { changeAt } from '../judging/draft';
import type { ChangeKind, Detector } from '../judging/kind';
import { neutral, safe } from '../judging/verdict';

const changed: ChangeKind = {
  id: 'deletion-policy-changed',
  title: 'What ROS does with a resource that is removed from the template changed.',
  area: 'stack',
  direction: 'changed',
  mirror: 'deletion-policy-changed',
  asymmetry: undefined,
  posture: 'neutral until the resource is removed',
  callers: 'safe until the resource is removed',
  why: 'With Retain, a binding outlives its removal from the template; without it, the route is opened at once.',
};

export const deletionPolicyChanged: Detector = {
  kinds: [changed],
  *find({ differences }) {
    for (const difference of differences) {
      if (difference.type === '' || difference.path[0] !== 'DeletionPolicy') continue;
      yield changeAt(changed, difference, {
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

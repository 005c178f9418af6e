import { differencesAt } from '../judging/differences-at';
import { changeAt } from '../judging/draft';
import type { ChangeKind, Detector } from '../judging/kind';
import { mayBeRead } from '../judging/variable-readers';
import { mayBreak, neutral, safe } from '../judging/verdict';

const changed: ChangeKind = {
  id: 'stage-variable-changed',
  title: 'A variable of a stage came, went, or has another value.',
  area: 'backend',
  direction: 'changed',
  mirror: 'stage-variable-changed',
  asymmetry: undefined,
  posture: 'neutral: who may call stays the same',
  callers: 'safe where no backend reads it, else may break',
  why: 'Addresses and paths of backends may be made of it. Where a backend is known to read it, that is told as another backend of its route.',
};

export const stageVariableChanged: Detector = {
  kinds: [changed],
  *find(comparison) {
    for (const difference of differencesAt(comparison, 'StageConfig', 'Variables')) {
      const name = difference.path[2] ?? 'all of them';
      const how =
        difference.before === undefined
          ? 'was set'
          : difference.after === undefined
            ? 'was taken away'
            : 'changed';
      yield changeAt(changed, difference, {
        message: `the variable ${name} ${how}`,
        posture: neutral('who may call stays the same'),
        callers: mayBeRead(difference, comparison)
          ? mayBreak('requests may go to another backend')
          : safe('no backend of the stage reads it'),
      });
    }
  },
};

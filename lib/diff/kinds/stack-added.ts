import { logicalIdOf, type Stack } from '../../template';
import type { Comparison, Difference } from '../comparing/comparison';
import { type Draft, sideOf } from '../judging/draft';
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
  why: 'Somebody has to start it; a nested one is made by ROS with the stack around it.',
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

export const stackAdded: Detector = {
  kinds: [added, removed],
  *find(comparison) {
    for (const { after, before } of comparison.stacks) {
      const stack = after ?? before;
      if (stack === undefined || (after && before)) continue;
      yield draftOf(stack, { isNew: before === undefined, comparison });
    }
  },
};

interface Context {
  readonly isNew: boolean;
  readonly comparison: Comparison;
}

function draftOf(stack: Stack, { comparison, isNew }: Context): Draft {
  const { parent } = stack;
  const why = 'what is in it is told one by one';
  const name = comparison.stackNames.get(stack) ?? stack.name;
  const side = parent && sideOf(parent.type, parent);
  return {
    kind: isNew ? added : removed,
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
    exposure: undefined,
    affects: [],
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

import { type JsonValue, memberOf } from '../../json';
import { redactorOfStack } from '../../model';
import type { Origin } from '../../template';
import { HIDDEN } from '../../text';
import type { Exposure } from '../change';
import type { Difference, Place } from '../comparing/comparison';
import type { StagePair } from '../pairing/pair-routes';
import type { ChangeKind } from './kind';
import { masked, wordsFor } from './shown-value';
import type { Judgement } from './verdict';

/** One side of a change before it is reported. */
export interface Side {
  readonly text: string;
  /** What the fingerprint is made of: never a secret. */
  readonly value: JsonValue;
  readonly origin: Origin | undefined;
}

/** What a detector says of one change. */
export interface Draft extends Judgement {
  readonly kind: ChangeKind;
  readonly place: Place;
  readonly message: string;
  readonly before: Side | undefined;
  readonly after: Side | undefined;
  readonly exposure: Exposure | undefined;
  /** Where a plug-in does its work, for a change of one. */
  readonly affects: readonly StagePair[];
  /** How ROS makes the change, where the differences do not tell. */
  readonly replacement?: string;
  /** The differences that it accounts for: nobody reports them again. */
  readonly explains: readonly Difference[];
}

/** What a detector adds to where something changed. */
export interface Judged extends Judgement {
  readonly message: string;
  readonly exposure?: Exposure | undefined;
  readonly affects?: readonly StagePair[];
}

/** The change that one difference is. */
export function changeAt(kind: ChangeKind, difference: Difference, said: Judged & Partial<Draft>): Draft {
  return {
    exposure: undefined,
    affects: [],
    place: difference.place,
    before: sideAt(difference, 'before'),
    after: sideAt(difference, 'after'),
    explains: [difference],
    ...said,
    kind,
  };
}

/** What one side of a difference says, without the secrets in it. */
export function sideAt(difference: Difference, which: 'before' | 'after'): Side | undefined {
  const [value, side] = [difference[which], difference.sides[which]];
  if (value === undefined) return undefined;
  const hide = side === undefined ? undefined : redactorOfStack(side.stack);
  const shown = isMaskedParameter(difference) ? HIDDEN : masked(value, difference.path, hide);
  return { text: wordsFor(shown), value: shown, origin: side?.at(difference.path) };
}

/** A parameter that ROS masks (NoEcho) on either side: its default is a secret. */
function isMaskedParameter({ path: [section, name = ''], sides, type }: Difference): boolean {
  if (type !== '' || section !== 'Parameters') return false;
  return [sides.before, sides.after].some((side) => {
    const parameters = side?.stack.parameters ?? {};
    const declared = name === '' ? Object.values(parameters) : [memberOf(parameters, name)];
    return declared.some((each) => String(memberOf(each, 'NoEcho')).toLowerCase() === 'true');
  });
}

/** A side in words of ours. */
export function sideOf(text: string, thing: { readonly origin: Origin | undefined } | undefined): Side {
  return { text, value: text, origin: thing?.origin };
}

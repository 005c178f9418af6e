import type { AccessChange } from '../../model';
import { listed } from '../../text';
import type { CallerEffect, Posture, Verdict } from '../change';

/** What a change means, each with its reason: lower case, no final period, never a secret. */
export interface Judgement {
  readonly posture: Verdict<Posture>;
  readonly callers: Verdict<CallerEffect>;
}

/** More callers get through, or what they send is less safe. */
export const weaker = (reason: string): Verdict<Posture> => ({ verdict: 'weaker', reason });

/** Fewer callers get through. */
export const stronger = (reason: string): Verdict<Posture> => ({ verdict: 'stronger', reason });

/** The same callers get through. */
export const neutral = (reason: string): Verdict<Posture> => ({ verdict: 'neutral', reason });

/** The template alone does not tell. */
export const unclear = (reason: string): Verdict<Posture> => ({ verdict: 'unknown', reason });

/** Who calls as before is refused, or gets nothing that helps. */
export const breaks = (reason: string): Verdict<CallerEffect> => ({ verdict: 'break', reason });

/** Some who call as before are refused, or get something else. */
export const mayBreak = (reason: string): Verdict<CallerEffect> => ({ verdict: 'may break', reason });

/** Who calls as before gets what they got before. */
export const safe = (reason: string): Verdict<CallerEffect> => ({ verdict: 'safe', reason });

/** The template alone does not tell what callers get. */
export const callersUnclear = (reason: string): Verdict<CallerEffect> => ({ verdict: 'unknown', reason });

/** The verdict that counts of several: the first in an order, as it was given first. */
export function worstOf<Value extends string>(
  [first, ...others]: readonly Verdict<Value>[],
  order: readonly Value[],
): Verdict<Value> {
  if (first === undefined) throw new TypeError('the worst of no verdict');
  return others.reduce(
    (worst, each) => (order.indexOf(each.verdict) < order.indexOf(worst.verdict) ? each : worst),
    first,
  );
}

/** The postures, the weakest first. */
export const POSTURES: readonly Posture[] = ['weaker', 'unknown', 'stronger', 'neutral'];

/** What callers meet, the worst first. */
export const CALLER_EFFECTS: readonly CallerEffect[] = ['break', 'may break', 'unknown', 'safe'];

/** What becomes of callers where factors of access differ: whoever is newly admitted decides, then what is not known. */
export function accessVerdict(changes: readonly Partial<AccessChange>[]): Judgement {
  const all = (of: (change: Partial<AccessChange>) => readonly string[] | string | undefined) => [
    ...new Set(changes.flatMap((each) => of(each) ?? [])),
  ];
  const [admits, refuses] = [all((each) => each.admits), all((each) => each.refuses)];
  const [mayAdmit] = all((each) => each.mayAdmit);
  const [mayRefuse] = all((each) => each.mayRefuse);
  return {
    posture: postureOf({ admits, refuses, mayAdmit, mayRefuse }),
    callers: callersOf({ refuses, mayAdmit, mayRefuse }),
  };
}

interface Fates {
  readonly admits: readonly string[];
  readonly refuses: readonly string[];
  readonly mayAdmit: string | undefined;
  readonly mayRefuse: string | undefined;
}

function postureOf({ admits, mayAdmit, mayRefuse, refuses }: Fates): Judgement['posture'] {
  if (admits.length > 0)
    return weaker(`${listed(admits)} get in`.replace(/^(anybody.*) get in$/, '$1 gets in'));
  if (mayAdmit !== undefined) return unclear(mayAdmit);
  if (refuses.length > 0) return stronger(`${listed(refuses)} are refused`);
  if (mayRefuse !== undefined) return stronger(`${mayRefuse} are refused`);
  return neutral('the same callers get in');
}

function callersOf({ mayAdmit, mayRefuse, refuses }: Omit<Fates, 'admits'>): Judgement['callers'] {
  if (refuses.length > 0) return breaks(`${listed(refuses)} are refused`);
  if (mayRefuse === undefined) return safe('nobody is refused who was not');
  return mayAdmit === undefined ? mayBreak(`${mayRefuse} are refused`) : callersUnclear(mayRefuse);
}

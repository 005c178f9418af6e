import { durationText } from '../duration';
import { type Instant, instantOf } from '../instant';
import type { RotationPlan, RotationStep } from './rotation-plan';
import { stepWords } from './rotation-steps';

/** What a plan says of a key. */
interface KeyDates {
  /** Whether it signs now. */
  readonly signs: boolean;
  /** From when on it may go. */
  readonly retireFrom?: Instant;
  /** By when it should be gone. */
  readonly retireBy?: Instant;
}

/** What a plan says of the key with this kid. */
export function datesOf({ signer, steps }: RotationPlan, kid: string | undefined): KeyDates {
  const step = steps.find((each) => each.action === 'retire' && each.kid === kid && each.done === undefined);
  return {
    signs: kid === signer,
    ...(step === undefined ? {} : { retireFrom: step.notBefore, retireBy: step.by }),
  };
}

/** What is wrong with a rotation. */
export type RotationFindingId =
  | 'rotation-overdue'
  | 'retire-overdue'
  | 'key-too-old'
  | 'signer-not-published'
  | 'swapped-in-one-step';

/** One thing that is wrong with a rotation. */
interface RotationFinding {
  readonly id: RotationFindingId;
  readonly message: string;
  /** What to do about it. */
  readonly hint: string;
}

/**
 * What is wrong with a rotation, by its plan, the kids of the public half and the time.
 *
 * @param now in milliseconds since 1970
 */
export function rotationFindings(
  plan: RotationPlan,
  kids: ReadonlySet<string | undefined>,
  now: number,
): readonly RotationFinding[] {
  const next = plan.steps.find(({ done }) => done === undefined);
  return [
    ...(kids.has(plan.signer) ? [] : [signerMissing(plan)]),
    ...swapped(plan, kids, now),
    ...(next !== undefined && Date.parse(next.by) < now ? [overdue(next)] : []),
    ...tooOld(plan, next, now),
  ];
}

function signerMissing({ signer }: RotationPlan): RotationFinding {
  return {
    id: 'signer-not-published',
    message: `kid ${signer} signs, and is not in the public file: its tokens are refused`,
    hint: 'restore the key files that belong to the plan',
  };
}

/** The old key went before its time, though its tokens may still be good. */
function swapped(
  { steps }: RotationPlan,
  kids: ReadonlySet<string | undefined>,
  now: number,
): RotationFinding[] {
  const isSwitched = steps.every(({ action, done }) => action !== 'sign' || done !== undefined);
  return steps
    .filter(({ action, done, kid }) => action === 'retire' && done === undefined && !kids.has(kid))
    .filter(({ notBefore }) => !isSwitched || now < Date.parse(notBefore))
    .map(({ kid, notBefore }) => ({
      id: 'swapped-in-one-step',
      message: `kid ${kid} is gone from the public file before ${notBefore}: tokens that it has signed are refused`,
      hint: 'put the key back, and take it out with keys retire',
    }));
}

function overdue(step: RotationStep): RotationFinding {
  return {
    id: step.action === 'retire' ? 'retire-overdue' : 'rotation-overdue',
    message: `the plan was to ${stepWords(step)} by ${step.by}`,
    hint: HINTS[step.action],
  };
}

const HINTS = {
  publish: 'deploy the public file, then let the key sign with keys sign-with',
  sign: 'let the key sign with keys sign-with',
  retire: 'take the key out with keys retire, and deploy',
} as const satisfies Record<RotationStep['action'], string>;

function tooOld(
  { maxAge, signer, steps }: RotationPlan,
  next: RotationStep | undefined,
  now: number,
): RotationFinding[] {
  const since = steps.findLast(
    ({ action, done, kid }) => action === 'publish' && kid === signer && done,
  )?.done;
  if (since === undefined || next !== undefined || now < Date.parse(since) + maxAge * 1000) return [];
  return [
    {
      id: 'key-too-old',
      message: `kid ${signer} is older than ${durationText(maxAge)}: it is published since ${since}; it is ${instantOf(now)}`,
      hint: 'replace it with keys rotate',
    },
  ];
}

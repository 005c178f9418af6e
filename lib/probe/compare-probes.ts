import type { Outcome } from './answer';
import type { Trial } from './attempt';
import type { ProbedRoute, ProbeReport } from './probe';
import type { TokenKindId } from './token-kinds';

/** A token that two gateways answer differently: one lets it in, the other refuses it. */
export interface AnswerDifference extends Pick<ProbedRoute, 'route' | 'stage'> {
  readonly kind: TokenKindId;
  readonly variant: string | undefined;
  /** `weaker`: the new gateway lets in what the old one refuses; `stricter`: it refuses what the old one lets in. */
  readonly effect: 'weaker' | 'stricter';
  readonly old: Outcome;
  readonly moved: Outcome;
}

/** How the answers of two gateways differ. */
export interface ProbeComparison {
  readonly old: ProbeReport;
  readonly moved: ProbeReport;
  /** What the new gateway lets in first. */
  readonly differences: readonly AnswerDifference[];
  /** How many answers prove the same on both sides. */
  readonly alike: number;
  /** How many were tried, and prove nothing on one side at least. */
  readonly unsettled: number;
}

/**
 * Where two gateways answer one kind of token differently. How they say no need not be the same, only whether they do.
 *
 * @param old what was tried on the gateway that is left
 * @param moved what was tried on the other one, with a plan from the same template
 */
export function compareProbes(old: ProbeReport, moved: ProbeReport): ProbeComparison {
  const pairs = old.routes.flatMap((row, at) => {
    const other = moved.routes[at];
    return other === undefined ? [] : pairsOf(row, other);
  });
  const settled = pairs.flatMap(({ after, before, ...where }) =>
    isProof(before) && isProof(after) ? [{ ...where, old: before, moved: after }] : [],
  );
  const differences = settled
    .filter((each) => each.old.kind !== each.moved.kind)
    .map((each): AnswerDifference => {
      return { ...each, effect: each.moved.kind === 'through' ? 'weaker' : 'stricter' };
    });
  return {
    old,
    moved,
    differences: [
      ...differences.filter(({ effect }) => effect === 'weaker'),
      ...differences.filter(({ effect }) => effect === 'stricter'),
    ],
    alike: settled.length - differences.length,
    unsettled: pairs.length - settled.length,
  };
}

/** What two gateways answered to one token; `undefined` where it was not tried. */
interface AnswerPair extends Pick<AnswerDifference, 'route' | 'stage' | 'kind' | 'variant'> {
  readonly before: Outcome | undefined;
  readonly after: Outcome | undefined;
}

/** What was tried on either side, by its kind and spelling. */
function pairsOf(mine: ProbedRoute, theirs: ProbedRoute): readonly AnswerPair[] {
  const { route, stage } = mine;
  const [own, others] = [triedOn(mine), triedOn(theirs)];
  return [...new Map([...own, ...others])].map(([name, { kind, variant }]) => {
    return { route, stage, kind, variant, before: own.get(name)?.outcome, after: others.get(name)?.outcome };
  });
}

function isProof(outcome: Outcome | undefined): outcome is Outcome {
  return outcome !== undefined && outcome.kind !== 'unclear';
}

function triedOn({ trials }: ProbedRoute): ReadonlyMap<string, Trial> {
  const tried = trials.filter(({ outcome }) => outcome !== undefined);
  return new Map(tried.map((trial) => [`${trial.kind} ${trial.variant ?? ''}`, trial]));
}

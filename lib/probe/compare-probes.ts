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
  const rows = old.routes.flatMap((row, at) => {
    const other = moved.routes[at];
    return other === undefined ? [] : pairsOf(row, other).map((pair) => ({ row, ...pair }));
  });
  const settled = rows.flatMap(({ row, mine, theirs }) => {
    const [before, after] = [mine?.outcome, theirs?.outcome];
    if (before === undefined || after === undefined) return [];
    if (before.kind === 'unclear' || after.kind === 'unclear') return [];
    return [{ row, trial: mine ?? theirs, before, after }];
  });
  const differences = settled.flatMap(({ after, before, row, trial }): AnswerDifference[] => {
    if (trial === undefined || before.kind === after.kind) return [];
    const { kind, variant } = trial;
    const effect = after.kind === 'through' ? 'weaker' : 'stricter';
    return [{ route: row.route, stage: row.stage, kind, variant, effect, old: before, moved: after }];
  });
  return {
    old,
    moved,
    differences: [
      ...differences.filter(({ effect }) => effect === 'weaker'),
      ...differences.filter(({ effect }) => effect === 'stricter'),
    ],
    alike: settled.length - differences.length,
    unsettled: rows.length - settled.length,
  };
}

interface TrialPair {
  readonly mine: Trial | undefined;
  readonly theirs: Trial | undefined;
}

/** What was tried on either side, by its kind and spelling. */
function pairsOf(mine: ProbedRoute, theirs: ProbedRoute): readonly TrialPair[] {
  const [own, others] = [triedOn(mine), triedOn(theirs)];
  return [...new Set([...own.keys(), ...others.keys()])].map((name) => ({
    mine: own.get(name),
    theirs: others.get(name),
  }));
}

function triedOn({ trials }: ProbedRoute): ReadonlyMap<string, Trial> {
  const tried = trials.filter(({ outcome }) => outcome !== undefined);
  return new Map(tried.map((trial) => [`${trial.kind} ${trial.variant ?? ''}`, trial]));
}

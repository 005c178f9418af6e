import { groupBy } from '../../group-by';
import type { Finding } from '../../rules';

/** A finding, and those of the same rule that say the same of other subjects. */
export interface AlikeFindings<F extends Finding = Finding> {
  readonly first: F;
  readonly others: readonly F[];
}

/** How many findings may say the same and still stand each by itself. */
const EACH_BY_ITSELF = 3;

/** Findings of one rule in their order; many that say the same stand together where the first one is. */
export function findingsAlike<F extends Finding>(
  findings: readonly F[],
  wordsOf: (finding: F) => string = ({ message }) => message,
): readonly AlikeFindings<F>[] {
  const alike = groupBy(findings, wordsOf);
  return findings.flatMap((finding) => {
    const same = alike.get(wordsOf(finding)) ?? [];
    if (same.length <= EACH_BY_ITSELF) return [{ first: finding, others: [] }];
    return same[0] === finding ? [{ first: finding, others: same.slice(1) }] : [];
  });
}

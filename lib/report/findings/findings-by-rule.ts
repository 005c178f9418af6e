import { groupBy } from '../../group-by';
import type { Finding, Rule, Severity } from '../../rules';

/** The worst first. */
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'note'];

/** The findings of one rule that are equally bad. */
export interface RuleFindings<F extends Finding = Finding> {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly findings: readonly F[];
}

/** Findings grouped by rule and severity, the worst first; otherwise in their order. */
export function findingsByRule<F extends Finding>(findings: readonly F[]): readonly RuleFindings<F>[] {
  const groups = groupBy(findings, ({ rule, severity }) => `${severity} ${rule.id}`);
  const rank = ({ severity }: RuleFindings) => SEVERITIES.indexOf(severity);
  return [...groups.values()]
    .map((same) => ({ rule: same[0].rule, severity: same[0].severity, findings: same }))
    .sort((a, b) => rank(a) - rank(b));
}

import type { Finding, Rule, Severity } from '../../rules';

/** The worst first. */
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'note'];

/** The findings of one rule. */
export interface RuleFindings<F extends Finding = Finding> {
  readonly rule: Rule;
  readonly findings: readonly F[];
}

/** Findings grouped by rule, the worst first; otherwise in their order. */
export function findingsByRule<F extends Finding>(findings: readonly F[]): readonly RuleFindings<F>[] {
  const groups = new Map<string, { rule: Rule; findings: F[] }>();
  for (const finding of findings) {
    const group = groups.get(finding.rule.id) ?? { rule: finding.rule, findings: [] };
    groups.set(finding.rule.id, group);
    group.findings.push(finding);
  }
  const rank = ({ rule }: RuleFindings) => SEVERITIES.indexOf(rule.severity);
  return [...groups.values()].sort((a, b) => rank(a) - rank(b));
}

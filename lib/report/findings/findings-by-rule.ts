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
  const groups = new Map<string, { rule: Rule; severity: Severity; findings: F[] }>();
  for (const finding of findings) {
    const { rule, severity } = finding;
    const key = `${severity} ${rule.id}`;
    const group = groups.get(key) ?? { rule, severity, findings: [] };
    groups.set(key, group);
    group.findings.push(finding);
  }
  const rank = ({ severity }: RuleFindings) => SEVERITIES.indexOf(severity);
  return [...groups.values()].sort((a, b) => rank(a) - rank(b));
}

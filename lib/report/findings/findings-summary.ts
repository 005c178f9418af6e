import type { Severity } from '../../rules';
import { plural } from '../../text';
import { SEVERITIES } from './findings-by-rule';
import type { FindingsReport } from './findings-report';

/** How many failures there are of each severity. */
export function countSeverities({ result }: FindingsReport): Readonly<Record<Severity, number>> {
  const counts = { error: 0, warning: 0, note: 0 };
  for (const { severity } of result.failures) counts[severity] += 1;
  return counts;
}

/** `2 errors · 1 warning · 3 not judged · 1 waived · 12 routes, 34 rules` */
export function renderFindingsSummary(report: FindingsReport): string {
  const { model, result } = report;
  const counts = countSeverities(report);
  const failures = SEVERITIES.filter((severity) => counts[severity] > 0).map((s) => plural(counts[s], s));
  return [
    ...(failures.length === 0
      ? [model.problems.length === 0 ? 'nothing found' : 'not everything could be read']
      : failures),
    ...present(result.unknowns.length, 'not judged'),
    ...present(model.problems.length, 'not read'),
    ...present(result.waived.length, 'waived'),
    `${plural(model.routes.length, 'route')}, ${plural(result.verdicts.size, 'rule')}`,
  ].join(' · ');
}

function present(count: number, words: string): string[] {
  return count === 0 ? [] : [`${count} ${words}`];
}

import type { ProbeReport } from '../../probe';
import { plural, withoutCommands } from '../../text';
import { failureLines, leftOutLines, noteLines, openLines } from './verification-details';
import { countVerdicts, sortedRoutes, VERDICT_WORDS, VERDICTS } from './verification-rows';
import { verificationTable } from './verification-table';

/** The outcome for a terminal: a table, the worst first, then each failure with the request that shows it. */
export function renderVerificationText(
  report: ProbeReport,
  style: { readonly color: boolean; readonly width: number },
): string {
  const rows = sortedRoutes(report);
  const sections = [
    verificationTable(rows, style),
    ...rows.flatMap(failureLines),
    ...rows.flatMap(openLines),
    section('not tried', leftOutLines(rows)),
    section('to know', noteLines(rows)),
    [summaryOf(report)],
  ];
  const shown = sections.filter((lines) => lines.length > 0);
  return withoutCommands(`${shown.map((lines) => lines.join('\n')).join('\n\n')}\n`);
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)];
}

/** `12 routes · 1 failed · 11 proved · 340 requests` */
function summaryOf(report: ProbeReport): string {
  const counts = countVerdicts(report);
  const parts = VERDICTS.filter((verdict) => counts[verdict] > 0).map(
    (verdict) => `${counts[verdict]} ${VERDICT_WORDS[verdict].toLowerCase()}`,
  );
  const isNothing = counts.proved === 0 && counts.failed === 0;
  return [
    ...(isNothing ? ['nothing was proved'] : []),
    plural(report.routes.length, 'route'),
    ...parts,
    plural(report.requests, 'request'),
  ].join(' · ');
}

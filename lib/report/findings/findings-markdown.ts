import type { Finding, Rule, WaivedFinding } from '../../rules';
import { codeSpan, listed, markdownSource, markdownText, plural } from '../../text';
import { markdownRow } from '../formats/markdown-prose';
import { type CauseFindings, findingsByCause, rulesOf } from './findings-by-cause';
import { findingsByRule } from './findings-by-rule';
import type { FindingsOptions, FindingsReport } from './findings-report';
import { renderFindingsSummary } from './findings-summary';
import { waiverWords } from './waiver-words';

/** What a comment is called. A program that writes it anew at each push looks for the name of the command. */
const TITLES = { check: 'Gateway check', 'openapi compare': 'Gateway against OpenAPI document' } as const;

/** A comment on GitHub has 65,536 characters at most; the advice and what a program adds need room, too. */
const TABLE_CHARACTERS = 40_000;

type Row = readonly string[];

/** How many characters are left, and who can show all. */
interface Room {
  readonly command: string;
  left: number;
}

/**
 * Findings for a pull request. All texts of templates and waivers are code, in which no name is a mention and nothing
 * is markup. Rows that a comment has no room for are counted.
 */
export function renderFindingsMarkdown(
  report: FindingsReport,
  { command = 'check', showWaived }: FindingsOptions,
): string {
  const { failures, unknowns, waived } = report.result;
  const groups = findingsByRule(failures);
  const room = { command, left: TABLE_CHARACTERS };
  const paragraphs = [
    `<!-- jwt-gateway ${command} -->\n### ${TITLES[command]}: ${markdownText(renderFindingsSummary(report))}`,
    table(
      ['Severity', 'Rule', 'What', 'Where'],
      groups.flatMap(({ findings }) => findings.map(failureRow)),
      room,
    ),
    [...new Set(groups.map(({ rule }) => rule))].map(adviceOf).join('\n'),
    section(
      'Not judged, because the template alone does not tell',
      ['Why', 'What', 'Where'],
      findingsByCause(unknowns, report.model).map(causeRow),
      room,
    ),
    section(
      'Not read',
      ['What', 'Where'],
      report.model.problems.map(({ message, origin }) => [codeSpan(message), codeSpan(`${origin}`)]),
      room,
    ),
    section('Waived', ['Rule', 'What', 'Where', 'Why'], showWaived ? waived.map(waivedRow) : [], room),
  ];
  return `${paragraphs.filter((text) => text !== '').join('\n\n')}\n`;
}

function failureRow(finding: Finding): Row {
  return [finding.severity, ...openRow(finding)];
}

function openRow({ logicalId, message, origin, rule, stack, subject }: Finding): Row {
  const resource = logicalId === '' ? '' : ` ${codeSpan(`${stack}/${logicalId}`)}`;
  return [codeSpan(rule.id), codeSpan(`${subject}: ${message}`), codeSpan(`${origin}`) + resource];
}

function causeRow(each: CauseFindings): Row {
  const [first] = each.findings;
  const what = rulesOf(each).map(({ rule, subjects }) => `${codeSpan(rule)}: ${codeSpan(listed(subjects))}`);
  const why = [codeSpan(each.cause), ...(each.remediation === undefined ? [] : [codeSpan(each.remediation)])];
  return [why.join('<br>'), what.join('<br>'), first === undefined ? '' : codeSpan(`${first.origin}`)];
}

function waivedRow(finding: WaivedFinding): Row {
  return [...openRow(finding), codeSpan(waiverWords(finding))];
}

function adviceOf({ id, remediation, source, title, why }: Rule): string {
  return `- ${codeSpan(id)}: ${[title, why, remediation].map(markdownText).join(' ')} ${markdownSource(source)}`;
}

function section(title: string, headings: Row, rows: readonly Row[], room: Room): string {
  return rows.length === 0 ? '' : `#### ${title}\n\n${table(headings, rows, room)}`;
}

function table(headings: Row, rows: readonly Row[], room: Room): string {
  if (rows.length === 0) return '';
  const lines = rows.map(markdownRow);
  const shown = lines.filter((line) => {
    room.left -= line.length;
    return room.left > 0;
  });
  const rest = lines.length - shown.length;
  const notice =
    rest === 0
      ? []
      : ['', `${plural(rest, 'more row')} not shown here; \`jwt-gateway ${room.command}\` has all.`];
  return [markdownRow(headings), markdownRow(headings.map(() => '---')), ...shown, ...notice].join('\n');
}

import { type GatewayModel, redactorOf } from '../../model';
import type { Finding, Rule, Severity, WaivedFinding } from '../../rules';
import { displayWidth, listed, type Redactor, visible, withoutCommands } from '../../text';
import { type Color, createTextStyle, hanging, type TextStyle } from '../formats/text-style';
import { type AlikeFindings, findingsAlike } from './findings-alike';
import { type CauseFindings, findingsByCause, rulesOf } from './findings-by-cause';
import { findingsByRule, type RuleFindings } from './findings-by-rule';
import type { FindingsOptions, FindingsReport } from './findings-report';
import { renderFindingsSummary } from './findings-summary';
import { shownLine } from './template-line';
import { waiverWords } from './waiver-words';

interface Style extends TextStyle {
  readonly lineOf: NonNullable<FindingsOptions['lineOf']>;
  /** Hides the secrets of the template in its lines. */
  readonly hide: Redactor;
}

/** Findings for a terminal: by rule, the worst first; what is not judged, not read and waived stands apart. */
export function renderFindingsText(report: FindingsReport, options: FindingsOptions): string {
  const style: Style = {
    ...createTextStyle(options),
    lineOf: options.lineOf ?? (() => undefined),
    hide: redactorOf(report.model),
  };
  const { failures, unknowns, waived } = report.result;
  const sections = [
    ...findingsByRule(failures).map((group) => failedRule(group, style)),
    section(
      'not judged, because the template alone does not tell',
      openCauses(unknowns, report.model, style),
      style,
    ),
    section('not read', problemLines(report, style), style),
    section('waived', options.showWaived ? waivedRules(waived, style) : [], style),
    [renderFindingsSummary(report)],
  ];
  const shown = sections.filter((lines) => lines.length > 0);
  return withoutCommands(`${shown.map((lines) => lines.join('\n')).join('\n\n')}\n`);
}

function section(title: string, lines: readonly string[], { paint }: Style): readonly string[] {
  return lines.length === 0 ? [] : [paint('bold', title), ...lines];
}

const SEVERITY_COLORS: Readonly<Record<Severity, Color>> = {
  error: 'red',
  warning: 'yellow',
  note: 'blue',
};

function failedRule({ findings, rule, severity }: RuleFindings, style: Style): string[] {
  const { paint } = style;
  const label = `${paint(SEVERITY_COLORS[severity], severity)} ${paint('bold', rule.id)}`;
  return [
    label,
    ...hanging('  ', rule.title, style),
    '',
    ...findingsAlike(findings).flatMap((alike) => [...alikeLines(alike, style), '']),
    ...advice('why', rule.why, style),
    ...advice('fix', rule.remediation, style),
    ...advice('see', sourceOf(rule), style),
  ];
}

function openCauses(unknowns: readonly Finding[], model: GatewayModel, style: Style): string[] {
  return findingsByCause(unknowns, model).flatMap((each) => causeLines(each, style));
}

/** One cause is told once, however many rules it keeps from judging. */
function causeLines(each: CauseFindings, style: Style): string[] {
  const [first, second] = each.findings;
  if (first === undefined) return [];
  const fix = each.remediation === undefined ? [] : hanging('    fix: ', each.remediation, style);
  if (second === undefined)
    return [...findingLines({ ...first, subject: `${first.rule.id}: ${first.subject}` }, style), ...fix];
  const rules = rulesOf(each).map(({ rule, subjects }) => `${rule}: ${listed(subjects, NAMED)}`);
  return [
    ...hanging('  - ', `${each.cause}: ${each.findings.length} not judged`, style),
    ...rules.flatMap((words) => hanging('    ', words, style)),
    ...placeLines(first, style),
    ...fix,
  ];
}

function waivedRules(waived: readonly WaivedFinding[], style: Style): string[] {
  return findingsByRule(waived).flatMap(({ findings, rule }) => [
    `  ${rule.id}`,
    ...findingsAlike(findings, waivedWords).flatMap((alike) => [
      ...alikeLines(alike, style),
      ...hanging('    ', waiverWords(alike.first), style),
    ]),
  ]);
}

/** What is waived alike was found and waived in the same words. */
function waivedWords(finding: WaivedFinding): string {
  return JSON.stringify([finding.message, waiverWords(finding)]);
}

function problemLines({ model }: FindingsReport, style: Style): string[] {
  return model.problems.flatMap(({ message, origin }) => hanging('  - ', `${origin}: ${message}`, style));
}

/** How well a rule's fact is known matters where the vendor does not say so. */
function sourceOf({ grade, source }: Rule): string {
  return grade === 'doc' || grade === 'run' ? source : `${source} (${grade})`;
}

/** How many of the subjects are named that the same is said of. */
const NAMED = 10;

/** The first finding in full, and of which other subjects it tells. */
function alikeLines({ first, others }: AlikeFindings, style: Style): string[] {
  if (others.length === 0) return findingLines(first, style);
  const names = others.slice(0, NAMED).map(({ subject }) => subject);
  const rest = others.length - names.length;
  const words = `the same of ${others.length} more: ${names.join(', ')}${rest > 0 ? `, and ${rest} that --format json lists` : ''}`;
  return [...findingLines(first, style), ...hanging('    ', words, style)];
}

function findingLines(finding: Finding, style: Style): string[] {
  return [...hanging('  - ', `${finding.subject}: ${finding.message}`, style), ...placeLines(finding, style)];
}

/** The place of a finding, with its line of the template. */
function placeLines({ logicalId, origin, stack }: Finding, style: Style): string[] {
  const { file, line, column } = origin.toJSON();
  const resource = logicalId === '' ? '' : ` · ${stack}/${logicalId}`;
  const text = style.lineOf(file, line);
  const gutter = `      ${line} │ `;
  return [
    `    ${style.paint('dim', visible(`${file}:${line}:${column}${resource}`))}`,
    ...(text === undefined
      ? []
      : [gutter + shownLine({ text, column }, style.width - displayWidth(gutter), style.hide)]),
  ];
}

function advice(name: string, text: string, style: Style): string[] {
  const [first = '', ...rest] = hanging(`  ${name.padEnd(4)}  `, text, style);
  return [first.replace(name, style.paint('dim', name)), ...rest];
}

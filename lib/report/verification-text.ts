import { styleText } from 'node:util';
import {
  type ProbedRoute,
  type ProbeReport,
  type RouteVerdict,
  type ShownRequest,
  TOKEN_KINDS,
  type Trial,
} from '../probe';
import { displayWidth, padToWidth, shortenToWidth } from './display-width';
import { plural } from './findings-summary';
import { pathOf, textOf } from './route-rows';
import { TEXT_WIDTH } from './route-text';
import {
  countVerdicts,
  evidenceOf,
  nameOf,
  ofVerdict,
  protectionWordOf,
  sortedRoutes,
  stageOf,
  trialName,
  VERDICT_WORDS,
  VERDICTS,
} from './verification-rows';
import { visible } from './visible';

interface Style {
  readonly colour: boolean;
  readonly width: number;
}

const COLOURS = { failed: 'red', open: 'yellow', proved: 'green', skipped: 'dim' } as const;
const HEADINGS = ['METHOD', 'PATH', 'STAGE', 'PROTECTION', 'VERDICT', 'BECAUSE IT'] as const;
const VERDICT = HEADINGS.indexOf('VERDICT');
const LONGEST_PATH = 36;

/** The outcome for a terminal: a table, the worst first, then each failure with the request that shows it. */
export function renderVerificationText(report: ProbeReport, style: Style): string {
  const rows = sortedRoutes(report);
  const sections = [
    tableOf(rows, style),
    ...rows.flatMap((row) => ofVerdict(row.trials, 'fail').map((trial) => failureLines(row, trial, style))),
    ...rows.flatMap((row) => openLines(row)),
    section('not tried', leftOut(rows)),
    section('to know', notes(rows)),
    [summaryOf(report)],
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)];
}

function tableOf(rows: readonly ProbedRoute[], { colour, width }: Style): string[] {
  if (rows.length === 0) return [];
  const cells = rows.map((row) => [
    textOf(row.route.method),
    shortenToWidth(visible(pathOf(row.route)), LONGEST_PATH),
    shortenToWidth(visible(stageOf(row) || '-'), LONGEST_PATH),
    protectionWordOf(row),
    VERDICT_WORDS[row.verdict],
    visible(evidenceOf(row)),
  ]);
  const widths = HEADINGS.map((heading, i) =>
    Math.max(displayWidth(heading), ...cells.map((line) => displayWidth(line[i] ?? ''))),
  );
  const limit = Math.max(TEXT_WIDTH.least, Math.floor(width) || TEXT_WIDTH.default);
  const line = (texts: readonly string[], verdict?: RouteVerdict) => {
    const columns = texts.map((text, i) => {
      const padded = i === texts.length - 1 ? text : padToWidth(text, widths[i] ?? 0);
      return i === VERDICT && verdict && colour
        ? styleText(COLOURS[verdict], padded, { validateStream: false })
        : padded;
    });
    const before = widths.slice(0, -1).reduce((sum, each) => sum + each + 2, 0);
    const last = shortenToWidth(columns.at(-1) ?? '', Math.max(20, limit - before));
    return [...columns.slice(0, -1), last].join('  ').trimEnd();
  };
  return [line(HEADINGS), ...rows.map((row, i) => line(cells[i] ?? [], row.verdict))];
}

function failureLines(row: ProbedRoute, trial: Trial, { colour }: Style): string[] {
  const { kind, must, outcome, request } = trial;
  const { source, what } = TOKEN_KINDS[kind];
  const status = outcome?.status === undefined ? '' : ` (${outcome.status}${codeIn(trial)})`;
  const did = must === 'refuse' ? `lets in ${what}${status}` : `refuses ${what}${status}`;
  const title = visible(`${nameOf(row)} ${did}`);
  return [
    colour ? styleText('bold', title, { validateStream: false }) : title,
    `  kind  ${trialName(trial)}`,
    `  must  ${must} it: ${source}`,
    ...(request === undefined ? [] : [`  shown by  ${curlOf(request)}`]),
    ...(must === 'accept'
      ? ['  perhaps a rule wants a claim (--claim), or the gateway has another key']
      : []),
  ];
}

function openLines(row: ProbedRoute): string[][] {
  const open = ofVerdict(row.trials, 'open');
  const reasons = [...new Set(open.map(({ why }) => why))];
  return reasons.map((why) => {
    const same = open.filter((trial) => trial.why === why);
    const request = same[0]?.request;
    return [
      visible(`${nameOf(row)} is not proved: ${why}`),
      `  kind  ${same.map(trialName).join(', ')}`,
      ...(request === undefined ? [] : [`  shown by  ${curlOf(request)}`]),
    ];
  });
}

/** What was left out on purpose, by its reason. */
function leftOut(rows: readonly ProbedRoute[]): string[] {
  const byReason = new Map<string, { kinds: Set<string>; routes: Set<ProbedRoute> }>();
  for (const row of rows)
    for (const { kind, why = '' } of ofVerdict(row.trials, 'skipped')) {
      const known = byReason.get(why) ?? { kinds: new Set(), routes: new Set() };
      byReason.set(why, known);
      known.kinds.add(kind);
      known.routes.add(row);
    }
  return [...byReason].map(
    ([why, { kinds, routes }]) =>
      `${[...kinds].join(', ')}: ${visible(why)} (${plural(routes.size, 'route')})`,
  );
}

/** What may be let in and is. */
function notes(rows: readonly ProbedRoute[]): string[] {
  const let_in = new Map<string, number>();
  for (const row of rows)
    for (const trial of ofVerdict(row.trials, 'note')) {
      if (trial.outcome?.kind !== 'through') continue;
      const words = `${trialName(trial)} is let in: ${TOKEN_KINDS[trial.kind].what}`;
      let_in.set(words, (let_in.get(words) ?? 0) + 1);
    }
  return [...let_in].map(([words, count]) => `${words} (${plural(count, 'route')})`);
}

function codeIn({ outcome }: Trial): string {
  return outcome?.kind === 'refused' && outcome.code !== undefined ? ` ${outcome.code}` : '';
}

/** A command line that sends the request, but for its token. */
function curlOf({ headers, method, url }: ShownRequest): string {
  const how = method === 'GET' ? ['-i'] : method === 'HEAD' ? ['-I'] : ['-i', '-X', method];
  const lines = headers.flatMap(([name, value]) => [
    '-H',
    shellText(value === '' ? `${name};` : `${name}: ${value}`),
  ]);
  return ['curl', ...how, ...lines, shellText(url)].join(' ');
}

function shellText(text: string): string {
  return `'${visible(text).replace(/'/g, `'\\''`)}'`;
}

function summaryOf(report: ProbeReport): string {
  const counts = countVerdicts(report);
  const shown = VERDICTS.filter((verdict) => counts[verdict] > 0).map(
    (verdict) => `${counts[verdict]} ${VERDICT_WORDS[verdict].toLowerCase()}`,
  );
  const line = [plural(report.routes.length, 'route'), ...shown, plural(report.requests, 'request')].join(
    ' · ',
  );
  return counts.proved === 0 && counts.failed === 0 ? `${line}\nnothing was proved` : line;
}

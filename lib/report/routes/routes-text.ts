import { styleText } from 'node:util';
import { API } from '../../facts';
import type { GatewayModel } from '../../model';
import { type Cell, renderTable, shortenToWidth, visible, withoutCommands } from '../../text';
import { fittingText, type Phrase, quoted } from '../formats/phrase';
import { groupOf, pathOf, protectionOf, type RouteRow, textOf } from './route-rows';
import { renderSummary } from './route-summary';
import { whoMayCall } from './who-may-call';

/** How wide the text may be, in columns. Below 72 the methods and protections would not fit. */
export const TEXT_WIDTH = { default: 100, least: 72 } as const;

const COLUMNS = ['METHOD', 'PATH', 'STAGE', 'PROTECTION', 'WHO MAY CALL'] as const;
const PROTECTION = COLUMNS.indexOf('PROTECTION');
/** The columns between two columns. */
const GAP = 2;

/** Which columns give way, in this order, and to what width; method and protection never do. */
const YIELDING = [
  { column: 5, least: 10 },
  { column: 4, least: 36 },
  { column: 1, least: 20 },
  { column: 2, least: 8 },
  { column: 4, least: 14 },
  { column: 1, least: 8 },
  { column: 5, least: 8 },
] as const;

/** The table for a terminal: one line for each route and stage, none wider than asked. */
export function renderText(
  model: GatewayModel,
  rows: readonly RouteRow[],
  { color, width }: { color: boolean; width: number },
): string {
  const limit = Math.max(TEXT_WIDTH.least, Math.floor(width) || TEXT_WIDTH.default);
  const table = tableOf(rows, { color, limit });
  const notes = notesOf(model, rows).map((note) => shortenToWidth(visible(note), limit));
  return withoutCommands([...table, renderSummary(rows), ...notes, ''].join('\n'));
}

function tableOf(rows: readonly RouteRow[], { color, limit }: { color: boolean; limit: number }): string[] {
  if (rows.length === 0) return [];
  const withGroup = needsGroup(rows);
  const cells = rows.map((row) => [...cellsOf(row), ...(withGroup ? [[quoted(groupOf(row))]] : [])]);
  const headings = [...COLUMNS, ...(withGroup ? ['GROUP'] : [])];
  const lines = renderTable([headings, ...cells.map((row) => row.map((phrase) => cellOf(phrase, limit)))], {
    widths: (natural) => fitting(natural, limit),
    paint: (text, y, x) => {
      const row = rows[y - 1];
      return color && x === PROTECTION && row !== undefined ? painted(text, protectionOf(row)) : text;
    },
  });
  return [...lines, ''];
}

function cellOf(phrase: Phrase, limit: number): Cell {
  return (width) => fittingText(phrase, Math.min(width, limit));
}

function cellsOf(row: RouteRow): readonly Phrase[] {
  const { route, stage } = row;
  return [
    [methodOf(row)],
    [quoted(pathOf(route))],
    stage === undefined ? ['-'] : [quoted(textOf(stage.stage))],
    [protectionOf(row)],
    whoMayCall(row),
  ];
}

/** Whether two rows could not be told apart by method, path and stage. */
function needsGroup(rows: readonly RouteRow[]): boolean {
  const keys = rows.map(
    ({ route, stage }) => `${textOf(route.method)} ${pathOf(route)} ${textOf(stage?.stage)}`,
  );
  return new Set(keys).size < rows.length;
}

/** The method, if it is one: any other text could be of any length. */
function methodOf({ route: { method } }: RouteRow): string {
  return API.methods.value.find((known) => known === method) ?? '?';
}

/** The widths of the columns, cut where all of them together are too wide. */
function fitting(natural: readonly number[], limit: number): readonly number[] {
  const widths = [...natural];
  let excess = widths.reduce((sum, each) => sum + each + GAP, -GAP) - limit;
  for (const { column, least } of YIELDING) {
    const width = widths[column] ?? 0;
    const cut = Math.min(Math.max(0, width - least), Math.max(0, excess));
    widths[column] = width - cut;
    excess -= cut;
  }
  return widths;
}

function painted(text: string, protection: string): string {
  const colors = { public: 'red', unknown: 'yellow', 'not published': 'dim' } as const;
  const color = Object.hasOwn(colors, protection) ? colors[protection as keyof typeof colors] : 'green';
  return styleText(color, text, { validateStream: false });
}

/** What could not be read, with its place. */
function notesOf({ problems }: GatewayModel, rows: readonly RouteRow[]): string[] {
  const unreadable = rows.flatMap(({ route: { origin, problem } }) =>
    problem === undefined ? [] : [`${origin}: ${problem}`],
  );
  return [...problems.map(({ message, origin }) => `${origin}: ${message}`), ...new Set(unreadable)];
}

import { styleText } from 'node:util';
import { API } from '../facts';
import type { GatewayModel } from '../model';
import { displayWidth, padToWidth, shortenToWidth } from './display-width';
import { fittingText, type Phrase, quoted } from './phrase';
import { groupOf, pathOf, protectionOf, type RouteRow, textOf } from './route-rows';
import { renderSummary } from './route-summary';
import { visible } from './visible';
import { whoMayCall } from './who-may-call';

/** How wide the text may be, in columns. Below 72 the methods and protections would not fit. */
export const TEXT_WIDTH = { default: 100, least: 72 } as const;

const COLUMNS = ['METHOD', 'PATH', 'STAGE', 'PROTECTION', 'WHO MAY CALL'] as const;
const PROTECTION = COLUMNS.indexOf('PROTECTION');
const GAP = '  ';

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

/** How a cell is painted. */
type Paint = (text: string) => string;

/** The table for a terminal: one line for each route and stage, none wider than asked. */
export function renderText(
  model: GatewayModel,
  rows: readonly RouteRow[],
  { colour, width }: { colour: boolean; width: number },
): string {
  const limit = Math.max(TEXT_WIDTH.least, Math.floor(width) || TEXT_WIDTH.default);
  const table = tableOf(rows, { colour, limit });
  const notes = notesOf(model, rows).map((note) => shortenToWidth(visible(note), limit));
  return [...table, renderSummary(rows), ...notes, ''].join('\n');
}

function tableOf(rows: readonly RouteRow[], { colour, limit }: { colour: boolean; limit: number }): string[] {
  if (rows.length === 0) return [];
  const withGroup = needsGroup(rows);
  const cells = rows.map((row) => [...cellsOf(row), ...(withGroup ? [[quoted(groupOf(row))]] : [])]);
  const headings = [...COLUMNS, ...(withGroup ? ['GROUP'] : [])].map((text) => [text]);
  const widths = fitting([headings, ...cells], limit);
  const heading = lineOf(headings, widths, plain);
  const lines = rows.map((row, i) =>
    lineOf(cells[i] ?? [], widths, colour ? painter(protectionOf(row)) : plain),
  );
  return [heading, ...lines, ''];
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
function fitting(rows: readonly (readonly Phrase[])[], limit: number): readonly number[] {
  const widths = (rows[0] ?? []).map((_, i) =>
    rows.reduce((most, row) => Math.max(most, displayWidth(fittingText(row[i] ?? [], limit))), 0),
  );
  let excess = widths.reduce((sum, each) => sum + each + GAP.length, -GAP.length) - limit;
  for (const { column, least } of YIELDING) {
    const width = widths[column] ?? 0;
    const cut = Math.min(Math.max(0, width - least), Math.max(0, excess));
    widths[column] = width - cut;
    excess -= cut;
  }
  return widths;
}

function lineOf(cells: readonly Phrase[], widths: readonly number[], paint: Paint): string {
  return cells
    .map((cell, i) => {
      const text = fittingText(cell, widths[i] ?? 0);
      const spaces = i === cells.length - 1 ? '' : padToWidth(text, widths[i] ?? 0).slice(text.length);
      return (i === PROTECTION ? paint(text) : text) + spaces;
    })
    .join(GAP);
}

const plain: Paint = (text) => text;

function painter(protection: string): Paint {
  const colours = { public: 'red', unknown: 'yellow', 'not published': 'dim' } as const;
  const colour = Object.hasOwn(colours, protection) ? colours[protection as keyof typeof colours] : 'green';
  return (text) => styleText(colour, text, { validateStream: false });
}

/** What could not be read, with its place. */
function notesOf({ problems }: GatewayModel, rows: readonly RouteRow[]): string[] {
  const unreadable = rows.flatMap(({ route: { origin, problem } }) =>
    problem === undefined ? [] : [`${origin}: ${problem}`],
  );
  return [...problems.map(({ message, origin }) => `${origin}: ${message}`), ...new Set(unreadable)];
}

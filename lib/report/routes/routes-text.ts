import { styleText } from 'node:util';
import type { GatewayModel } from '../../model';
import { type Cell, type Redactor, renderTable, visible, withoutCommands } from '../../text';
import { fittingText, type Phrase } from '../formats/phrase';
import { TEXT_WIDTH } from '../formats/text-style';
import { parameterWords } from './parameter-words';
import { type ColumnId, columnsFor, headingOf, phraseIn } from './route-columns';
import { protectionOf, type RouteRow } from './route-rows';
import { renderSummary } from './route-summary';

/** The columns between two columns. */
const GAP = 2;

/** Which columns give way, in this order, and to what width; method and protection never do. */
const YIELDING: readonly { readonly column: ColumnId; readonly least: number }[] = [
  { column: 'parameters', least: 10 },
  { column: 'group', least: 10 },
  { column: 'stack', least: 10 },
  { column: 'callers', least: 36 },
  { column: 'backend', least: 20 },
  { column: 'path', least: 20 },
  { column: 'stage', least: 8 },
  { column: 'callers', least: 14 },
  { column: 'backend', least: 8 },
  { column: 'path', least: 8 },
  { column: 'group', least: 8 },
  { column: 'stack', least: 8 },
];

/**
 * The table for people: one line for each route and stage, none wider than asked. What could not be read stands below
 * in full.
 */
export function renderText(
  model: GatewayModel,
  rows: readonly RouteRow[],
  { color, hide, width }: { readonly color: boolean; readonly hide: Redactor; readonly width: number },
): string {
  const limit = Math.max(TEXT_WIDTH.least, width);
  const parameters = parameterWords(model).map(({ text }) => text);
  const notes = [
    ...(parameters.length === 0 ? [] : [`parameters: ${parameters.join(', ')}`]),
    ...notesOf(model, rows),
  ].map(visible);
  return withoutCommands(
    [...tableOf(rows, { color, hide, limit }), renderSummary(rows), ...notes, ''].join('\n'),
  );
}

function tableOf(
  rows: readonly RouteRow[],
  { color, hide, limit }: { readonly color: boolean; readonly hide: Redactor; readonly limit: number },
): string[] {
  if (rows.length === 0) return [];
  const columns = columnsFor(rows);
  const protection = columns.indexOf('protection');
  const cells = rows.map((row) =>
    columns.map((id) => cellOf(withoutSecrets(shortPhrase(row, id), hide), limit)),
  );
  const headings = columns.map((id) => headingOf(id).toUpperCase());
  const lines = renderTable([headings, ...cells], {
    widths: (natural) => fitting(natural, { columns, limit }),
    paint: (text, y, x) => {
      const row = rows[y - 1];
      return color && x === protection && row !== undefined ? painted(text, protectionOf(row)) : text;
    },
  });
  return [...lines, ''];
}

/** The column of methods never gives way, and what is no method could be of any length. */
function shortPhrase(row: RouteRow, id: ColumnId): Phrase {
  const phrase = phraseIn(row, id);
  return id === 'method' && typeof phrase[0] !== 'string' ? ['?'] : phrase;
}

/** What is hidden has its width before the columns get theirs. */
function withoutSecrets(phrase: Phrase, hide: Redactor): Phrase {
  return phrase.map((part) =>
    typeof part !== 'string' && 'quoted' in part ? { ...part, quoted: hide(part.quoted) } : part,
  );
}

function cellOf(phrase: Phrase, limit: number): Cell {
  return (width) => fittingText(phrase, Math.min(width, limit));
}

/** The widths of the columns, cut where all of them together are too wide. */
function fitting(
  natural: readonly number[],
  { columns, limit }: { readonly columns: readonly ColumnId[]; readonly limit: number },
): readonly number[] {
  const widths = [...natural];
  let excess = widths.reduce((sum, each) => sum + each + GAP, -GAP) - limit;
  for (const { column, least } of YIELDING) {
    const at = columns.indexOf(column);
    const width = widths[at] ?? 0;
    const cut = Math.min(Math.max(0, width - least), Math.max(0, excess));
    if (at >= 0) widths[at] = width - cut;
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
export function notesOf({ problems }: GatewayModel, rows: readonly RouteRow[]): string[] {
  const unreadable = rows.flatMap(({ route: { origin, problem } }) =>
    problem === undefined ? [] : [`${origin}: ${problem}`],
  );
  return [...problems.map(({ message, origin }) => `${origin}: ${message}`), ...new Set(unreadable)];
}

import { displayWidth, padToWidth, shortenToWidth } from './display-width';

/** A cell: a text that is shortened where its column is narrower, or what is shown in so many columns. */
export type Cell = string | ((width: number) => string);

/** How a table is drawn. */
interface TableOptions {
  /** The width of each column, made of what the cells would take. Default: just that. */
  readonly widths?: (natural: readonly number[]) => readonly number[];
  /** Paints a cell; row 0 is the heading. Spaces after it are not painted. */
  readonly paint?: (text: string, row: number, column: number) => string;
}

/** Rows in aligned columns, two spaces apart, for people. The first row is the heading. */
export function renderTable(
  rows: readonly (readonly Cell[])[],
  { paint = (text) => text, widths: widthsOf = (natural) => natural }: TableOptions = {},
): string[] {
  const natural = (rows[0] ?? []).map((_, column) =>
    rows.reduce((most, row) => Math.max(most, displayWidth(textIn(row[column] ?? ''))), 0),
  );
  const widths = widthsOf(natural);
  return rows.map((row, y) =>
    row
      .map((cell, x) => {
        const text = textIn(cell, widths[x] ?? 0);
        const spaces = x === row.length - 1 ? '' : padToWidth(text, widths[x] ?? 0).slice(text.length);
        return paint(text, y, x) + spaces;
      })
      .join('  ')
      .trimEnd(),
  );
}

function textIn(cell: Cell, width = Number.POSITIVE_INFINITY): string {
  return typeof cell === 'string' ? shortenToWidth(cell, width) : cell(width);
}

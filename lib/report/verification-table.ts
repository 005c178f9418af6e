import { styleText } from 'node:util';
import type { ProbedRoute } from '../probe';
import { displayWidth, padToWidth, shortenToWidth } from './display-width';
import { pathOf, textOf } from './route-rows';
import { TEXT_WIDTH } from './route-text';
import { evidenceOf, protectionWordOf, stageOf, VERDICT_WORDS } from './verification-rows';
import { visible } from './visible';

const HEADINGS = ['METHOD', 'PATH', 'STAGE', 'PROTECTION', 'VERDICT', 'WHAT WAS SEEN'] as const;
const VERDICT = HEADINGS.indexOf('VERDICT');
const COLOURS = { failed: 'red', open: 'yellow', proved: 'green', skipped: 'dim' } as const;

/** Texts from templates are cut to these, and what was seen to what is left of the line, but to no less. */
const LONGEST = { path: 36, stage: 14 } as const;
const LEAST_SEEN = 20;

/** One line for each route and stage. What does not fit stands below the table in full. */
export function verificationTable(
  rows: readonly ProbedRoute[],
  { colour, width }: { readonly colour: boolean; readonly width: number },
): string[] {
  if (rows.length === 0) return [];
  const cells = rows.map(cellsOf);
  const widths = HEADINGS.map((heading, i) =>
    Math.max(displayWidth(heading), ...cells.map((line) => displayWidth(line[i] ?? ''))),
  );
  const limit = Math.max(TEXT_WIDTH.least, Math.floor(width) || TEXT_WIDTH.default);
  const taken = widths.slice(0, -1).reduce((sum, each) => sum + each + 2, 0);
  widths[HEADINGS.length - 1] = Math.max(LEAST_SEEN, limit - taken);
  const lines = rows.map((row, i) => {
    const paint = (text: string) => styleText(COLOURS[row.verdict], text, { validateStream: false });
    return lineOf(cells[i] ?? [], widths, colour ? paint : (text) => text);
  });
  return [lineOf(HEADINGS, widths, (text) => text), ...lines];
}

function cellsOf(row: ProbedRoute): readonly string[] {
  return [
    visible(textOf(row.route.method)),
    shortenToWidth(visible(pathOf(row.route)), LONGEST.path),
    shortenToWidth(visible(stageOf(row) || '-'), LONGEST.stage),
    protectionWordOf(row),
    VERDICT_WORDS[row.verdict],
    visible(evidenceOf(row)),
  ];
}

function lineOf(
  cells: readonly string[],
  widths: readonly number[],
  paint: (text: string) => string,
): string {
  return cells
    .map((text, i) => {
      const width = widths[i] ?? 0;
      if (i === cells.length - 1) return shortenToWidth(text, width);
      const padded = padToWidth(text, width);
      return i === VERDICT ? paint(text) + padded.slice(text.length) : padded;
    })
    .join('  ')
    .trimEnd();
}

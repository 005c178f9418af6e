import type { CallerEffect, Change, Posture } from '../diff';
import { kindWords } from './diff-report';
import { displayWidth, padToWidth, shortenToWidth } from './display-width';
import type { Colour, TextStyle } from './text-style';
import { visible } from './visible';

const HEADINGS = ['POSTURE', 'CALLERS', 'WHAT', 'CHANGE'] as const;
const [GAP, LEAST_WHAT, MOST_KIND] = ['  ', 24, 40];

const POSTURES: Readonly<Record<Posture, Colour>> = {
  weaker: 'red',
  unknown: 'yellow',
  neutral: 'dim',
  stronger: 'green',
};
const EFFECTS: Readonly<Record<CallerEffect, Colour>> = {
  break: 'red',
  'may break': 'yellow',
  unknown: 'yellow',
  safe: 'dim',
};

/** A line for each change, in aligned columns; what changed is cut to the room that the others leave. */
export function diffTable(changes: readonly Change[], { paint, width }: TextStyle): string[] {
  if (changes.length === 0) return [];
  const rows = changes.map(cellsOf);
  const widths = widthsOf([HEADINGS, ...rows], width);
  const line = (cells: readonly string[]) =>
    cells.map((cell, i) => padToWidth(shortenToWidth(cell, widths[i] ?? 0), widths[i] ?? 0));
  const painted = changes.map((change, i) => {
    const [posture = '', callers = '', ...rest] = line(rows[i] ?? []);
    const { posture: weak, callers: broken } = change;
    return [paint(POSTURES[weak.verdict], posture), paint(EFFECTS[broken.verdict], callers), ...rest];
  });
  return [line(HEADINGS), ...painted].map((cells) => cells.join(GAP).trimEnd());
}

function cellsOf({ callers, kind, posture, subject }: Change): readonly string[] {
  return [posture.verdict, callers.verdict, visible(subject), kindWords({ kind })];
}

function widthsOf(rows: readonly (readonly string[])[], limit: number): readonly number[] {
  const [posture = 0, callers = 0, what = 0, kind = 0] = HEADINGS.map((_, i) =>
    rows.reduce((most, row) => Math.max(most, displayWidth(row[i] ?? '')), 0),
  );
  const last = Math.min(kind, MOST_KIND);
  const room = limit - posture - callers - last - 3 * GAP.length;
  return [posture, callers, Math.min(what, Math.max(LEAST_WHAT, room)), last];
}

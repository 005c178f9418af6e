import type { CallerEffect, Change, Posture } from '../../diff';
import { renderTable, visible } from '../../text';
import type { Color, TextStyle } from '../formats/text-style';
import { kindWords } from './diff-report';

const HEADINGS = ['POSTURE', 'CALLERS', 'WHAT', 'CHANGE'] as const;
const [GAP, LEAST_WHAT, MOST_KIND] = [2, 24, 40];

const POSTURES: Readonly<Record<Posture, Color>> = {
  weaker: 'red',
  unknown: 'yellow',
  neutral: 'dim',
  stronger: 'green',
};
const EFFECTS: Readonly<Record<CallerEffect, Color>> = {
  break: 'red',
  'may break': 'yellow',
  unknown: 'yellow',
  safe: 'dim',
};

/** A line for each change, in aligned columns; what changed is cut to the room that the others leave. */
export function diffTable(changes: readonly Change[], { paint, width }: TextStyle): string[] {
  if (changes.length === 0) return [];
  return renderTable([HEADINGS, ...changes.map(cellsOf)], {
    widths: (natural) => widthsOf(natural, width),
    paint: (text, y, x) => {
      const change = changes[y - 1];
      if (change === undefined || x > 1) return text;
      return paint(x === 0 ? POSTURES[change.posture.verdict] : EFFECTS[change.callers.verdict], text);
    },
  });
}

function cellsOf({ callers, kind, posture, subject }: Change): readonly string[] {
  return [posture.verdict, callers.verdict, visible(subject), kindWords({ kind })];
}

function widthsOf(natural: readonly number[], limit: number): readonly number[] {
  const [posture = 0, callers = 0, what = 0, kind = 0] = natural;
  const last = Math.min(kind, MOST_KIND);
  const room = limit - posture - callers - last - 3 * GAP;
  return [posture, callers, Math.min(what, Math.max(LEAST_WHAT, room)), last];
}

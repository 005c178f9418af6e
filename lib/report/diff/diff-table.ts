import type { CallerEffect, Change, Posture } from '../../diff';
import { displayWidth, padToWidth, visible } from '../../text';
import { type Color, hanging, type TextStyle } from '../formats/text-style';
import { kindWords } from './diff-report';
import { routeText } from './route-words';

const HEADINGS = ['POSTURE', 'CALLERS', 'CHANGE', 'WHAT'] as const;

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

type Same = readonly [Change, ...Change[]];

/** A line for what changes alike, in aligned columns; names that are longer go on below, and are never cut. */
export function diffTable(changes: readonly Same[], style: TextStyle, all: readonly string[]): string[] {
  if (changes.length === 0) return [];
  const [, , , last] = HEADINGS;
  const cells = changes.map(([change]) => cellsOf(change));
  const columns = [0, 1, 2].map((x) =>
    [HEADINGS, ...cells].reduce((most, row) => Math.max(most, displayWidth(row[x] ?? '')), 0),
  );
  const padded = (row: readonly string[]) => columns.map((width, x) => padToWidth(row[x] ?? '', width));
  const rows = changes.flatMap((same, y) => {
    const { callers, posture } = same[0];
    const texts = padded(cells[y] ?? []);
    const [first = '', ...more] = hanging(`${texts.join('  ')}  `, subjectText(same, all), style);
    const [mine = '', theirs = ''] = texts;
    const rest = first.slice(mine.length + 2 + theirs.length);
    const painted = [
      style.paint(POSTURES[posture.verdict], posture.verdict) + mine.slice(posture.verdict.length),
      style.paint(EFFECTS[callers.verdict], callers.verdict) + theirs.slice(callers.verdict.length),
    ];
    return [painted.join('  ') + rest, ...more];
  });
  return [[...padded(HEADINGS), last].join('  '), ...rows];
}

/** Several routes by what they have in common; everything else by its name. */
export function subjectText(same: readonly Change[], all: readonly string[]): string {
  const subjects = [...new Set(same.map(({ subject }) => subject))];
  const isOfRoutes = same.every(({ route, subject }) => route === subject);
  if (isOfRoutes) return routeText(subjects, all);
  const more = subjects.length - 4;
  return more > 1 ? `${subjects.slice(0, 4).join(', ')} and ${more} more` : subjects.join(', ');
}

function cellsOf({ callers, kind, posture }: Change): readonly string[] {
  return [posture.verdict, callers.verdict, visible(kindWords({ kind }))];
}

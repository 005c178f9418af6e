import { styleText } from 'node:util';
import type { ProbedRoute } from '../../probe';
import { renderTable, shortenToWidth, visible } from '../../text';
import { TEXT_WIDTH } from '../formats/text-style';
import { pathOf, textOf } from '../routes/route-rows';
import { evidenceOf, protectionWordOf, stageOf, VERDICT_WORDS } from './verification-rows';

const HEADINGS = ['METHOD', 'PATH', 'STAGE', 'PROTECTION', 'VERDICT', 'WHAT WAS SEEN'] as const;
const VERDICT = HEADINGS.indexOf('VERDICT');
const COLORS = { failed: 'red', open: 'yellow', proved: 'green', skipped: 'dim' } as const;

/** Texts from templates are cut to these, and what was seen to what is left of the line, but to no less. */
const LONGEST = { path: 36, stage: 14 } as const;
const LEAST_SEEN = 20;

/** One line for each route and stage. What does not fit stands below the table in full. */
export function verificationTable(
  rows: readonly ProbedRoute[],
  { color, width }: { readonly color: boolean; readonly width: number },
): string[] {
  if (rows.length === 0) return [];
  const limit = Math.max(TEXT_WIDTH.least, width);
  const isCut = Number.isFinite(limit);
  return renderTable([HEADINGS, ...rows.map((row) => cellsOf(row, isCut))], {
    widths: (natural) => {
      const taken = natural.slice(0, -1).reduce((sum, each) => sum + each + 2, 0);
      return [...natural.slice(0, -1), Math.max(LEAST_SEEN, Math.min(natural.at(-1) ?? 0, limit - taken))];
    },
    paint: (text, y, x) => {
      const row = rows[y - 1];
      if (!color || x !== VERDICT || row === undefined) return text;
      return styleText(COLORS[row.verdict], text, { validateStream: false });
    },
  });
}

function cellsOf(row: ProbedRoute, isCut: boolean): readonly string[] {
  const short = (text: string, most: number) => (isCut ? shortenToWidth(visible(text), most) : visible(text));
  return [
    visible(textOf(row.route.method)),
    short(pathOf(row.route), LONGEST.path),
    short(stageOf(row) || '-', LONGEST.stage),
    protectionWordOf(row),
    VERDICT_WORDS[row.verdict],
    visible(evidenceOf(row)),
  ];
}

import { type Redactor, redactDocument, shortenToWidth, visible } from '../../text';

/** A line of a template, and the column that is meant, counted from 1. */
interface TemplateLine {
  readonly text: string;
  readonly column: number;
}

/** How far around the column secrets are looked for: lines may have megabytes. */
const AROUND = 2_000;

/** A column further to the right is brought to the beginning of the line. */
const FAR = 40;

/** The line in one line of at most so many columns, without indentation, and without anything that may be a secret. */
export function shownLine(
  { text, column }: TemplateLine,
  width: number,
  hide: Redactor = (line) => line,
): string {
  const start = Math.max(0, column - 1 - AROUND);
  const near = redactDocument(text.slice(start, column + AROUND), stars);
  const at = column - 1 - start;
  const indent = near.length - near.trimStart().length;
  const isCut = at - indent > FAR && near.length - indent > width;
  const shown = isCut ? near.slice(at) : near.slice(indent);
  return shortenToWidth(
    visible(`${isCut ? '…' : ''}${hide(shown.trimEnd().replace(/\*{4,}/g, '***'))}`),
    width,
  );
}

/** Every secret is painted over with as many stars, so that columns stay what they are. */
function stars(text: string): string {
  return '*'.repeat(text.length);
}

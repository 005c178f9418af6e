import { displayWidth, shortenToWidth, visible } from '../../text';

/** Text from a template inside a sentence of ours: each format shows it safely in its own way. */
interface Quoted {
  readonly quoted: string;
  /** How many columns of it are ever shown: enough to know a thumbprint by. */
  readonly most?: number;
}

/** Words of ours that are left out where there is little room. */
interface Filler {
  readonly filler: string;
}

/** A sentence of ours with texts from templates in it. */
export type Phrase = readonly (string | Quoted | Filler)[];

export const quoted = (text: string, most?: number): Quoted => ({ quoted: text, most });

/** The phrase with something between its parts. */
export function joined(phrases: readonly Phrase[], between: string): Phrase {
  return phrases.flatMap((phrase, index) => (index === 0 ? phrase : [between, ...phrase]));
}

/** What is shown of a text from a template, before a format escapes it further. */
export function shownText({ quoted: text, most }: Quoted, width = Number.POSITIVE_INFINITY): string {
  return shortenToWidth(visible(text), Math.min(most ?? width, width));
}

/** The phrase as one line of plain text. */
export function plainText(phrase: Phrase, width?: number): string {
  return phrase
    .map((part) =>
      typeof part === 'string' ? part : 'filler' in part ? part.filler : shownText(part, width),
    )
    .join('');
}

/** No text from a template is cut to less, however narrow the phrase must be. */
const LEAST_SHOWN = 6;

/**
 * The phrase in at most so many columns: fillers are left out, then its longest quoted texts give way, then the
 * phrase as a whole.
 */
export function fittingText(phrase: Phrase, width: number): string {
  const whole = plainText(phrase);
  if (displayWidth(whole) <= width) return whole;
  const terse = phrase.filter((part) => typeof part === 'string' || 'quoted' in part);
  const widths = terse.flatMap((part) => (typeof part === 'string' ? [] : [displayWidth(shownText(part))]));
  let most = Math.max(LEAST_SHOWN, Math.min(width, Math.max(0, ...widths)));
  let text = plainText(terse, most);
  while (displayWidth(text) > width && most > LEAST_SHOWN) {
    most = Math.max(LEAST_SHOWN, Math.min(most - 1, cutTo(widths, most, displayWidth(text) - width)));
    text = plainText(terse, most);
  }
  return shortenToWidth(text, width);
}

/** The length to which those that are as long as the longest must be cut to save so many columns. */
function cutTo(widths: readonly number[], most: number, excess: number): number {
  const longest = widths.filter((each) => each >= most).length;
  const next = Math.max(LEAST_SHOWN, ...widths.filter((each) => each < most));
  return Math.max(next, most - Math.ceil(excess / Math.max(1, longest)));
}

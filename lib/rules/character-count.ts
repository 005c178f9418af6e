const PAIRS = /[\uD800-\uDBFF][\uDC00-\uDFFF]/g;

/** How many characters a text has, as people count them. No list of them is made: it is asked of every text. */
export function characterCount(text: string): number {
  return text.length - (text.match(PAIRS)?.length ?? 0);
}

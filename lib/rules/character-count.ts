const PAIR = /[\uD800-\uDBFF][\uDC00-\uDFFF]/;
const PAIRS = new RegExp(PAIR, 'g');

/** How many characters a text has, as people count them. It is asked of every text, and few have any pairs. */
export function characterCount(text: string): number {
  return PAIR.test(text) ? text.length - (text.match(PAIRS)?.length ?? 0) : text.length;
}

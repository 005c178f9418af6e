import { codeSpan, shortenToWidth, visible } from '../../text';

/**
 * Words that mean nothing to any Markdown: letters and hyphens, in brackets or with a mark after them, small numbers,
 * and what we put between them. No mention, link, reference, commit or emoji is made of these alone.
 */
const PLAIN = /^(?:\(?(?:[A-Za-z]+(?:['-][A-Za-z]+)*|\d{1,5}%?)\)?[,.;:?]?|[·→—])$/;

/** What a host may take for the id of a commit. */
const COMMIT = /^\W*[a-f\d]{7,}\W*$/;

/**
 * A sentence with texts from templates in it, as Markdown: plain words stay words, and all else is code, in which
 * nothing is a mention, a link or markup.
 */
export function markdownProse(sentence: string): string {
  const parts: { isPlain: boolean; words: string[] }[] = [];
  for (const word of sentence.split(' ').filter((each) => each !== '')) {
    const isPlain = PLAIN.test(word) && !COMMIT.test(word);
    const last = parts.at(-1);
    if (last?.isPlain === isPlain) last.words.push(word);
    else parts.push({ isPlain, words: [word] });
  }
  return parts.map(({ isPlain, words }) => (isPlain ? words.join(' ') : codeOf(words.join(' ')))).join(' ');
}

/** The text as code, with the mark at its end after it. */
function codeOf(text: string): string {
  const [mark = ''] = /[,.;:?]$/.exec(text) ?? [];
  return codeSpan(text.slice(0, text.length - mark.length)) + mark;
}

/** A text of at most so many columns as code. */
export function shortCode(text: string, most: number): string {
  return codeSpan(shortenToWidth(visible(text), most));
}

/** A sentence of at most so many columns as {@link markdownProse}. */
export function shortProse(sentence: string, most: number): string {
  return markdownProse(shortenToWidth(visible(sentence), most));
}

/** A sentence as {@link markdownProse} in which each of the names that it has is one piece of code. */
export function proseWithNames(sentence: string, names: readonly string[]): string {
  const found = names
    .filter((name) => name !== '' && sentence.includes(name))
    .sort((a, b) => b.length - a.length);
  const [name] = found;
  if (name === undefined) return between(sentence);
  return sentence
    .split(name)
    .map((part) => proseWithNames(part, found.slice(1)))
    .join(codeSpan(name));
}

/** What stands between names: the spaces and the mark at its ends stay what they are. */
function between(part: string): string {
  const [, start = '', words = '', end = ''] = /^([,;:]? *)(.*?)( *)$/s.exec(part) ?? [];
  return `${start}${markdownProse(words)}${end}`;
}

/** One row of a table. */
export function markdownRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

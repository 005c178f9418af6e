// Unicode Standard Annex 11: the blocks whose characters are two columns wide.
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18cff}\u{1b000}-\u{1b2ff}\u{1f000}-\u{1faff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;

/** How many columns a text takes on a terminal. Combining marks count, so that no text is longer than it seems. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += widthOf(character);
  return width;
}

function widthOf(character: string): number {
  return character < '\u1100' ? 1 : WIDE.test(character) ? 2 : 1;
}

/** The text with spaces after it, up to a width. */
export function padToWidth(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

/** The text, or its beginning and end with `…` between them where it is wider than allowed. */
export function shortenToWidth(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  const tail = Math.floor((width - 1) / 3);
  const characters = [...text];
  return `${upTo(characters, width - 1 - tail)}…${upTo(characters.reverse(), tail, true)}`;
}

function upTo(characters: readonly string[], width: number, isReversed = false): string {
  const taken: string[] = [];
  let rest = width;
  for (const character of characters) {
    rest -= widthOf(character);
    if (rest < 0) break;
    taken.push(character);
  }
  return (isReversed ? taken.reverse() : taken).join('');
}

/** Control, format (bidirectional, zero-width), separator, private-use and unassigned characters, and fillers. */
export const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** A text from a template, safe to show: what would not be seen, or would act, is written `\u…`. */
export function visible(text: string): string {
  return text.normalize('NFC').replace(INVISIBLE, escaped);
}

/** A document as JSON, on lines or without an indent on one, safe to show and still the same JSON. */
export function visibleJson(document: unknown, indent = 2): string {
  return JSON.stringify(document, null, indent)
    .split('\n')
    .map((line) => line.replace(INVISIBLE, escaped))
    .join('\n');
}

/** The character in the notation that JSON and JavaScript have for it. */
export function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, i) => {
    return `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`;
  }).join('');
}

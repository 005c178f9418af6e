import { type Redactor, redact } from './redact';

/** Control, format (bidirectional, zero-width), separator, private-use and unassigned characters, and fillers. */
export const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * What makes a build log obey: `##[group]` and `##vso[…]` are commands wherever they stand in a line, in GitHub Actions
 * and in Azure Pipelines.
 */
const COMMAND_MARK = /##(?=[\w.]*\[)/g;

/**
 * A text from a template, a request or a file name, safe to show: without secrets, and what would not be seen, or
 * would act in a terminal or in a build log, is written `\u…`.
 */
export function visible(text: string): string {
  return shown(redact(text).normalize('NFC'));
}

/** The same with everything in it: for a token that somebody asked for. */
export function visibleJsonWithSecrets(document: unknown, indent = 2): string {
  return JSON.stringify(document, null, indent).split('\n').map(shown).join('\n');
}

/**
 * A document as JSON, on lines or without an indent on one, safe to show and still JSON.
 *
 * @param hide hides further secrets, in values and never in names
 */
export function visibleJson(document: unknown, indent = 2, hide: Redactor = (text) => text): string {
  const text = JSON.stringify(
    document,
    (_, value: unknown) => (typeof value === 'string' ? hide(redact(value)) : value),
    indent,
  );
  return text.split('\n').map(shown).join('\n');
}

function shown(text: string): string {
  const seen = text.replace(INVISIBLE, escaped);
  return seen.includes('##') ? seen.replace(COMMAND_MARK, `#${escaped('#')}`) : seen;
}

/** The character in the notation that JSON and JavaScript have for it. */
export function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, i) => {
    return `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`;
  }).join('');
}

/** A text in printable ASCII, everything else as `\u…`. */
export function asciiOnly(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, escaped);
}

/** Lines that a build log would take for a command: `::error::…`, also after spaces and after colors. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: a color begins with the escape character
const COMMAND_LINE = /^((?:\s|\u001b\[[\d;]*m)*):(?=:)/gm;

/**
 * Lines for people, which may stand in a build log: none is a workflow command, wherever it was wrapped and whatever a
 * template, a file name or an option says.
 */
export function withoutCommands(lines: string): string {
  return lines.includes('::') || lines.includes('##')
    ? lines.replace(COMMAND_LINE, `$1${escaped(':')}`).replace(COMMAND_MARK, `#${escaped('#')}`)
    : lines;
}

import { escaped, visible } from './visible';

/**
 * A text from a template as Markdown code, inside which no name is a mention, a link, an issue or markup. A code
 * span has no escapes, so what would end it, or the cell of a table, is written `\u…`.
 */
export function codeSpan(text: string): string {
  const shown = visible(text)
    .replace(/[`|<>]/g, escaped)
    .trim();
  return shown === '' ? '' : `\`${shown}\``;
}

/** A sentence of ours as Markdown text. */
export function markdownText(text: string): string {
  return visible(text).replace(/[\\`*_[\]<>|~]/g, '\\$&');
}

/** Where a rule is from: an address as a link, anything else as code. */
export function markdownSource(source: string): string {
  return /^https:\/\/[\w./?=&%#~-]+$/.test(source) ? `<${source}>` : codeSpan(source);
}

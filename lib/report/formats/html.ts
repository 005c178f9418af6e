import { type Redactor, visible } from '../../text';
import { type Phrase, shownText } from './phrase';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text of anybody's as HTML, in an element or in a quoted attribute. */
export function html(text: string): string {
  return visible(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

/** A text from a template as code. */
export function code(text: string): string {
  return text === '' ? '' : `<code>${html(text)}</code>`;
}

/** A phrase, with what it quotes as code. */
export function phraseHtml(phrase: Phrase, hide: Redactor = (text) => text): string {
  return phrase
    .map((part) => {
      if (typeof part === 'string') return html(part);
      return 'filler' in part ? html(part.filler) : code(hide(shownText(part)));
    })
    .join('');
}

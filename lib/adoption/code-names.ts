import { key } from '../source-code';

/** Names for code, made of what people called things in the console; no two are the same. */
export class CodeNames {
  readonly #taken: Set<string>;

  /** @param reserved names that are taken already */
  constructor(...reserved: readonly string[]) {
    this.#taken = new Set(reserved);
  }

  /** `PartnersKeys` for `partners-keys`. */
  pascal(name: string): string {
    return this.#free(wordsOf(name).map(capital).join(''), 'Thing', '');
  }

  /** `partnersKeys` for `partners-keys`. */
  camel(name: string): string {
    const words = wordsOf(name).map(capital).join('');
    return this.#free(words.charAt(0).toLowerCase() + words.slice(1), 'thing', '');
  }

  /** `partners-keys` for `Partners keys`. */
  file(name: string): string {
    return this.#free(wordsOf(name).join('-').toLowerCase(), 'group', '-');
  }

  #free(wanted: string, fallback: string, separator: string): string {
    if (wanted === '') return this.#free(fallback, fallback, separator);
    const isName = /^[A-Za-z]/.test(wanted) && (separator === '-' || key(wanted) === wanted);
    const plain = isName && !KEYWORDS.has(wanted) ? wanted : `${fallback}${separator}${wanted}`;
    let name = plain;
    for (let number = 2; this.#taken.has(name.toLowerCase()); number += 1)
      name = `${plain}${separator}${number}`;
    this.#taken.add(name.toLowerCase());
    return name;
  }
}

function wordsOf(name: string): string[] {
  return name.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** Words of TypeScript that no name may be. */
const KEYWORDS: ReadonlySet<string> = new Set(
  [
    'arguments await break case catch class const continue debugger default delete do else enum eval export extends',
    'false finally for function if implements import in instanceof interface let new null package private protected',
    'public return scope static super switch this throw true try typeof undefined var void while with yield',
  ].flatMap((line) => line.split(' ')),
);

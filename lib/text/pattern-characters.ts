/** What every text has in common that a pattern matches; or why that cannot be told. */
type PatternProof = { readonly leastLength: number } | { readonly problem: string };

/**
 * Whether no text that a regular expression matches has one of some characters. Only what is sure is taken for sure: a
 * pattern that begins with `^` and ends with `$`, made of plain characters, lists of characters in square brackets, `\d`,
 * `\w`, groups and repetitions. All of these mean the same in Python, which ROS is written in, and in JavaScript.
 *
 * Python lets a line end stand before `$`. It could only be the last character of a text, which ends nothing.
 *
 * @param forbidden the characters, as an expression without the flags `g` and `y`
 */
export function provePattern(pattern: string, forbidden: RegExp): PatternProof {
  try {
    return { leastLength: new PatternReader(pattern, forbidden).read() };
  } catch (error) {
    if (error instanceof Unproved) return { problem: error.message };
    throw error;
  }
}

class Unproved extends Error {}

/** Letters, digits and the underscore of any script: `\d` and `\w`. */
const CLASSES = /^[dw]$/;
const PUNCTUATION = /^[!-/:-@[-`{-~]$/;
const QUANTIFIER = /(?:[*+?]|\{(\d{1,9})(?:,(\d{0,9}))?\})\??/y;
const END = new Set(['', '$', '\\Z']);

/** Reads a pattern from left to right, and counts how long a match is at least. */
class PatternReader {
  readonly #pattern: string;
  readonly #forbidden: RegExp;
  #at = 0;

  constructor(pattern: string, forbidden: RegExp) {
    this.#pattern = pattern;
    this.#forbidden = forbidden;
  }

  read(): number {
    if (!this.#skip('^') && !this.#skip('\\A')) throw new Unproved('does not begin with ^');
    const least = this.#sequence();
    // Beside a | of the outermost level, ^ and $ are only part of one side.
    if (this.#next === '|') throw new Unproved('has a | outside of parentheses');
    if (!END.has(this.#rest) || this.#rest === '') throw new Unproved('does not end with $');
    return least;
  }

  get #rest(): string {
    return this.#pattern.slice(this.#at);
  }

  get #next(): string {
    const code = this.#pattern.codePointAt(this.#at);
    return code === undefined ? '' : String.fromCodePoint(code);
  }

  #skip(text: string): boolean {
    const isNext = this.#pattern.startsWith(text, this.#at);
    if (isNext) this.#at += text.length;
    return isNext;
  }

  #take(): string {
    const taken = this.#next;
    this.#at += taken.length;
    return taken;
  }

  #sequence(): number {
    let least = 0;
    while (!END.has(this.#rest) && this.#next !== '|' && this.#next !== ')')
      least += this.#atom() * this.#times();
    return least;
  }

  /** The side with the shortest match. */
  #group(): number {
    if (this.#next === '?' && !this.#skip('?:')) throw new Unproved('has a group that begins with (?');
    let least = this.#sequence();
    while (this.#skip('|')) least = Math.min(least, this.#sequence());
    if (!this.#skip(')')) throw new Unproved('has a group that cannot be read');
    return least;
  }

  #atom(): number {
    const character = this.#take();
    if (character === '(') return this.#group();
    if (character === '[') return this.#list();
    if (character === '\\') return this.#escaped();
    if ('.*+?{}]^$'.includes(character)) throw new Unproved(`has ${character}`);
    this.#allow(character);
    return 1;
  }

  #escaped(): number {
    const character = this.#take();
    if (CLASSES.test(character)) return 1;
    if (!PUNCTUATION.test(character)) throw new Unproved(`has \\${character}`);
    this.#allow(character);
    return 1;
  }

  /** `[A-Za-z0-9._-]` */
  #list(): number {
    if (this.#next === '^' || this.#next === ']') throw new Unproved(`has [${this.#next}`);
    while (!this.#skip(']')) this.#member();
    return 1;
  }

  #member(): void {
    const from = this.#listed();
    // At the end, a hyphen is itself.
    if (this.#next !== '-' || this.#pattern[this.#at + 1] === ']') {
      if (from !== undefined) this.#allow(from);
      return;
    }
    this.#take();
    const to = this.#listed();
    if (from === undefined || to === undefined) throw new Unproved('has a range of classes');
    this.#allowRange(from, to);
  }

  /** One character of a list; `undefined` for a class of them, none of which can be forbidden. */
  #listed(): string | undefined {
    const character = this.#take();
    if (character === '') throw new Unproved('has a [ that nothing ends');
    // Other engines read [[ and &&, --, ~~, || as sets.
    if (character === '[' || ('&-~|'.includes(character) && this.#next === character))
      throw new Unproved(`has ${character} in square brackets`);
    if (character !== '\\') return character;
    const escaped = this.#take();
    if (CLASSES.test(escaped)) return undefined;
    if (!PUNCTUATION.test(escaped)) throw new Unproved(`has \\${escaped}`);
    return escaped;
  }

  #times(): number {
    QUANTIFIER.lastIndex = this.#at;
    const [all = '', least] = QUANTIFIER.exec(this.#pattern) ?? [];
    this.#at += all.length;
    if (all !== '' && '*+?{'.includes(this.#next) && this.#next !== '')
      throw new Unproved('has a repetition of a repetition');
    if (least !== undefined) return Number(least);
    return all.startsWith('*') || all.startsWith('?') ? 0 : 1;
  }

  #allow(character: string): void {
    if (this.#forbidden.test(character)) throw new Unproved(`lets ${JSON.stringify(character)} through`);
  }

  #allowRange(from: string, to: string): void {
    const [first, last] = [from.codePointAt(0) ?? 0, to.codePointAt(0) ?? 0];
    if (first > last) throw new Unproved('has a range that runs backwards');
    for (let code = first; code <= last; code += 1) this.#allow(String.fromCodePoint(code));
  }
}

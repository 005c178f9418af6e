import { nameInWords } from '../text';
import { NESTING_LEVELS } from './limits';
import { characterName } from './odd-characters';

/** Where a JSON value and all values in it stand. The offset of a member is that of its name. */
export interface JsonPlaces {
  readonly offset: number;
  readonly members?: ReadonlyMap<string, JsonPlaces>;
  readonly items?: readonly JsonPlaces[];
}

/** Refuses the text for what stands at an offset. */
export type Refuse = (offset: number, message: string) => never;

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.+-])/y;
const WORD = /(?:true|false|null)(?!\w)/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})/y;
const WHITESPACE = ' \t\n\r';

/** Goes through a JSON text (RFC 8259) and notes where everything stands. */
export function scanJson(text: string, refuse: Refuse): JsonPlaces {
  let at = 0;

  function space(): void {
    while (at < text.length && WHITESPACE.includes(text.charAt(at))) at += 1;
  }

  function found(): string {
    if (at >= text.length) return 'the end of the text';
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
    return /[\x20-\x7e]/.test(character) ? JSON.stringify(character) : characterName(character);
  }

  function take(expression: RegExp): boolean {
    expression.lastIndex = at;
    if (!expression.test(text)) return false;
    at = expression.lastIndex;
    return true;
  }

  function string(what: string): string {
    const start = at;
    if (text.charAt(at) !== '"') refuse(at, `is not JSON: ${what} was expected, got ${found()}`);
    at += 1;
    while (text.charAt(at) !== '"') {
      if (text.charAt(at) === '\\') {
        if (!take(ESCAPE)) refuse(at, 'is not JSON: a string has an escape that JSON does not know');
      } else if (at >= text.length) refuse(start, 'is not JSON: a string has no end');
      else if (text.charCodeAt(at) < 0x20) refuse(at, 'is not JSON: a string holds a control character');
      else at += 1;
    }
    at += 1;
    return text.slice(start, at);
  }

  function separator(close: string): boolean {
    space();
    if (text.charAt(at) === close) {
      at += 1;
      return false;
    }
    if (text.charAt(at) !== ',') refuse(at, `is not JSON: "," or "${close}" was expected, got ${found()}`);
    at += 1;
    space();
    if (text.charAt(at) === close) refuse(at, `is not JSON: a comma stands before "${close}"`);
    return true;
  }

  function isEmpty(close: string): boolean {
    at += 1;
    space();
    if (text.charAt(at) !== close) return false;
    at += 1;
    return true;
  }

  function object(level: number): Map<string, JsonPlaces> {
    const members = new Map<string, JsonPlaces>();
    if (isEmpty('}')) return members;
    do {
      const offset = at;
      const name = JSON.parse(string('a name in double quotes')) as string;
      if (members.has(name))
        refuse(offset, `has the name ${nameInWords(name, JSON.stringify)} twice in one object`);
      space();
      if (text.charAt(at) !== ':') refuse(at, `is not JSON: ":" was expected, got ${found()}`);
      at += 1;
      members.set(name, { ...value(level), offset });
    } while (separator('}'));
    return members;
  }

  function list(level: number): JsonPlaces[] {
    const items: JsonPlaces[] = [];
    if (isEmpty(']')) return items;
    do items.push(value(level));
    while (separator(']'));
    return items;
  }

  function value(level: number): JsonPlaces {
    space();
    const offset = at;
    const first = text.charAt(at);
    if ((first === '{' || first === '[') && level === NESTING_LEVELS)
      refuse(at, `is nested deeper than ${NESTING_LEVELS} levels`);
    if (first === '{') return { offset, members: object(level + 1) };
    if (first === '[') return { offset, items: list(level + 1) };
    if (first === '"') string('a string');
    else if (!take(WORD) && !take(NUMBER)) refuse(at, `is not JSON: a value was expected, got ${found()}`);
    return { offset };
  }

  if (text.startsWith('\uFEFF')) refuse(0, 'begins with a byte order mark, which JSON does not allow');
  const places = value(0);
  space();
  if (at < text.length) refuse(at, `is not JSON: nothing more was expected, got ${found()}`);
  return places;
}

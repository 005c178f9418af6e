import { GatewayError } from '../errors';
import { isJsonObject, type JsonObject, type JsonValue, parseJsonIfAny } from '../json';
import { nameInWords } from '../text';
import { NESTING_LEVELS } from './limits';
import { characterName } from './odd-characters';
import type { TemplateDocument } from './origin';
import { createLineIndex, type Position, type Step } from './origin';

/**
 * Reads JSON, strictly: no duplicate names, no byte order mark, no deeper nesting than our limit.
 *
 * The engine's parser does the work. Only what is refused, and only a template whose positions are asked for, is
 * scanned a second time.
 *
 * @throws GatewayError `template-invalid` with file, line and column
 */
export function readJson(text: string, file: string): TemplateDocument {
  const value = parseJsonIfAny(text);
  // Refuses a text that is no JSON, a name that stands twice, and deep nesting, each at its place.
  if (value === undefined || hasOtherNames(value, text)) locate(text, file);
  if (value === undefined) throw new GatewayError('template-invalid', 'is not JSON', { place: file });
  let find: ((path: readonly Step[]) => Position) | undefined;
  return {
    file,
    value,
    bytes: Buffer.byteLength(text),
    positionOf(path) {
      find ??= createFinder(text, file);
      return find(path);
    },
  };
}

function locate(text: string, file: string): JsonPlaces {
  return scanJson(text, (offset, message) => {
    const { line, column } = createLineIndex(text)(offset);
    throw new GatewayError('template-invalid', message, { place: `${file}:${line}:${column}` });
  });
}

function createFinder(text: string, file: string): (path: readonly Step[]) => Position {
  const root = locate(text, file);
  const positionAt = createLineIndex(text);
  return (path) => {
    let here = root;
    for (const step of path) {
      const next = here.members?.get(String(step)) ?? here.items?.[Number(step)];
      if (next === undefined) break;
      here = next;
    }
    return positionAt(here.offset);
  };
}

/** Whether a text has other names than its value, so that one may stand twice, or is nested too deep. */
function hasOtherNames(value: JsonValue, text: string): boolean {
  const names = typeof value === 'object' && value !== null ? countNames(value, 0) : 0;
  return names !== countNamesIn(text);
}

/** How many names the objects of a value have; `NaN`, which equals no number, for a value that is nested too deep. */
function countNames(value: JsonObject | readonly JsonValue[], level: number): number {
  if (level >= NESTING_LEVELS) return Number.NaN;
  let count = 0;
  // Most values are plain, and a call for each of them would cost more than it counts.
  if (isJsonObject(value))
    for (const name in value) {
      const member = value[name];
      count += 1;
      if (typeof member === 'object' && member !== null) count += countNames(member, level + 1);
    }
  else
    for (const item of value)
      if (typeof item === 'object' && item !== null) count += countNames(item, level + 1);
  return count;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const SPACE = 0x20;

/**
 * How many names the objects of a JSON text have, or more: a name is what ends with a quote before a colon, and a
 * string that begins with a colon looks like it. More than its value has can mean that a name stands twice.
 */
function countNamesIn(text: string): number {
  let count = 0;
  for (let colon = text.indexOf(':'); colon !== -1; colon = text.indexOf(':', colon + 1)) {
    let end = colon - 1;
    while (text.charCodeAt(end) <= SPACE) end -= 1;
    if (text.charCodeAt(end) === QUOTE && !isEscaped(text, end)) count += 1;
  }
  return count;
}

function isEscaped(text: string, quote: number): boolean {
  let backslashes = 0;
  while (text.charCodeAt(quote - 1 - backslashes) === BACKSLASH) backslashes += 1;
  return backslashes % 2 === 1;
}

/** Where a JSON value and all values in it stand. The offset of a member is that of its name. */
interface JsonPlaces {
  readonly offset: number;
  readonly members?: ReadonlyMap<string, JsonPlaces>;
  readonly items?: readonly JsonPlaces[];
}

/** Refuses the text for what stands at an offset. */
type Refuse = (offset: number, message: string) => never;

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.+-])/y;
const WORD = /(?:true|false|null)(?!\w)/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})/y;
const WHITESPACE = ' \t\n\r';

/** Goes through a JSON text (RFC 8259) and notes where everything stands. */
function scanJson(text: string, refuse: Refuse): JsonPlaces {
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

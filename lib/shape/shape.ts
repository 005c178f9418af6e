import { isJsonObject, type JsonValue } from '../json';
import type { Cursor } from './cursor';

/**
 * What a value of a document looks like, both ways. Reading and writing tell the cursor what is wrong instead
 * of throwing; what `write` does not understand it hands on as it is, so that reading it back tells why.
 */
export interface Shape<T> {
  /** What the value must be, for messages: "a list". */
  readonly words: string;
  read(value: JsonValue, at: Cursor): T | undefined;
  write(value: T, at: Cursor): JsonValue;
}

/** A value that is the same in the model and in the document. */
export function scalar<T extends JsonValue>(words: string, accepts: (value: JsonValue) => boolean): Shape<T> {
  return {
    words,
    read: (value, at) => (accepts(value) ? (value as T) : refuse(words, value, at)),
    write: (value) => value,
  };
}

export const anyText = scalar<string>('a string', (value) => typeof value === 'string');

export const text = scalar<string>('a non-empty string', isText);

export const flag = scalar<boolean>('true or false', (value) => typeof value === 'boolean');

/** The id of an app or an account: vendor samples write it as a number, the service returns it as text. */
export const id = scalar<string | number>(
  'an id (a non-empty string or a whole number)',
  (value) => isText(value) || isInteger(value, 0, Number.MAX_SAFE_INTEGER),
);

/** A whole number from `least` to `most`. */
export function integer(least: number, most = Number.MAX_SAFE_INTEGER): Shape<number> {
  const range = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
  return scalar(`a whole number ${range}`, (value) => isInteger(value, least, most));
}

export function oneOf<const T extends string>(...allowed: readonly T[]): Shape<T> {
  const words = `one of ${allowed.join(', ')}`;
  return scalar(words, (value) => (allowed as readonly JsonValue[]).includes(value));
}

/** The shape, with one more look at each value that has it. */
export function where<T>(shape: Shape<T>, look: (value: T, at: Cursor) => void): Shape<T> {
  return {
    ...shape,
    read(value, at) {
      const read = shape.read(value, at);
      if (read !== undefined) look(read, at);
      return read;
    },
  };
}

/** A list. An item that cannot be read leaves a hole, so that the others keep their index. */
export function listOf<T>(item: Shape<T>): Shape<readonly T[]> {
  const words = 'a list';
  return {
    words,
    read(value, at) {
      if (!Array.isArray(value)) return refuse(words, value, at);
      const items = new Array<T>(value.length);
      value.forEach((each: JsonValue, index) => {
        const read = item.read(each, at.at(index));
        if (read !== undefined) items[index] = read;
      });
      return items;
    },
    write: (list, at) =>
      Array.isArray(list) ? list.map((each, index) => item.write(each, at.at(index))) : (list as JsonValue),
  };
}

/** An object whose keys are the user's own, in the user's order. */
export function mapOf(
  item: Shape<string>,
  lookAtKey: (key: string, at: Cursor) => void = () => {},
): Shape<Readonly<Record<string, string>>> {
  const words = 'an object';
  return {
    words,
    read(value, at) {
      if (!isJsonObject(value)) return refuse(words, value, at);
      for (const [key, each] of Object.entries(value)) {
        lookAtKey(key, at.at(key));
        item.read(each, at.at(key));
      }
      return value as Readonly<Record<string, string>>;
    },
    write: (map) => map,
  };
}

/** Tells that a value has not the shape, without showing what is inside an object or a long text. */
export function refuse(words: string, value: JsonValue, at: Cursor): undefined {
  at.problem(`must be ${words}, got ${received(value)}`);
}

const SHOWN_CHARACTERS = 40;

function received(value: JsonValue): string {
  if (Array.isArray(value)) return 'a list';
  if (isJsonObject(value)) return 'an object';
  if (typeof value !== 'string') return String(value);
  return value.length > SHOWN_CHARACTERS ? `a string of ${value.length} characters` : JSON.stringify(value);
}

function isText(value: JsonValue): boolean {
  return typeof value === 'string' && value !== '';
}

function isInteger(value: JsonValue, least: number, most: number): boolean {
  return Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most;
}

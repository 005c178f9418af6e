import { isJsonObject, type JsonObject, type JsonValue } from '../json';
import { findMeant } from '../text';
import type { Cursor } from './cursor';
import { refuse, type Shape } from './shape';

/** A member that an object may go without. */
interface Optional<T> {
  readonly optional: Shape<T>;
}

export const optional = <T>(shape: Shape<T>): Optional<T> => ({ optional: shape });

/** An object that may hold keys which this library does not know. */
export interface Extensible {
  /** Keys that this library does not know: kept, and written after the known ones. */
  readonly other?: JsonObject;
}

/**
 * A key that this library does not know, in a model or in its lists: what it does to callers nobody can tell.
 *
 * @returns undefined where every key is known
 */
export function findUnknownKey(model: unknown): string | undefined {
  if (!isJsonObject(model)) return undefined;
  const { other, ...members } = model;
  if (isJsonObject(other)) return Object.keys(other)[0];
  return Object.values(members)
    .flatMap((member) => (Array.isArray(member) ? member.map(findUnknownKey) : []))
    .find((key) => key !== undefined);
}

/** The shape of each known member, in the order in which they are written. */
type Members<T> = {
  readonly [K in Exclude<keyof T, 'other'>]-?: undefined extends T[K]
    ? Optional<Exclude<T[K], undefined>>
    : Shape<T[K]>;
};

/** Looks at an object as a whole; members that could not be read are missing from `model`. */
type Rule<T> = (model: Partial<T>, at: Cursor, document: JsonObject) => void;

/** Keys that people write and the service does not have, with what they should write instead. */
export type MistakenKeys = Readonly<Record<string, string>>;

/**
 * An object with known members, written in their order; unknown ones are kept in `other`.
 *
 * @param rule looks at the object as a whole
 * @param mistaken what to say of unknown keys that have a known meaning elsewhere
 */
export function object<T extends Extensible>(
  members: Members<T>,
  rule: Rule<T> = () => {},
  mistaken: MistakenKeys = {},
): Shape<T> {
  const words = 'an object';
  const known: readonly Member[] = Object.entries<Shape<unknown> | Optional<unknown>>(members).map(
    ([key, shape]) => ('optional' in shape ? { key, shape: shape.optional } : { key, shape, required: true }),
  );
  const isKnown = (key: string): boolean => Object.hasOwn(members, key);

  return {
    words,
    read(value, at) {
      if (!isJsonObject(value)) return refuse(words, value, at);
      const problemsBefore = at.problems.length;
      const model = {
        ...readMembers(known, value, at),
        ...readOther(value, { isKnown, mistaken, names: Object.keys(members) }, at),
      } as T;
      rule(model, at, value);
      return at.problems.length === problemsBefore ? model : undefined;
    },
    write(model, at) {
      if (!isJsonObject(model)) return model as unknown as JsonValue;
      const { other, ...own } = model as Readonly<Record<string, unknown>> & Extensible;
      for (const key of Object.keys(own).filter((each) => !isKnown(each))) {
        at.at(key).problem('is not a key of the model; keys that this library does not know go into `other`');
      }
      return { ...writeMembers(known, own, at), ...writeOther(other, isKnown, at.at('other')) };
    },
  };
}

/** `did you mean claimParameters?`, where a known word is near enough. */
export function didYouMean(word: string, known: readonly string[]): string | undefined {
  // Any two names of one or two characters are alike.
  const meant = word.length < 3 ? undefined : findMeant(word, known);
  return meant === undefined ? undefined : `did you mean ${meant}?`;
}

interface Member {
  readonly key: string;
  readonly shape: Shape<unknown>;
  readonly required?: true;
}

function readMembers(members: readonly Member[], document: JsonObject, at: Cursor): object {
  const read: Record<string, unknown> = {};
  for (const { key, shape, required } of members) {
    const value = document[key];
    if (value !== undefined) read[key] = shape.read(value, at.at(key));
    else if (required) at.at(key).problem(`is missing: it must be ${shape.words}`);
  }
  return read;
}

interface KnownKeys {
  readonly isKnown: (key: string) => boolean;
  readonly names: readonly string[];
  readonly mistaken: MistakenKeys;
}

function readOther(document: JsonObject, { isKnown, mistaken, names }: KnownKeys, at: Cursor): Extensible {
  const unknown = Object.entries(document).filter(([key]) => !isKnown(key));
  for (const [key] of unknown) {
    const advice = Object.hasOwn(mistaken, key) ? mistaken[key] : didYouMean(key, names);
    const words = advice === undefined ? '; it is kept as it is' : `: ${advice}`;
    at.at(key).doubt(`is not a key that this library knows${words}`);
  }
  return unknown.length === 0 ? {} : { other: Object.fromEntries(unknown) };
}

function writeMembers(
  members: readonly Member[],
  model: Readonly<Record<string, unknown>>,
  at: Cursor,
): JsonObject {
  const written: Record<string, JsonValue> = {};
  for (const { key, shape } of members) {
    const value = model[key];
    if (value !== undefined) written[key] = shape.write(value, at.at(key));
  }
  return written;
}

function writeOther(
  other: JsonObject | undefined,
  isKnown: (key: string) => boolean,
  at: Cursor,
): JsonObject {
  if (other === undefined) return {};
  if (!isJsonObject(other)) return refuse('an object', other, at) ?? {};
  for (const key of Object.keys(other).filter(isKnown)) {
    at.at(key).problem('is a key of the model itself and is given there');
  }
  return other;
}

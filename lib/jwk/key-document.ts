import { isJsonObject, parseJsonIfAny } from '../json';
import type { KeyProblem } from './key-problem';

/** The members of a JWK as they were read, not yet checked. */
export type KeyMembers = Readonly<Record<string, unknown>>;

/** A key of a document, and where it stands. */
export interface PlacedKey {
  readonly jwk: KeyMembers;
  readonly path: string;
}

/** The keys that a document holds, and what is wrong with its shape. */
export interface KeyDocument {
  readonly keys: readonly PlacedKey[];
  readonly problems: readonly KeyProblem[];
}

/** Reads `{"keys": [...]}` or one bare JWK, as an object or as JSON text. */
export function readKeyDocument(input: unknown): KeyDocument {
  return typeof input === 'string' ? readText(input) : readValue(input);
}

function readText(text: string): KeyDocument {
  if (text.trim() === '') return refused('$', 'is empty');
  const document = parseJsonIfAny(text);
  if (document === undefined) return refused('$', 'is not JSON');
  return readValue(document);
}

function readValue(value: unknown): KeyDocument {
  if (!isJsonObject(value)) return refused('$', `must be an object, got ${kindOf(value)}`);
  if (value.keys !== undefined) return readKeys(value.keys);
  if (value.kty !== undefined) return { keys: [{ jwk: value, path: '$' }], problems: [] };
  return refused('$', 'has neither keys, as a key set has, nor kty, as a key has');
}

function readKeys(list: unknown): KeyDocument {
  if (!Array.isArray(list)) return refused('$.keys', `must be a list, got ${kindOf(list)}`);
  if (list.length === 0) return refused('$.keys', 'is empty');
  const items = list.map((jwk: unknown, index) => ({ jwk, path: `$.keys[${index}]` }));
  return {
    keys: items.flatMap(({ jwk, path }) => (isJsonObject(jwk) ? [{ jwk, path }] : [])),
    problems: items.flatMap(({ jwk, path }) =>
      isJsonObject(jwk) ? [] : refused(path, `must be an object, got ${kindOf(jwk)}`).problems,
    ),
  };
}

function refused(path: string, message: string): KeyDocument {
  return { keys: [], problems: [{ kind: 'invalid', path, message }] };
}

/** What a value is, for a message that must not show the value itself. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

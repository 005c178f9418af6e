import { createHash } from 'node:crypto';
import type { JsonValue } from '../json';

/** What a token says, by claim name. The service documents claims that are strings only. */
export type Claims = Readonly<Record<string, JsonValue>>;

/** Deeper than any claim needs to be; a value that holds itself has no end. */
const LEVELS = 100;

/** Whether a value can stand in a token and come out of it as it was. */
export function isJsonValue(value: unknown, levels = LEVELS): value is JsonValue {
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return true;
  if (typeof value !== 'object' || levels === 0) return false;
  if (Array.isArray(value)) return Array.from(value).every((item) => isJsonValue(item, levels - 1));
  return isPlain(value) && Object.values(value).every((item) => isJsonValue(item, levels - 1));
}

// An object of a class writes itself as it likes, or as nothing: a Map becomes {}.
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** The SHA-256 hash of a text, in base64: of the same length however long the text is. @internal */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}

import { type JsonObject, type JsonValue, memberOf } from '../json';

/** A member that is a text with something in it. */
export function textOf(value: JsonValue | undefined, name: string): string | undefined {
  const text = memberOf(value, name);
  return typeof text === 'string' && text !== '' ? text : undefined;
}

/** The members that have a value: CloudAPI answers with an empty text for what was never said. */
export function defined(members: Readonly<Record<string, JsonValue | undefined>>): JsonObject {
  const entries = Object.entries(members).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(entries) as JsonObject;
}

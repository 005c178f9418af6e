import { isJsonObject, type JsonObject, type JsonValue } from '../json';

/** What an object has under a name of its own; a template may well name a thing `constructor`. */
export function memberOf(value: JsonValue | undefined, name: string): JsonValue | undefined {
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** The object under a name, an empty one when there is none. */
export function objectIn(value: JsonValue | undefined, name: string): JsonObject {
  const member = memberOf(value, name);
  return isJsonObject(member) ? member : {};
}

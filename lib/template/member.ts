import { isJsonObject, type JsonObject, type JsonValue, memberOf } from '../json';

/** The object under a name, an empty one when there is none. */
export function objectIn(value: JsonValue | undefined, name: string): JsonObject {
  const member = memberOf(value, name);
  return isJsonObject(member) ? member : {};
}

import { isJsonObject, type JsonObject, type JsonValue, memberOf } from '../json';

/** Shared by the many resources without Metadata. */
const NOTHING: JsonObject = Object.freeze({});

/** The object under a name, an empty one when there is none. */
export function objectIn(value: JsonValue | undefined, name: string): JsonObject {
  const member = memberOf(value, name);
  return isJsonObject(member) ? member : NOTHING;
}

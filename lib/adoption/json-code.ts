import { isJsonObject, type JsonObject, type JsonValue } from '../json';
import { type Code, key, list, object, text } from '../source-code';

/** A value of JSON as TypeScript. */
export function jsonCode(value: JsonValue): Code {
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return list(value.map(jsonCode));
  return isJsonObject(value) ? membersCode(value) : String(value).replace('e+', 'e');
}

function membersCode(members: JsonObject): Code {
  return object(
    Object.fromEntries(Object.entries(members).map(([name, value]) => [key(name), jsonCode(value)])),
  );
}

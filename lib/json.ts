/** Anything that JSON can hold. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

/** A JSON object. */
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** Whether a value is an object with keys: neither `null` nor a list. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What an object has under a name of its own; a template may well name a thing `constructor`. */
export function memberOf(value: JsonValue | undefined, name: string): JsonValue | undefined {
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** The object itself; an empty one in place of anything else. */
export function objectOrEmpty(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}

/** What a text says in JSON; `undefined` where it is none. */
export function parseJsonIfAny(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

/** The members that have a value. */
export function definedMembers(members: Readonly<Record<string, JsonValue | undefined>>): JsonObject {
  const defined = Object.entries(members).filter(([, value]) => value !== undefined);
  return Object.fromEntries(defined) as JsonObject;
}

/** Whether two values are the same but for the order of their members. */
export function isSameValue(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (!isJsonObject(a) || !isJsonObject(b)) return isSameList(a, b);
  let members = 0;
  for (const name in a) {
    // What every object has by its nature, such as `constructor`, is no member.
    if (!Object.hasOwn(b, name) || !isSameValue(a[name], b[name])) return false;
    members += 1;
  }
  for (const _ in b) members -= 1;
  return members === 0;
}

function isSameList(a: JsonValue, b: JsonValue): boolean {
  if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
  return a.every((item, index) => isSameValue(item, b[index]));
}

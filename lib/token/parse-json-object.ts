import { isJsonObject, type JsonObject, type JsonValue } from '../json';

/**
 * The object that a JSON text holds. Undefined when the text is not JSON, holds something else, or says a member
 * twice in one object: readers differ in which of the two they take (RFC 7519 section 4).
 */
export function findJsonObject(text: string): JsonObject | undefined {
  let value: JsonValue;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  // Of a member that is said twice, one is lost.
  return isJsonObject(value) && membersIn(value) === membersSaid(text) ? value : undefined;
}

/** Level by level: a recursion could be too deep. */
function membersIn(value: JsonObject): number {
  const nested: (JsonObject | readonly JsonValue[])[] = [value];
  let count = 0;
  for (const each of nested) {
    const inside: readonly JsonValue[] = Object.values(each);
    if (!Array.isArray(each)) count += inside.length;
    for (const item of inside) if (typeof item === 'object' && item !== null) nested.push(item);
  }
  return count;
}

/**
 * How often a member is said, by the colons outside of strings.
 *
 * @param text well-formed JSON
 */
function membersSaid(text: string): number {
  let count = 0;
  let isInString = false;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit === QUOTE) isInString = !isInString;
    else if (unit === COLON && !isInString) count += 1;
    else if (unit === BACKSLASH) i += 1;
  }
  return count;
}

const BACKSLASH = 0x5c;
const COLON = 0x3a;
const QUOTE = 0x22;

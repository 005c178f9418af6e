import type { JsonValue } from '../json';

/** A token of JSON text that matters for its structure. */
const LEXEME = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;

/**
 * The object that a JSON text holds. Undefined when the text is not JSON, holds something else, or says a member
 * twice in one object: readers differ in which of the two they take (RFC 7519 section 4).
 */
export function findJsonObject(text: string): { readonly [name: string]: JsonValue } | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject && !hasMemberTwice(text) ? (value as { [name: string]: JsonValue }) : undefined;
}

/** @param text well-formed JSON */
function hasMemberTwice(text: string): boolean {
  // The member names of each object that is open, and undefined for each list.
  const open: (Set<string> | undefined)[] = [];
  let last = '';
  for (const [lexeme] of text.matchAll(LEXEME)) {
    if (lexeme === '{') open.push(new Set());
    else if (lexeme === '[') open.push(undefined);
    else if (lexeme === '}' || lexeme === ']') open.pop();
    else if (lexeme === ':') {
      const names = open.at(-1);
      const name: string = JSON.parse(last);
      if (names?.has(name)) return true;
      names?.add(name);
    }
    last = lexeme;
  }
  return false;
}

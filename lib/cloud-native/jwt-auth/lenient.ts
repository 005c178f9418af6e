import { isJsonObject, type JsonObject } from '../../json';

/**
 * The object in a JSON text, as the plug-in's reader takes it: a comma before a closing bracket and a raw line break in a
 * string are no mistakes there. `undefined` for anything else.
 */
export function lenientObject(text: string): JsonObject | undefined {
  return parsed(text) ?? parsed(strict(text));
}

function parsed(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The same text without commas before closing brackets, and with control characters in strings written out. */
function strict(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|,(?=\s*[}\]])/gs, (found) =>
    found === ',' ? '' : found.replace(/\p{Cc}/gu, (c) => JSON.stringify(c).slice(1, -1)),
  );
}

/**
 * The bytes of a base64url text, as the plug-in's reader takes it: white space is skipped and padding may be there.
 * `undefined` for what is none.
 */
export function lenientBytes(text: string): Buffer | undefined {
  const compact = text.replace(/[\t\n\v\f\r ]/g, '');
  const [, digits = '', padding = ''] = /^([\w-]*)(={0,2})$/.exec(compact) ?? [undefined, '-'.repeat(5)];
  if (digits.length % 4 === 1) return undefined;
  if (padding !== '' && (digits.length + padding.length) % 4 !== 0) return undefined;
  return Buffer.from(digits, 'base64url');
}

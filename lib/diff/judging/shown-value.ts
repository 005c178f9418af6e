import { isJsonObject, type JsonObject, type JsonValue, memberOf } from '../../json';
import { callText } from '../../template';

/** Members that hold secrets, whatever they stand in. */
const SECRET =
  /pass(?:word|wd|phrase)|secret|private_?key|public_?key$|access_?key|api_?key|app_?code|auth_?code|credential|^users$|^userdata$|token$/i;

/** Texts that are secrets, whatever their names: keys in PEM form, tokens. */
const SECRET_TEXT = /-----BEGIN [A-Z ]+-----|^[\w-]{8,}\.[\w-]{8,}\.[\w-]*$/;

/** Texts that hold other documents, in which anything may stand. */
const DOCUMENTS: ReadonlySet<string> = new Set(['CertificateBody', 'PluginData', 'TemplateBody']);

/** What stands for a secret. No digest of it: a short secret could be found by trying. */
export const HIDDEN = '(hidden)';

/** The most characters of a value that are shown. */
const SHOWN = 160;

/** A value without the secrets and keys in it, for texts and fingerprints. */
export function masked(value: JsonValue, path: readonly string[] = []): JsonValue {
  const name = path.at(-1) ?? '';
  if (path.some((step) => SECRET.test(step)) && typeof value !== 'boolean' && !isCallOf(value)) return HIDDEN;
  if (isInKey(path)) return HIDDEN;
  if (typeof value === 'string') return maskedText(value, name);
  if (Array.isArray(value)) return value.map((item: JsonValue) => masked(item));
  if (!isJsonObject(value)) return value;
  if (memberOf(value, 'kty') !== undefined) return maskedKey(value);
  return Object.fromEntries(
    Object.entries(value).map(([member, each]) => [member, masked(each, isCallOf(value) ? path : [member])]),
  );
}

/** Members of a key that may be shown; the others are told by its thumbprint, or not at all. */
const SHOWN_OF_KEYS: ReadonlySet<string> = new Set(['alg', 'jwk', 'jwks', 'kid', 'kty', 'use']);

/** Whether a path leads to a part of a key that is not shown. */
function isInKey(path: readonly string[]): boolean {
  const inside = path.findIndex((step) => step === 'jwk' || step === 'jwks');
  return inside !== -1 && path.slice(inside).some((step) => !SHOWN_OF_KEYS.has(step) && !/^\d+$/.test(step));
}

/** Who refers to a secret does not tell it. */
function isCallOf(value: JsonValue): boolean {
  return isJsonObject(value) && Object.keys(value).some((name) => name === 'Ref' || name === 'Fn::GetAtt');
}

function maskedText(text: string, name: string): string {
  if (DOCUMENTS.has(name) || SECRET_TEXT.test(text)) return `${HIDDEN}, ${text.length} characters`;
  // An address may name a user and a password.
  return text.replace(/(:\/\/)[^/@\s]+@/g, `$1${HIDDEN}@`);
}

function maskedKey(key: JsonObject): JsonValue {
  return Object.fromEntries(
    Object.entries(key).map(([name, member]) => [name, SHOWN_OF_KEYS.has(name) ? member : HIDDEN]),
  );
}

/** A masked value on one line, as people read it. */
export function wordsFor(value: JsonValue): string {
  const text = typeof value === 'string' ? value : callText(value);
  return shortened(text.replace(/\s+/g, ' ').trim());
}

function shortened(text: string): string {
  const characters = [...text];
  return characters.length > SHOWN ? `${characters.slice(0, SHOWN - 1).join('')}…` : text;
}

/** `a`, `a and b`, `a, b and 3 more`. */
export function listed(items: readonly string[], most = 3): string {
  if (items.length > most) return `${items.slice(0, most).join(', ')} and ${items.length - most} more`;
  return [items.slice(0, -1).join(', '), ...items.slice(-1)].filter((part) => part !== '').join(' and ');
}

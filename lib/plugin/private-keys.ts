import { GatewayError } from '../errors';
import type { JsonValue } from '../json';
import { PRIVATE_MEMBERS } from '../jwk';
import { Cursor } from '../shape';

/** A part of a private key in the data of a plug-in: where it stands, never its value. */
export interface PrivatePart {
  readonly what: 'member' | 'pem';
  /** The JSON path; `undefined` in a text that is told by its words, because it is no JSON. */
  readonly path: string | undefined;
  /** Whether it stands in a text inside the data, or in one that functions put together. */
  readonly isInText: boolean;
}

const PRIVATE: ReadonlySet<string> = new Set(PRIVATE_MEMBERS);

/** Members of PluginData below which every object is a key, even one without its `kty`. */
const KEY_MEMBERS: ReadonlySet<string> = new Set(['jwk', 'jwks']);

const NAMES_KEY_TYPE = /\bkty\b/;
const NAMES_PRIVATE_MEMBER = new RegExp(`(?<!\\w)(?:${PRIVATE_MEMBERS.join('|')})[\\\\"']*\\s*:`);
const PRIVATE_PEM = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;

/** No plug-in nests deeper; an object that holds itself does. */
const LEVELS = 100;

/**
 * Every part of a private key in PluginData, be it data, a text, or texts that functions put together. A text that is
 * JSON is read as that; of any other the words tell.
 *
 * @returns `too deep` for data nested deeper than any plug-in needs, in which nothing was found so far
 */
export function findPrivateKeys(data: unknown): readonly PrivatePart[] | 'too deep' {
  const parts: PrivatePart[] = [];
  const root: Spot = { at: Cursor.atRoot(), levels: LEVELS, isInKey: false, isInText: false };
  const isWhole =
    look(data, root, parts) &&
    // No part by itself holds one: perhaps the texts do together.
    (parts.length > 0 || typeof data === 'string' || lookIntoText(stringsOf(data).join(''), root, parts));
  return parts.length === 0 && !isWhole ? 'too deep' : parts;
}

/**
 * Refuses data with a private key anywhere in it, as a JWK or as PEM text: whoever may read the template or
 * the plug-in reads its data.
 *
 * @throws GatewayError `key-set-private` with the path of every private part, never its value;
 *   `plugin-data-invalid` for data nested deeper than any plug-in needs
 */
export function refusePrivateKeys(data: JsonValue, place?: string): void {
  const parts = findPrivateKeys(data);
  if (parts === 'too deep') {
    throw new GatewayError('plugin-data-invalid', `plug-in data is nested deeper than ${LEVELS} levels`, {
      place,
    });
  }
  if (parts.length > 0) {
    throw new GatewayError('key-set-private', 'plug-in data holds a private key', {
      place,
      problems: parts.map((part) => ({ path: part.path ?? '$', message: WORDS[part.what] })),
      hint: 'give the public half only, and replace the key if this was ever deployed or committed',
    });
  }
}

const WORDS = {
  member: 'is a private part of a key',
  pem: 'is a private key in PEM form',
} as const satisfies Record<PrivatePart['what'], string>;

/** A part as people read it: `$.jwk.d is a private part of a key`. */
export function privatePartText({ isInText, path, what }: PrivatePart): string {
  return isInText || path === undefined
    ? 'a text in PluginData holds the private part of a key'
    : `${path} ${WORDS[what]}`;
}

/** A place in the data, and how far down it is. */
interface Spot {
  readonly at: Cursor;
  readonly levels: number;
  readonly isInKey: boolean;
  readonly isInText: boolean;
}

/** Whether the whole value could be walked. */
function look(value: unknown, spot: Spot, parts: PrivatePart[]): boolean {
  if (typeof value === 'string') return lookIntoText(value, spot, parts);
  if (typeof value !== 'object' || value === null) return true;
  const { at, isInKey, isInText } = spot;
  const levels = spot.levels - 1;
  if (levels < 0) return false;
  if (Array.isArray(value))
    return value.every((item, index) => look(item, { ...spot, at: at.at(index), levels }, parts));
  const isKey = isInKey || Object.hasOwn(value, 'kty');
  return Object.entries(value).every(([key, member]) => {
    const here = at.at(key);
    if (isKey && PRIVATE.has(key)) parts.push({ what: 'member', path: here.path, isInText });
    if (PRIVATE_PEM.test(key)) parts.push({ what: 'pem', path: at.path, isInText });
    const isKeyBelow = isInKey || KEY_MEMBERS.has(key);
    return look(member, { at: here, levels, isInKey: isKeyBelow, isInText }, parts);
  });
}

function lookIntoText(text: string, spot: Spot, parts: PrivatePart[]): boolean {
  const known = parts.length;
  const document = findJson(text);
  const isWhole = document === undefined || look(document, { ...spot, isInText: true }, parts);
  if (parts.length > known) return isWhole;
  // The whole data as JSON is known for what it is; what a text inside the data is for, nobody knows.
  const isRead = document !== undefined && spot.levels === LEVELS;
  if (!isRead && NAMES_KEY_TYPE.test(text) && NAMES_PRIVATE_MEMBER.test(text))
    parts.push({ what: 'member', path: undefined, isInText: true });
  if (PRIVATE_PEM.test(text)) parts.push({ what: 'pem', path: spot.at.path, isInText: spot.isInText });
  return isWhole;
}

/** The object or list that a text is. */
function findJson(text: string): object | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as object;
  } catch {
    return undefined;
  }
}

function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsOf) : [];
}

import { GatewayError } from '../errors';
import { type JsonValue, parseJsonIfAny } from '../json';
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
 * @param read reads a whole PluginData that is no JSON, as YAML
 * @returns `too deep` for data nested deeper than any plug-in needs, in which nothing was found so far
 */
export function findPrivateKeys(
  data: unknown,
  read: (text: string) => unknown = () => undefined,
): readonly PrivatePart[] | 'too deep' {
  const parts: PrivatePart[] = [];
  const root: Spot = { at: Cursor.atRoot(), levels: LEVELS, isInKey: false, isInText: false };
  if (typeof data === 'string' && findJson(data) === undefined) {
    const document = mayHoldKey(data) ? read(data) : undefined;
    if (typeof document === 'object' && document !== null) return findPrivateKeys(document);
  }
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
  const isWhole = look(document, { ...spot, isInText: true }, parts);
  if (parts.length > known) return isWhole;
  // A text that is read is known for what it is; of another, its words tell.
  if (document === undefined && NAMES_KEY_TYPE.test(text) && NAMES_PRIVATE_MEMBER.test(text))
    parts.push({ what: 'member', path: undefined, isInText: true });
  if (PRIVATE_PEM.test(text)) parts.push({ what: 'pem', path: spot.at.path, isInText: spot.isInText });
  return lookIntoBase64(text, spot, parts) && isWhole;
}

/** Each is read in several ways, so that many inside of each other would take for ever: one counts as many levels. */
const BASE64_LEVELS = 10;

function lookIntoBase64(text: string, spot: Spot, parts: PrivatePart[]): boolean {
  const known = parts.length;
  const levels = spot.levels - BASE64_LEVELS;
  let isWhole = true;
  for (const decoded of decodedFrom(text)) {
    if (levels < 0) return false;
    isWhole = lookIntoText(decoded, { ...spot, levels, isInText: true }, parts) && isWhole;
    if (parts.length > known) break;
  }
  return isWhole;
}

/**
 * The Base64 may be broken into lines. Words before it may look like a part of it, so that it may begin at any of four
 * characters.
 */
function* decodedFrom(text: string): Generator<string> {
  if (!mayHoldBase64Key(text)) return;
  for (const written of [text, text.replace(/\s/g, '')]) {
    for (const [run] of written.matchAll(BASE64)) {
      for (const from of [0, 1, 2, 3]) yield Buffer.from(run.slice(from), 'base64').toString('latin1');
    }
  }
}

/** Every key has one of these words in it, or is a member of what has. */
const KEY_WORDS = ['kty', 'PRIVATE KEY', 'jwk'] as const;

/** Whether it is worth while to look into a text at all. */
function mayHoldKey(text: string): boolean {
  return KEY_WORDS.some((word) => text.includes(word));
}

/** A text that may be Base64. Nothing shorter holds a key. */
const BASE64 = /[A-Za-z0-9+/_-]{48,}/g;
const LEAST_BASE64 = 48;

/** The words of keys as Base64 has them: what is sure of them, wherever in three bytes they begin and lines end. */
const KEY_WORD_IN_BASE64 = new RegExp(
  KEY_WORDS.flatMap((word) =>
    [0, 1, 2].map((before) => {
      const text = Buffer.from(' '.repeat(before) + word).toString('base64');
      const bits = 8 * (before + word.length);
      return [...text.slice(Math.ceil((8 * before) / 6), Math.floor(bits / 6))].join('\\s*');
    }),
  ).join('|'),
);

/** Whether a text may hold a key in Base64. */
function mayHoldBase64Key(text: string): boolean {
  return text.length >= LEAST_BASE64 && KEY_WORD_IN_BASE64.test(text);
}

/** The object or list that a text is, whatever `Fn::Sub` puts into it. */
function findJson(text: string): object | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  return (parseJsonIfAny(text) ?? parseJsonIfAny(text.replace(/\$\{[^}]*\}/g, '0'))) as object | undefined;
}

function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsOf) : [];
}

/** Where in a template a private key stands, and what of it. */
export interface PrivateKeyPlace {
  /** The steps from the template to the value. */
  readonly path: readonly (string | number)[];
  readonly parts: ReturnType<typeof findPrivateKeys>;
}

/** How a template is looked through. */
export interface TemplateSearch {
  /** The data of plug-ins and the bodies of nested stacks that somebody else looks into. */
  readonly skips?: (value: unknown) => boolean;
  readonly read?: (text: string) => unknown;
}

/** The members that {@link TemplateSearch.skips} is asked of. */
const SKIPPED: ReadonlySet<string> = new Set(['PluginData', 'TemplateBody']);

/** No template is nested deeper: stacks in stacks, each with plug-ins. */
const TEMPLATE_LEVELS = 1_000;

/**
 * Every place of a template with a private key: in the data of plug-ins, and in any other value, from parameters to
 * outputs. Outside of PluginData a member is private only in a key, an object with `kty`.
 */
export function findPrivateKeysInTemplate(
  template: unknown,
  { read, skips }: TemplateSearch = {},
): PrivateKeyPlace[] {
  const found: { readonly steps: (string | number)[]; readonly parts: PrivateKeyPlace['parts'] }[] = [];
  const add = (parts: PrivateKeyPlace['parts']): void => {
    if (parts.length > 0) found.push({ steps: [], parts });
  };
  // The steps are written down on the way back: a large template has a hundred thousand values, and few have a key.
  const walkMember = (member: unknown, step: string | number, levels: number): void => {
    const isData = step === 'PluginData';
    // Elsewhere a shorter text is no key.
    const isShort = typeof member === 'string' ? member.length < LEAST_KEY : typeof member !== 'object';
    if (isShort && !isData) return;
    const known = found.length;
    if (!SKIPPED.has(step as string) || !skips?.(member)) {
      if (isData) add(findPrivateKeys(member, read));
      else walk(member, levels);
    }
    for (let i = known; i < found.length; i += 1) found[i]?.steps.push(step);
  };
  const walk = (value: unknown, levels: number): void => {
    if (typeof value === 'string') {
      if (isWorthLooking(value)) add(findPrivateKeys(value));
    } else if (Array.isArray(value)) {
      if (levels === 0) add('too deep');
      else for (let i = 0; i < value.length; i += 1) walkMember(value[i], i, levels - 1);
    } else if (typeof value === 'object' && value !== null) {
      if (levels === 0) add('too deep');
      else if (isKeyOrCall(value)) add(findPrivateKeys(value));
      else walkMembers(value, levels - 1);
    }
  };
  const walkMembers = (value: object, levels: number): void => {
    for (const key in value) {
      walkMember(value[key as keyof typeof value], key, levels);
      // A name that is a key itself is no step that may be shown.
      if (key.length >= LEAST_KEY && PRIVATE_PEM.test(key))
        add([{ what: 'pem', path: '$', isInText: false }]);
    }
  };
  walk(template, TEMPLATE_LEVELS);
  return found.map(({ parts, steps }) => ({ path: steps.reverse(), parts }));
}

/** What is looked at as a whole: a key, or a function that puts texts together. */
function isKeyOrCall(value: object): boolean {
  if ('kty' in value) return true;
  for (const name in value) return name.startsWith('Fn::') && name !== 'Fn::GetAtt';
  return false;
}

/** The shortest text of a key is `{"kty":"oct","k":""}`. */
const LEAST_KEY = 20;

/** Asked of every text of a template, of which nearly all are short, and many long ones are logical ids. */
function isWorthLooking(text: string): boolean {
  return mayHoldKey(text) || mayHoldBase64Key(text);
}

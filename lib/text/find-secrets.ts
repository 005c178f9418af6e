import { isSecretName, NAMED_VALUES, NAMING_MEMBERS } from '../facts';
import { isJsonObject, type JsonObject, type JsonValue, parseJsonIfAny } from '../json';
import { secretsInText } from './redact';

/** No document that is read nests deeper, but texts in texts might. */
const LEVELS = 250;

/** Members of a key that only its owner may have; `k` of a symmetric key among them. */
const PRIVATE: ReadonlySet<string> = new Set(['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']);

/** `Token:iss` and its like name a place in a request, and no secret. */
const PLACE_IN_REQUEST = /^[A-Za-z]{4,20}:[\w-]*$/;

/** What was found, and which texts were looked at: most stand in a template many times. */
interface Search {
  readonly found: Set<string>;
  readonly seen: Set<string>;
}

/**
 * Every text of a document that is a secret, as far as names and shapes tell: below a name of a secret, beside one
 * (`{ HeaderName: 'X-Api-Key', HeaderValue: … }`), the default of a masked parameter, the private members of a key, and
 * what {@link redact} would hide of any other text.
 */
export function findSecrets(document: JsonValue): Set<string> {
  const found = new Set<string>();
  collect(document, false, { found, seen: new Set() }, LEVELS);
  return found;
}

function collect(value: JsonValue, isSecret: boolean, search: Search, levels: number): void {
  if (typeof value === 'string') collectText(value, isSecret, search, levels);
  else if (typeof value === 'number') {
    if (isSecret) search.found.add(String(value));
  } else if (typeof value !== 'object' || value === null || levels === 0) return;
  else if (isJsonObject(value)) collectMembers(value, isSecret, search, levels - 1);
  else for (const item of value) collect(item, isSecret, search, levels - 1);
}

function collectMembers(value: JsonObject, isSecret: boolean, search: Search, levels: number): void {
  for (const name in value) {
    // Who refers to a secret does not tell it.
    if (name === 'Ref' || name === 'Fn::GetAtt') continue;
    const member = value[name] ?? null;
    collect(member, isSecretMember(value, name, isSecret), search, levels);
    if (name === 'Fn::Join' && Array.isArray(member)) collectJoined(member[1] ?? null, search, levels);
  }
}

function isSecretMember(value: JsonObject, name: string, isSecret: boolean): boolean {
  if (isSecret) return !NAMING.has(name);
  if (ordinary.has(name)) return false;
  if (isSecretName(name)) return !isResource(value[name]);
  if (NAMED_VALUES.has(name) && namesSecret(value)) return true;
  if (name === 'Default') return String(value.NoEcho).toLowerCase() === 'true';
  if (PRIVATE.has(name)) return Object.hasOwn(value, 'kty');
  if (!NAMED_VALUES.has(name) && ordinary.size < MOST_ORDINARY) ordinary.add(name);
  return false;
}

/** What a resource is called says nothing of its members: a plug-in may well be called `Jwt`. */
function isResource(value: JsonValue | undefined): boolean {
  return isJsonObject(value) && typeof value.Type === 'string' && value.Type.includes('::');
}

/** Names that say nothing of a secret: a template has a hundred thousand members and a few hundred names. */
const ordinary = new Set<string>();
const MOST_ORDINARY = 10_000;

const NAMING: ReadonlySet<string> = new Set(NAMING_MEMBERS);

/** Whether an object gives a secret its name: `{ HeaderName: 'X-Api-Key', HeaderValue: … }`. */
export function namesSecret(value: JsonObject): boolean {
  return NAMING_MEMBERS.some((name) => typeof value[name] === 'string' && isSecretName(value[name]));
}

/** Stands for what a function fills in. */
const UNKNOWN = '$' + '{}';

/** An address that a function puts together may have its password in a piece of its own. */
function collectJoined(pieces: JsonValue, search: Search, levels: number): void {
  if (!Array.isArray(pieces)) return;
  const text = pieces.map((piece: JsonValue) => (typeof piece === 'string' ? piece : UNKNOWN)).join('');
  collectText(text, false, search, levels);
}

function collectText(text: string, isSecret: boolean, search: Search, levels: number): void {
  const { found, seen } = search;
  if (isSecret) {
    if (!PLACE_IN_REQUEST.test(text) && !isSecretName(text)) addParts(text, found);
    return;
  }
  if (text.length < MOST_PLAIN || seen.has(text)) return;
  seen.add(text);
  if (/^\s*[[{]/.test(text)) {
    const document = parseJsonIfAny(text);
    if (document !== undefined) collect(document, false, search, levels - 1);
  }
  for (const secret of secretsInText(text)) addParts(secret, found);
}

/** Nothing that is shorter has a mark and a secret in it. */
const MOST_PLAIN = 10;

/** A secret as a whole and, where functions fill in a piece, or a user stands before a password, its parts. */
function addParts(secret: string, found: Set<string>): void {
  found.add(secret);
  for (const part of secret.split(/\$\{[^}]*\}|\r?\n|\\+n|[:\s]+/))
    if (part !== secret && part !== '') found.add(part);
}

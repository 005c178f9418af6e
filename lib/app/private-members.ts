import type { Problem } from '../errors';
import { PRIVATE_MEMBERS } from '../jwk';
import { memberPath, membersNamed, membersOf } from './json-member';

const PRIVATE: ReadonlySet<string> = new Set(PRIVATE_MEMBERS);

const NAMES_KEY_TYPE = /\bkty\b/;
const NAMES_PRIVATE_MEMBER = new RegExp(`(?<!\\w)(?:${PRIVATE_MEMBERS.join('|')})[\\\\"']*\\s*:`);
const PRIVATE_PEM = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;

/** Where the plug-ins of a template hold private keys: paths and names of members, never a value. */
export function findPrivateMembers(template: unknown): Problem[] {
  return membersNamed(template, 'PluginData').flatMap(({ parent, key, value }) =>
    inPluginData(memberPath(parent, key), value),
  );
}

function inPluginData(path: string, data: unknown): Problem[] {
  const text = typeof data === 'string' ? data : stringsOf(data).join('');
  const document = findJson(text);
  const found = document === undefined ? inText(text) : inJson(document);
  const pem = PRIVATE_PEM.test(text) ? ['a private key in PEM form'] : [];
  return [...found, ...inJson(data), ...pem].map((what) => ({ path, message: `holds ${what}` }));
}

function inJson(document: unknown): string[] {
  const members = [...membersOf(document)];
  const keys = new Set(members.filter(({ key }) => key === 'kty').map(({ parent }) => parent));
  return members
    .filter(({ parent, key }) => PRIVATE.has(key) && (keys.has(parent) || isBelowKeys(parent)))
    .map(({ parent, key }) => memberPath(parent, key));
}

/** YAML, or JSON with intrinsics in it: not parsed, so told by the names alone. */
function inText(text: string): string[] {
  const isPrivateJwk = NAMES_KEY_TYPE.test(text) && NAMES_PRIVATE_MEMBER.test(text);
  return isPrivateJwk ? ['private members of a key'] : [];
}

/** Whether every object there is a key, even one without its `kty`. */
function isBelowKeys(path: string): boolean {
  return /\.jwks?\b/.test(path);
}

function findJson(text: string): object | undefined {
  try {
    const document: unknown = JSON.parse(text);
    return typeof document === 'object' && document !== null ? document : undefined;
  } catch {
    return undefined;
  }
}

function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsOf) : [];
}

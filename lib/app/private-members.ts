import type { Problem } from '../errors';
import { findPrivateKeys, type PrivatePart } from '../plugin';
import { memberPath, membersNamed } from './json-member';

/** Where the plug-ins of a template hold private keys: paths and names of members, never a value. */
export function findPrivateMembers(template: unknown): Problem[] {
  return membersNamed(template, 'PluginData').flatMap(({ parent, key, value }) => {
    const parts = findPrivateKeys(value);
    const words = parts === 'too deep' ? ['more levels than are looked through'] : parts.map(wordsOf);
    return words.map((what) => ({ path: memberPath(parent, key), message: `holds ${what}` }));
  });
}

function wordsOf({ path, what }: PrivatePart): string {
  if (what === 'pem') return 'a private key in PEM form';
  return path ?? 'private members of a key';
}

import { GatewayError } from '../errors';
import type { JsonValue } from '../json';
import { PRIVATE_MEMBERS } from '../jwk';
import { Cursor } from './cursor';

const PRIVATE: ReadonlySet<string> = new Set(PRIVATE_MEMBERS);

/** Members of PluginData below which every object is a key, even one without its `kty`. */
const KEY_MEMBERS: ReadonlySet<string> = new Set(['jwk', 'jwks']);

const PRIVATE_PEM = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;

/** No plug-in nests deeper; an object that holds itself does. */
const LEVELS = 100;

/**
 * Refuses data with a private key anywhere in it, as a JWK or as PEM text: whoever may read the template or
 * the plug-in reads its data.
 *
 * @throws GatewayError `key-set-private` with the path of every private part, never its value;
 *   `plugin-data-invalid` for data nested deeper than any plug-in needs
 */
export function refusePrivateKeys(data: JsonValue, place?: string): void {
  const root = Cursor.atRoot();
  if (!walk(data, root, { levels: LEVELS, inKey: false })) {
    throw new GatewayError('plugin-data-invalid', `plug-in data is nested deeper than ${LEVELS} levels`, {
      place,
    });
  }
  if (root.problems.length > 0) {
    throw new GatewayError('key-set-private', 'plug-in data holds a private key', {
      place,
      problems: root.problems,
      hint: 'give the public half only, and replace the key if this was ever deployed or committed',
    });
  }
}

/** Whether the whole value could be walked. */
function walk(value: JsonValue, at: Cursor, { levels, inKey }: { levels: number; inKey: boolean }): boolean {
  if (typeof value === 'string' && PRIVATE_PEM.test(value)) at.problem('is a private key in PEM form');
  if (typeof value !== 'object' || value === null) return true;
  if (levels === 0) return false;
  if (Array.isArray(value)) {
    return value.every((item, index) => walk(item, at.at(index), { levels: levels - 1, inKey }));
  }
  const isKey = inKey || Object.hasOwn(value, 'kty');
  return Object.entries(value).every(([key, member]) => {
    if (isKey && PRIVATE.has(key)) at.at(key).problem('is a private part of a key');
    return walk(member, at.at(key), { levels: levels - 1, inKey: inKey || KEY_MEMBERS.has(key) });
  });
}

import { dirname } from 'node:path';
import { GatewayError } from '../errors';
import { changeFiles, type FileChange } from './change-files';
import { refuseUnlessIgnored } from './git-ignored';
import type { KeyFiles } from './key-files';
import { PrivateKeySet, renderPrivateKeySet } from './private-key-set';
import type { PublicJwk } from './public-jwk';
import { PublicKeySet } from './public-key-set';
import { isThere } from './write-new-file';

/** A file that is written together with the halves of a key set, such as the plan of a rotation. */
export interface FileBeside {
  readonly path: string;
  readonly text: string;
}

const PUBLIC_MODE = 0o644;
const PRIVATE_MODE = 0o600;

/** The text of a public key file. */
export const renderPublicKeySet = (set: PublicKeySet): string => `${JSON.stringify(set, null, 2)}\n`;

/**
 * Writes the public half of a key set and another file, over what was there: both or neither.
 *
 * @throws GatewayError `file-unwritable`, with nothing changed
 */
export function replacePublicKeys(files: KeyFiles, set: PublicKeySet, beside: readonly FileBeside[]): void {
  changeFiles(dirname(files.publicPath), [publicChange(files, set), ...beside.map(besideChange)]);
}

/**
 * Adds a key at the end of both halves of a key set, with other files: all or nothing. A key whose private half is kept
 * elsewhere, as in a KMS or HSM, is added to the public half alone.
 *
 * @throws GatewayError `key-set-invalid` for a kid that is there already; `private-key-not-ignored` when git would track
 *   the private file; `file-unreadable`, `file-unwritable`, with nothing changed
 */
export function addKey(
  files: KeyFiles,
  key: PrivateKeySet | PublicJwk,
  beside: readonly FileBeside[] = [],
): void {
  const isPrivate = key instanceof PrivateKeySet;
  const added = isPrivate ? key.publicKeys().keys : [key];
  const set = PublicKeySet.of([...PublicKeySet.fromFile(files.publicPath).keys, ...added]);
  const changes = [publicChange(files, set), ...beside.map(besideChange)];
  if (isPrivate) {
    refuseUnlessIgnored(files.privatePath);
    const own = isThere(files.privatePath)
      ? PrivateKeySet.fromFile(files.privatePath).withKeysOf(key, files.privatePath)
      : key;
    changes.push(privateChange(files, own));
  }
  changeFiles(dirname(files.publicPath), changes);
}

/**
 * Takes a key out of both halves of a key set, with other files: all or nothing.
 *
 * @throws GatewayError `key-not-found`; `key-set-invalid` for the last key; `file-unreadable`, `file-unwritable`, with
 *   nothing changed
 */
export function removeKey(files: KeyFiles, kid: string, beside: readonly FileBeside[] = []): void {
  const { keys } = PublicKeySet.fromFile(files.publicPath);
  const left = keys.filter((key) => key.kid !== kid);
  if (left.length === keys.length)
    throw new GatewayError('key-not-found', `there is no key with the kid ${kid}`, {
      place: files.publicPath,
    });
  const changes = [publicChange(files, PublicKeySet.of(left)), ...beside.map(besideChange)];
  if (isThere(files.privatePath)) {
    const own = PrivateKeySet.fromFile(files.privatePath).withoutKey(kid);
    changes.push(
      own === undefined
        ? { path: files.privatePath, text: undefined, mode: PRIVATE_MODE }
        : privateChange(files, own),
    );
  }
  changeFiles(dirname(files.publicPath), changes);
}

function publicChange({ publicPath }: KeyFiles, set: PublicKeySet): FileChange {
  return { path: publicPath, text: renderPublicKeySet(set), mode: PUBLIC_MODE };
}

function privateChange({ privatePath }: KeyFiles, set: PrivateKeySet): FileChange {
  return { path: privatePath, text: renderPrivateKeySet(set), mode: PRIVATE_MODE };
}

function besideChange({ path, text }: FileBeside): FileChange {
  return { path, text, mode: PUBLIC_MODE };
}

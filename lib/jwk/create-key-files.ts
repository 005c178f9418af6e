import { lstatSync } from 'node:fs';
import { dirname } from 'node:path';
import { GatewayError } from '../errors';
import { renderPublicKeySet } from './change-key-files';
import { checkKeyOptions, type GenerateKeyOptions, generateKey } from './generate-key';
import { refuseUnlessIgnored } from './git-ignored';
import { type KeyFiles, keyFilesOf } from './key-files';
import { PrivateKeySet, renderPrivateKeySet } from './private-key-set';
import type { PublicJwk } from './public-jwk';
import { readKeyFile } from './read-key-file';
import { fileExists, isThere, makeFolder, writeNewFile } from './write-new-file';

/** What to call a key set, where to put it, and what key to make. */
export interface CreateKeyFilesOptions extends GenerateKeyOptions {
  readonly name: string;
  /**
   * The folder; made when it is not there.
   * @default 'keys'
   */
  readonly directory?: string;
}

/** The files that are there now. */
export interface CreatedKeyFiles extends KeyFiles {
  /**
   * `public-half-written` when the private file was there alone, as after a run that was stopped: no key was
   * made, and what sort of key was asked for made no difference.
   */
  readonly outcome: 'both-written' | 'public-half-written';
  /** The public half of the first key. */
  readonly key: PublicJwk;
}

/**
 * Makes a key pair and writes its two files, the private one first and readable by its owner only.
 *
 * Never overwrites. A stop at any moment leaves each file whole or absent; running it again completes the pair.
 *
 * @throws GatewayError `name-invalid`, `key-algorithm-refused`, `file-exists`, `file-unwritable`; and
 *   `private-key-not-ignored` when git would track the private file, or does not say that it would not
 */
export async function createKeyFiles(options: CreateKeyFilesOptions): Promise<CreatedKeyFiles> {
  const { name, directory, ...generation } = options;
  const files = keyFilesOf(name, directory);
  checkKeyOptions(generation);
  refuseUnlessIgnored(files.privatePath);
  const existing = [files.privatePath, files.publicPath].filter(isThere);
  if (existing.length === 1 && existing[0] === files.privatePath) return completePair(files);
  if (existing[0] !== undefined) throw fileExists(existing[0]);

  const set = await generateKey(generation);
  makeFolder(dirname(files.privatePath));
  writeNewFile({ path: files.privatePath, text: renderPrivateKeySet(set), mode: 0o600 });
  return { ...files, outcome: 'both-written', key: writePublicHalf(files, set) };
}

function completePair(files: KeyFiles): CreatedKeyFiles {
  if (!lstatSync(files.privatePath).isFile()) throw fileExists(files.privatePath);
  const set = PrivateKeySet.fromFile(files.privatePath);
  return { ...files, outcome: 'public-half-written', key: writePublicHalf(files, set) };
}

/** Writes the public file and returns its first key. */
export function writePublicHalf({ publicPath }: Pick<KeyFiles, 'publicPath'>, set: PrivateKeySet): PublicJwk {
  const text = renderPublicKeySet(set.publicKeys());
  try {
    writeNewFile({ path: publicPath, text, mode: 0o644 });
  } catch (error) {
    // Another run may have completed the pair of this one, and then there is nothing left to do.
    const isDone =
      GatewayError.isGatewayError(error) && error.code === 'file-exists' && isText(publicPath, text);
    if (!isDone) throw error;
  }
  return set.signingKey().publicJwk();
}

function isText(path: string, text: string): boolean {
  return lstatSync(path).isFile() && readKeyFile(path) === text;
}

import { lstatSync, mkdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { GatewayError } from '../errors';
import { checkKeyOptions, type GenerateKeyOptions, generateKey } from './generate-key';
import { gitStateOf } from './git-state';
import { type KeyFiles, keyFilesOf, temporaryNameOf } from './key-files';
import { PrivateKeySet, renderPrivateKeySet } from './private-key-set';
import type { PublicJwk } from './public-jwk';
import type { PublicKeySet } from './public-key-set';
import { readKeyFile } from './read-key-file';
import { fileExists, unwritable, writeNewFile } from './write-new-file';

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

/** The line of a .gitignore that keeps every private key file out of git. */
const IGNORE_LINE = '*.private.jwks.json';

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
  makeFolder(files.privatePath);
  writeNewFile({ path: files.privatePath, text: renderPrivateKeySet(set), mode: 0o600 });
  return { ...files, outcome: 'both-written', key: writePublicHalf(files, set) };
}

function completePair(files: KeyFiles): CreatedKeyFiles {
  if (!lstatSync(files.privatePath).isFile()) throw fileExists(files.privatePath);
  const set = PrivateKeySet.fromFile(files.privatePath);
  return { ...files, outcome: 'public-half-written', key: writePublicHalf(files, set) };
}

/** Writes the public file and returns its first key. */
export function writePublicHalf({ publicPath }: KeyFiles, set: PrivateKeySet): PublicJwk {
  return writePublicKeys(publicPath, set.publicKeys());
}

/** Writes public keys to a file that is not there, and returns the first. */
export function writePublicKeys(publicPath: string, set: PublicKeySet): PublicJwk {
  const text = `${JSON.stringify(set, null, 2)}\n`;
  try {
    writeNewFile({ path: publicPath, text, mode: 0o644 });
  } catch (error) {
    // Another run may have completed the pair of this one, and then there is nothing left to do.
    const isDone =
      GatewayError.isGatewayError(error) && error.code === 'file-exists' && isText(publicPath, text);
    if (!isDone) throw error;
  }
  const [first] = set.keys;
  if (first === undefined) throw new TypeError('a key set has a key');
  return first;
}

/** Whether something is there, be it a symbolic link to nothing. */
function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

function isText(path: string, text: string): boolean {
  return lstatSync(path).isFile() && readKeyFile(path) === text;
}

/** Makes the folder of a file. */
export function makeFolder(file: string): void {
  const folder = dirname(file);
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    throw unwritable(folder, cause);
  }
}

function refuseUnlessIgnored(path: string): void {
  // While it is being written the key is in a file of another name, which must not be tracked either.
  const temporary = join(dirname(path), temporaryNameOf(basename(path), '0'.repeat(16)));
  for (const each of [path, temporary]) {
    const state = gitStateOf(each);
    if (state.kind === 'outside' || state.kind === 'ignored') continue;
    throw new GatewayError('private-key-not-ignored', REASONS[state.kind], {
      place: path,
      hint:
        state.kind === 'unknown'
          ? `git says: ${state.reason}; put it right, or choose a folder outside of the work tree`
          : `add the line ${IGNORE_LINE} to .gitignore`,
    });
  }
}

const REASONS = {
  tracked: 'is tracked by git, where a private key must never be',
  'not-ignored': 'is not ignored by git, which would track this private key',
  unknown: 'is in a work tree of git, and git does not say that it ignores it',
} as const;

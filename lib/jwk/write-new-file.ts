import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { GatewayError } from '../errors';
import { temporaryNameOf } from './key-files';
import { systemCodeOf, systemErrorInWords } from './system-error';

/** File systems without hard links say one of these. */
const NO_LINKS: readonly (string | undefined)[] = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'];

/** A file to be. */
interface NewFile {
  readonly path: string;
  readonly text: string;
  /** Its permissions from the moment it exists, before the process's umask. */
  readonly mode: number;
}

/**
 * Writes a file that must not be there yet, whole or not at all: under a temporary name beside it, then linked
 * to its own. A symbolic link in its place is not followed. On a file system without hard links the file is
 * created in place, and a stop in between leaves it half written.
 *
 * @throws GatewayError `file-exists`, `file-unwritable`
 */
export function writeNewFile(file: NewFile): void {
  const random = randomBytes(8).toString('hex');
  const temporary = join(dirname(file.path), temporaryNameOf(basename(file.path), random));
  try {
    try {
      writeExclusively({ ...file, path: temporary });
      publish(temporary, file);
    } finally {
      remove(temporary);
    }
  } catch (cause) {
    throw refusal(file.path, cause);
  }
}

function publish(temporary: string, file: NewFile): void {
  try {
    linkSync(temporary, file.path);
  } catch (error) {
    if (!NO_LINKS.includes(systemCodeOf(error))) throw error;
    writeExclusively(file);
  }
}

/** Creates a file that must not be there, with its text on the disk; after an error it is gone again. */
export function writeExclusively({ path, text, mode }: NewFile): void {
  const descriptor = openSync(path, 'wx', mode);
  try {
    writeFileSync(descriptor, text);
    fsyncSync(descriptor);
  } catch (error) {
    remove(path);
    throw error;
  } finally {
    closeSync(descriptor);
  }
}

function remove(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (systemCodeOf(error) !== 'ENOENT') throw error;
  }
}

function refusal(place: string, cause: unknown): GatewayError {
  return systemCodeOf(cause) === 'EEXIST' ? fileExists(place) : unwritable(place, cause);
}

/** That the operating system does not let a file or a folder be made. */
export function unwritable(place: string, cause: unknown): GatewayError {
  return new GatewayError('file-unwritable', `cannot be written, ${systemErrorInWords(cause)}`, {
    place,
    cause,
  });
}

/** The refusal to overwrite. */
export function fileExists(place: string): GatewayError {
  return new GatewayError('file-exists', 'is there already', {
    place,
    hint: 'key files are never overwritten; choose another name',
  });
}

/**
 * Whether something is there, be it a symbolic link to nothing.
 *
 * @throws GatewayError `file-unwritable` where the operating system does not tell
 */
export function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

/**
 * Makes a folder, with those around it, where it is not there.
 *
 * @throws GatewayError `file-unwritable`
 */
export function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

import { closeSync, constants, fstatSync, openSync, readSync, realpathSync, statSync } from 'node:fs';
import { GatewayError } from '../errors';
import { FILE_BYTES } from './limits';

/** How templates reach the reader: a disk, a revision of a repository, or a test's record. */
export interface TemplateFiles {
  /**
   * Whether the path is a directory.
   *
   * @throws GatewayError `file-unreadable` when there is nothing at the path
   */
  isDirectory(path: string): boolean;

  /**
   * The path with all links followed, so that two paths can be compared.
   *
   * @throws GatewayError `file-unreadable` when there is nothing at the path
   */
  realPath(path: string): string;

  /**
   * The bytes of a file.
   *
   * @throws GatewayError `file-unreadable` for what is no file, cannot be read, or has more bytes than the limit
   */
  read(path: string, limit: number): Uint8Array;
}

/** The files of this machine. Only plain files are read: a pipe or a device would never end. */
export const nodeFiles: TemplateFiles = {
  isDirectory: (path) => attempt(path, () => statSync(path).isDirectory()),
  realPath: (path) => attempt(path, () => realpathSync(path)),
  read: (path, limit) => attempt(path, () => readPlainFile(path, limit)),
};

function readPlainFile(path: string, limit: number): Uint8Array {
  // Without O_NONBLOCK, opening a pipe waits for its other end.
  const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const state = fstatSync(file);
    if (!state.isFile()) throw new GatewayError('file-unreadable', 'is not a plain file', { place: path });
    if (state.size > limit) throw tooLarge(path, state.size, limit);
    return readAll(file, path, limit);
  } finally {
    closeSync(file);
  }
}

/** Reads to the end, but never more than the limit: files grow, and some of the system's say they are empty. */
function readAll(file: number, path: string, limit: number): Uint8Array {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for (;;) {
    const chunk = Buffer.allocUnsafe(Math.min(limit + 1, 1 << 20));
    const count = readSync(file, chunk);
    if (count === 0) return Buffer.concat(chunks);
    bytes += count;
    if (bytes > limit) throw tooLarge(path, bytes, limit);
    chunks.push(chunk.subarray(0, count));
  }
}

function tooLarge(path: string, bytes: number, limit: number): GatewayError {
  return new GatewayError('file-unreadable', `has ${bytes} bytes; ${limit} are read`, {
    place: path,
    hint: 'ROS takes templates of up to 512 KB',
  });
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'no permission to read it',
  EISDIR: 'is a directory',
  ELOOP: 'has links that lead in a circle',
  ENOENT: 'no such file or directory',
  ENOTDIR: 'a part of the path is not a directory',
  EPERM: 'no permission to read it',
};

function attempt<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (GatewayError.isGatewayError(cause)) throw cause;
    const code = (cause as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new GatewayError('file-unreadable', REASONS[code] ?? `cannot be read (${code})`, {
      place: path,
      cause,
    });
  }
}

/**
 * The text of a file.
 *
 * @throws GatewayError `file-unreadable`, or `template-invalid` for bytes that are not UTF-8
 */
export function readText(files: TemplateFiles, path: string, shownAs = path): string {
  const bytes = files.read(path, FILE_BYTES);
  try {
    // A byte order mark is kept, so that the JSON reader can refuse it.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new GatewayError('template-invalid', 'is not UTF-8 text', { place: shownAs, cause });
  }
}

/** The text of a file; `undefined` where there is nothing at the path. What is there and cannot be read is refused. */
export function readTextIfAny(files: TemplateFiles, path: string): string | undefined {
  try {
    return readText(files, path);
  } catch (error) {
    const cause = GatewayError.isGatewayError(error) ? (error.cause as NodeJS.ErrnoException) : undefined;
    if (cause?.code === 'ENOENT') return undefined;
    throw error;
  }
}

import { closeSync, lstatSync, mkdirSync, openSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { GatewayError } from '../../errors';
import type { ProjectFile } from './package-folder';

/** What became of the files. */
export interface Written {
  readonly written: readonly string[];
  /** Was there already, and was not touched. */
  readonly kept: readonly string[];
  /** Takes away again all that was written, and the folders that were made for it. */
  undo(): void;
}

/**
 * Writes those files that are not there: all of them, or none.
 *
 * @param folder where they go; made when it is not there
 * @throws GatewayError `file-unwritable`
 */
export function writeMissing(folder: string, files: readonly ProjectFile[]): Written {
  const made: (() => void)[] = [];
  const undo = () => {
    for (const remove of made.splice(0).reverse()) remove();
  };
  const missing = files.filter(({ path }) => !isThere(join(folder, path)));
  try {
    for (const { path, text } of missing) {
      makeFolder(dirname(join(folder, path)), made);
      writeFile(join(folder, path), text, made);
    }
  } catch (cause) {
    undo();
    const { message, path = folder } = cause as NodeJS.ErrnoException;
    const reason = message.replace(/, .*$/s, '');
    throw new GatewayError('file-unwritable', `cannot be written, ${reason}`, {
      place: path,
      hint: 'nothing was written',
      cause,
    });
  }
  const written = missing.map(({ path }) => path);
  return { written, kept: files.map(({ path }) => path).filter((path) => !written.includes(path)), undo };
}

/** Whether something is there, be it a link to nothing. */
function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false; // Something above it is no folder: the writing will say so.
  }
}

function makeFolder(folder: string, made: (() => void)[]): void {
  const first = mkdirSync(folder, { recursive: true });
  if (first === undefined) return;
  for (let path = first; ; path = join(path, folder.slice(path.length + 1).split(/[\\/]/)[0] ?? '')) {
    made.push(() => removeEmpty(path));
    if (path.length >= folder.length) return;
  }
}

function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Somebody else has put something there meanwhile.
  }
}

function writeFile(path: string, text: string, made: (() => void)[]): void {
  const descriptor = openSync(path, 'wx', path.endsWith('.sh') ? 0o755 : 0o644);
  made.push(() => rmSync(path, { force: true }));
  try {
    writeFileSync(descriptor, text);
  } finally {
    closeSync(descriptor);
  }
}

import { randomBytes } from 'node:crypto';
import { realpathSync, renameSync, rmSync, type Stats, statSync, writeFileSync } from 'node:fs';
import { GatewayError } from '../errors';

/**
 * Writes a result to the file that `--output` names, over what was there: whole or not at all, by a file beside it
 * that takes its place. A link keeps pointing to its file, and what is no plain file, such as a pipe, is written to.
 *
 * @throws GatewayError `file-unwritable`
 */
export function writeOutput(path: string, text: string): void {
  try {
    const state = statSync(path, { throwIfNoEntry: false });
    if (state === undefined) replaceFile(path, text, {});
    else if (state.isFile()) replaceFile(realpathSync(path), text, state);
    else writeFileSync(path, text);
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).message.replace(/, .*$/s, '');
    throw new GatewayError('file-unwritable', `cannot be written, ${reason}`, { place: path, cause });
  }
}

/**
 * Writes a file that is not there yet.
 *
 * @throws GatewayError `file-exists`, or `file-unwritable`
 */
export function writeNewOutput(path: string, text: string): void {
  try {
    writeFileSync(path, text, { flag: 'wx' });
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === 'EEXIST')
      throw new GatewayError('file-exists', 'is there already', {
        place: path,
        hint: 'name another file',
        cause,
      });
    throw new GatewayError('file-unwritable', `cannot be written, ${message.replace(/, .*$/s, '')}`, {
      place: path,
      cause,
    });
  }
}

function replaceFile(path: string, text: string, { mode }: Partial<Stats>): void {
  const beside = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    writeFileSync(beside, text, { flag: 'wx', mode });
    renameSync(beside, path);
  } finally {
    rmSync(beside, { force: true });
  }
}

import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, unlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { GatewayError } from '../errors';
import { isJsonObject, parseJsonIfAny } from '../json';
import { gitStateOf } from './git-state';
import { fileOfTemporary, isPrivateFileName, temporaryNameOf } from './key-files';
import { systemCodeOf } from './system-error';
import { makeFolder, unwritable, writeExclusively, writeNewFile } from './write-new-file';

/** A file of a key folder, as it is to be. */
export interface FileChange {
  readonly path: string;
  /** `undefined` takes a private key file away. */
  readonly text: string | undefined;
  /** The permissions, before the process's umask. */
  readonly mode: number;
}

/** What stands in the folder from the moment a change is decided until all of it is done. */
const PENDING = '.pending-change.json';

interface PendingChange {
  /** Temporary files that become the files of their names. */
  readonly replace: readonly string[];
  readonly remove: readonly string[];
}

/**
 * Changes several files of one folder, which is made where it is not there, over what was there: all of them or none. The new texts are written beside the
 * old ones; then a note of what is to be done takes its place in one step, and only then files are replaced. Whoever is
 * stopped before that note has changed nothing, and what is left to do after it, {@link finishChanges} does.
 *
 * @throws GatewayError `file-unwritable`, with nothing changed
 */
export function changeFiles(directory: string, changes: readonly FileChange[]): void {
  finishChanges(directory);
  makeFolder(directory);
  const random = randomBytes(8).toString('hex');
  const staged = changes.flatMap(({ mode, path, text }) =>
    text === undefined ? [] : [{ mode, text, name: temporaryNameOf(basename(path), random) }],
  );
  const pending: PendingChange = {
    replace: staged.map(({ name }) => name),
    remove: changes.flatMap(({ path, text }) => (text === undefined ? [basename(path)] : [])),
  };
  try {
    for (const { mode, name, text } of staged) writeExclusively({ path: join(directory, name), text, mode });
    decide(directory, pending);
  } catch (cause) {
    for (const { name } of staged) removeIfAny(join(directory, name));
    throw GatewayError.isGatewayError(cause) ? cause : unwritable(directory, cause);
  }
  finishChanges(directory);
}

/** From here on the change is going to be done, by this run or by a later one. */
function decide(directory: string, pending: PendingChange): void {
  const note = { path: join(directory, PENDING), text: `${JSON.stringify(pending)}\n`, mode: 0o644 };
  try {
    writeNewFile(note);
  } catch (error) {
    if (!GatewayError.isGatewayError(error) || error.code !== 'file-exists') throw error;
    // Another run has decided meanwhile: its change comes first.
    finishChanges(directory);
    writeNewFile(note);
  }
}

/**
 * Does what a run that was stopped has left to do in a folder of key files. Several runs may do it at once.
 *
 * @returns the names of the files that were replaced or taken away; none where nothing was left to do
 * @throws GatewayError `file-unwritable`; `key-set-invalid` for a note that this library did not write, or that git tracks
 */
export function finishChanges(directory = 'keys'): readonly string[] {
  const path = join(directory, PENDING);
  const pending = readPending(path);
  if (pending === undefined) return [];
  refuseTracked([path, ...pending.replace.map((name) => join(directory, name))]);
  try {
    const replaced = pending.replace.filter((name) =>
      isDone(() => renameSync(join(directory, name), join(directory, fileOfTemporary(name) ?? name))),
    );
    const removed = pending.remove.filter((name) => removeIfAny(join(directory, name)));
    removeIfAny(path);
    return [...replaced.map((name) => fileOfTemporary(name) ?? name), ...removed];
  } catch (cause) {
    throw unwritable(directory, cause);
  }
}

/**
 * A note that git tracks came with the repository: no run on this machine has left it, and keys must not change by it
 * where nobody looks.
 */
function refuseTracked(paths: readonly string[]): void {
  const tracked = paths.find((path) => gitStateOf(path).kind === 'tracked');
  if (tracked === undefined) return;
  throw new GatewayError('key-set-invalid', 'is tracked by git, as no unfinished change is', {
    place: tracked,
    hint: 'delete it, and look at who has committed it',
  });
}

function readPending(path: string): PendingChange | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    if (systemCodeOf(cause) === 'ENOENT' || systemCodeOf(cause) === 'ENOTDIR') return undefined;
    throw new GatewayError('file-unreadable', 'cannot be read', { place: path, cause });
  }
  const pending = parse(text);
  if (pending !== undefined) return pending;
  // It may come from anywhere, as with a pull request: only files of this folder are touched.
  throw new GatewayError('key-set-invalid', 'is no note of an unfinished change', {
    place: path,
    hint: 'delete it',
  });
}

function parse(text: string): PendingChange | undefined {
  const value = parseJsonIfAny(text);
  if (!isJsonObject(value)) return undefined;
  const { remove, replace } = value;
  const isGood =
    isListOf(replace, (name) => fileOfTemporary(name) !== undefined) && isListOf(remove, isPrivateFileName);
  return isGood ? (value as unknown as PendingChange) : undefined;
}

function isListOf(value: unknown, isGood: (text: string) => boolean): boolean {
  return Array.isArray(value) && value.every((each) => typeof each === 'string' && isGood(each));
}

/** Whether it was there to be removed. */
function removeIfAny(path: string): boolean {
  return isDone(() => unlinkSync(path));
}

/** Whether the work was done by this run and not by another one before it. */
function isDone(work: () => void): boolean {
  try {
    work();
    return true;
  } catch (error) {
    if (systemCodeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

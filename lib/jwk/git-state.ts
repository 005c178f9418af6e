import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { systemErrorInWords } from './system-error';

/** What git does with a file: `outside` of every work tree it cannot do anything. */
type GitState =
  | { readonly kind: 'outside' | 'ignored' | 'tracked' | 'not-ignored' }
  | { readonly kind: 'unknown'; readonly reason: string };

/** Variables by which a git hook points git at its own repository, whatever folder it is asked about. */
const HOOK_VARIABLES: readonly string[] = [
  'GIT_DIR',
  'GIT_COMMON_DIR',
  'GIT_INDEX_FILE',
  'GIT_NAMESPACE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_WORK_TREE',
];

/**
 * What git does with a file that is there or is to be, wherever symbolic links put it.
 *
 * When there is a `.git` above it and git gives no answer, or is not installed, that is `unknown`.
 */
export function gitStateOf(path: string, env: NodeJS.ProcessEnv = process.env): GitState {
  const realPath = realPathOf(resolve(path));
  if (!isInWorkTree(dirname(realPath))) return { kind: 'outside' };
  const tracked = ask(['--literal-pathspecs', 'ls-files', '--error-unmatch', '--', realPath], realPath, env);
  if (tracked !== false) return tracked === true ? { kind: 'tracked' } : tracked;
  const ignored = ask(['check-ignore', '--no-index', '--quiet', '--', realPath], realPath, env);
  if (typeof ignored !== 'boolean') return ignored;
  return { kind: ignored ? 'ignored' : 'not-ignored' };
}

/** The configuration of a repository may name a program that git starts to look for changes: it is none of ours. */
const WITHOUT_PROGRAMS: readonly string[] = ['-c', 'core.fsmonitor=false'];

/** A yes, a no, or why there is neither. */
function ask(command: readonly string[], path: string, env: NodeJS.ProcessEnv): boolean | GitState {
  const { status, stderr, error } = spawnSync('git', [...WITHOUT_PROGRAMS, ...command], {
    cwd: existingFolderOf(path),
    env: Object.fromEntries(Object.entries(env).filter(([name]) => !HOOK_VARIABLES.includes(name))),
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  });
  if (error !== undefined) return { kind: 'unknown', reason: systemErrorInWords(error) };
  if (status === 0 || status === 1) return status === 0;
  return { kind: 'unknown', reason: stderr.replace(/\n.*/s, '') };
}

/** The path with every symbolic link in the part of it that exists resolved. */
function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    const parent = dirname(path);
    if (parent === path) throw error;
    return join(realPathOf(parent), basename(path));
  }
}

function existingFolderOf(path: string): string {
  const folder = dirname(path);
  return existsSync(folder) ? folder : existingFolderOf(folder);
}

function isInWorkTree(folder: string): boolean {
  if (existsSync(join(folder, '.git'))) return true;
  const parent = dirname(folder);
  return parent !== folder && isInWorkTree(parent);
}

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const folders: string[] = [];

/** The environment of a machine that has programs, and no settings of git of its own. */
export const CLEAN_ENV: Readonly<Record<string, string | undefined>> = {
  PATH: process.env.PATH,
  HOME: tmpdir(),
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
};

const AUTHOR = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgSign=false'];

/** A new empty folder, away after the tests that call {@link removeFolders}. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'jwt-gateway-git-'));
  folders.push(folder);
  return folder;
}

/** Removes what {@link newFolder} made. */
export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** A new repository with the branch main and no commit. */
export function newRepository(): string {
  const folder = newFolder();
  git(folder, 'init', '--quiet', '--initial-branch=main');
  return folder;
}

/** Runs git in a folder. */
export function git(folder: string, ...args: readonly string[]): string {
  return execFileSync('git', [...AUTHOR, ...args], {
    cwd: folder,
    env: CLEAN_ENV,
    encoding: 'utf8',
    stdio: 'pipe',
  });
}

/** Writes files, by their paths. */
export function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** Commits files, by their paths, and all else that is new. */
export function commit(folder: string, files: Readonly<Record<string, string>>, message = 'a commit'): void {
  write(folder, files);
  git(folder, 'add', '--all', '--force');
  git(folder, 'commit', '--quiet', '--allow-empty', '--message', message);
}

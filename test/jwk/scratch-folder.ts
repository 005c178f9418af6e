import { execFileSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';

const made: string[] = [];

/** A new empty folder. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'jwk-'));
  made.push(folder);
  return folder;
}

/** A new repository, in which a machine's own ignore rules do not count. */
export function scratchRepository(): string {
  const folder = scratchFolder();
  git(folder, 'init', '--quiet');
  git(folder, 'config', 'core.excludesFile', devNull);
  return folder;
}

/** Runs git in a folder, untouched by a hook that the tests may run in. */
export function git(folder: string, ...command: string[]): void {
  const env = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  execFileSync('git', command, { cwd: folder, env: Object.fromEntries(env), stdio: 'pipe' });
}

/** Removes them all. */
export function removeScratchFolders(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
}

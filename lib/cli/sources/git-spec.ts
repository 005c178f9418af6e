import { GatewayError } from '../../errors';

/** What `git:REV[:PATH]` names. */
interface GitSpec {
  /** A branch, a tag, a commit, `HEAD~1`: whatever git takes for one. */
  readonly revision: string;
  /** As it was written, or `undefined` where nothing was. */
  readonly path: string | undefined;
}

const SCHEME = 'git:';

/** Whether an argument names something in a revision, and no file. */
export function isGitSpec(written: string): boolean {
  return written.startsWith(SCHEME);
}

/**
 * Reads `git:origin/main:services/shop/cdk.out`. The revision ends at the first colon outside of braces, as in
 * `git:main@{2026-01-31 12:00}:template.json`.
 *
 * @throws GatewayError `usage`
 */
export function parseGitSpec(written: string): GitSpec {
  const [, revision = '', path = ''] = /^git:((?:\{[^}]*\}|[^:{])*)(?::(.*))?$/s.exec(written) ?? [];
  const problem = problemOf(revision, path);
  if (problem === undefined) return { revision, path: path === '' ? undefined : path };
  throw new GatewayError('usage', problem, {
    place: written,
    hint: 'write git:REV or git:REV:PATH, such as git:origin/main:template.json',
  });
}

function problemOf(revision: string, path: string): string | undefined {
  if (revision === '') return 'names no revision';
  // git would take it for an option.
  if (revision.startsWith('-')) return "names a revision that begins with '-'";
  return /\p{Cc}/u.test(revision + path) ? 'holds a control character' : undefined;
}

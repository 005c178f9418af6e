import { posix } from 'node:path';
import { GatewayError } from '../../errors';
import { type GitPlace, runGit } from './run-git';

/** Something in a revision. */
export interface GitEntry {
  readonly kind: 'file' | 'directory' | 'link' | 'submodule';
  readonly id: string;
}

/** The files of one commit, read by git's plumbing: no checkout, hook, filter or text conversion takes part. */
export interface GitTree {
  /** The place of a path, for people: `git:main:cdk.out/shop.template.json`. */
  placeOf(path: string): string;
  /**
   * What stands at a path from the root, or `undefined`. No link is followed and no submodule entered.
   *
   * @throws GatewayError `file-unreadable` where the path would lead through one
   */
  find(path: string): GitEntry | undefined;
  /** The names in a directory, each with what it is. */
  list(directory: GitEntry): ReadonlyMap<string, GitEntry>;
  /** How many bytes a file has. */
  sizeOf(file: GitEntry): number;
  /** The bytes of a file of that size. */
  read(file: GitEntry, size: number): Uint8Array;
}

/**
 * Opens a revision of the repository around a directory, which may be a bare one.
 *
 * @throws GatewayError `file-unreadable` for a revision that is not there
 */
export function openGitTree(revision: string, where: GitPlace): GitTree {
  const place = `git:${revision}`;
  const ask = (args: readonly string[], limit?: number) => runGit({ args, place, limit }, where);
  const root: GitEntry = { kind: 'directory', id: treeOf(revision, where) };
  const lists = new Map<string, ReadonlyMap<string, GitEntry>>();
  // A revision in which a path would lose its shape, such as `HEAD^{/a//b}`, goes by the id of its tree.
  const isPlain = posix.normalize(`${place}:a`) === `${place}:a`;
  const placeOf = (path: string) => `${isPlain ? place : `git:${root.id.slice(0, 12)}`}:${path}`;

  const list = ({ id }: GitEntry): ReadonlyMap<string, GitEntry> => {
    const entries = lists.get(id) ?? entriesIn(ask(['ls-tree', '-z', '--full-tree', id]));
    lists.set(id, entries);
    return entries;
  };
  const find = (path: string): GitEntry | undefined => {
    const names = path.split('/').filter((name) => name !== '' && name !== '.');
    let entry: GitEntry | undefined = root;
    for (const [depth, name] of names.entries()) {
      if (entry?.kind === 'directory') entry = list(entry).get(name);
      else if (entry !== undefined) throw notEntered(entry, placeOf(names.slice(0, depth).join('/')));
    }
    return entry;
  };
  return {
    placeOf,
    find,
    list,
    sizeOf: ({ id }) => Number(ask(['cat-file', '-s', id]).toString()),
    read: ({ id }, size) => ask(['cat-file', 'blob', id], size + 1),
  };
}

const NOT_ENTERED: Readonly<Record<Exclude<GitEntry['kind'], 'directory'>, string>> = {
  file: 'is no directory',
  link: 'is a symbolic link, which is not followed in a revision',
  submodule: 'is a submodule: its files are in another repository',
};

/** Why an entry, which is no directory, is not looked into. */
export function notEntered({ kind }: GitEntry, place: string): GatewayError {
  return new GatewayError('file-unreadable', kind === 'directory' ? 'is a directory' : NOT_ENTERED[kind], {
    place,
  });
}

function treeOf(revision: string, where: GitPlace): string {
  const place = `git:${revision}`;
  // The repository first, so that a revision is not blamed for a repository that is not there.
  runGit({ args: ['rev-parse', '--git-dir'], place }, where);
  try {
    const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{tree}`];
    return runGit({ args, place }, where).toString().trim();
  } catch (cause) {
    throw new GatewayError('file-unreadable', 'there is no such revision in this clone', {
      place,
      hint: 'git fetch it first: the clone of a build often has one commit only',
      cause,
    });
  }
}

const KINDS: Readonly<Record<string, GitEntry['kind']>> = {
  '040000': 'directory',
  '120000': 'link',
  '160000': 'submodule',
};

/** Each entry is `040000 tree ID<tab>NAME<nul>`. */
function entriesIn(answer: Buffer): ReadonlyMap<string, GitEntry> {
  const lines = answer.toString('utf8').split('\0').slice(0, -1);
  return new Map(
    lines.map((line) => {
      const tab = line.indexOf('\t');
      const [mode = '', , id = ''] = line.slice(0, tab).split(' ');
      return [line.slice(tab + 1), { kind: KINDS[mode] ?? 'file', id }];
    }),
  );
}

import { posix, sep } from 'node:path';
import { GatewayError } from '../../errors';
import type { TemplateFiles } from '../../template';
import { parseGitSpec } from './git-spec';
import { type GitEntry, type GitTree, notEntered, openGitTree } from './git-tree';
import { type GitPlace, runGit } from './run-git';

/** Where a template is read from. */
export interface TemplateSource {
  /** What `readGateway` opens, and what findings name. */
  readonly place: string;
  readonly files: TemplateFiles;
  /** Whether there is nothing at the place, such as before the first commit of a template. */
  isMissing(): boolean;
  /** The file of this work tree for one that was read, from the current directory; `undefined` for one of elsewhere. */
  fileOf(named: string): string | undefined;
}

/** What `ros-cdk synth` writes. */
const DEFAULT_PATH = 'cdk.out';

/**
 * What `git:REV[:PATH]` names, for the reader of templates. As git has it, PATH is counted from the root of the
 * repository, and `./PATH` from the current directory; without one it is `./cdk.out`.
 *
 * @throws GatewayError `usage`, or `file-unreadable` for a revision that is not there, or has no `./cdk.out`
 */
export function openGitSource(written: string, where: GitPlace): TemplateSource {
  const { path, revision } = parseGitSpec(written);
  const tree = openGitTree(revision, where);
  const directory = directoryOf(written, where);
  const full = path === undefined ? defaultPath(tree, directory) : pathFromRoot(path, { directory, written });
  const prefix = tree.placeOf('');
  return {
    place: tree.placeOf(full),
    files: createGitFiles(tree, prefix),
    isMissing: () => tree.find(full) === undefined,
    fileOf: (named) => {
      return named.startsWith(prefix) ? posix.relative(directory, named.slice(prefix.length)) : undefined;
    },
  };
}

/** The current directory from the root of the repository; empty at the root, and in a bare repository. */
function directoryOf(place: string, where: GitPlace): string {
  return runGit({ args: ['rev-parse', '--show-prefix'], place }, where)
    .toString('utf8')
    .replace(/\/?\n$/, '');
}

function pathFromRoot(path: string, { directory, written }: { directory: string; written: string }): string {
  const isRelative = /^\.\.?(?:\/|$)/.test(path);
  const full = posix.normalize(isRelative ? posix.join(directory, path) : path).replace(/(?<=.)\/$/, '');
  if (!/^(?:\/|\.\.(?:\/|$))/.test(full)) return full;
  throw new GatewayError('usage', 'names a path outside of the repository', { place: written });
}

function defaultPath(tree: GitTree, directory: string): string {
  const path = posix.join(directory, DEFAULT_PATH);
  if (tree.find(path) !== undefined) return path;
  const templates = templatesIn(tree, directory);
  throw new GatewayError('file-unreadable', 'is not there, and no other path is named', {
    place: tree.placeOf(path),
    hint:
      templates.length === 0
        ? 'what is not committed can be synthesized in a second checkout, and compared as a directory'
        : `there is ${templates.map((name) => tree.placeOf(name)).join(', ')}`,
  });
}

const MOST_NAMED = 5;

/** Files beside it that may be templates. */
function templatesIn(tree: GitTree, directory: string): string[] {
  const here = tree.find(directory);
  if (here?.kind !== 'directory') return [];
  return [...tree.list(here)]
    .filter(([name, { kind }]) => kind === 'file' && /^(?:[^.].*\.ya?ml|.*template.*\.json)$/i.test(name))
    .slice(0, MOST_NAMED)
    .map(([name]) => posix.join(directory, name));
}

/** The files of a revision, under the names that `placeOf` gives them. */
function createGitFiles(tree: GitTree, prefix: string): TemplateFiles {
  const entryAt = (named: string): GitEntry => {
    const entry = tree.find(named.split(sep).join('/').slice(prefix.length));
    if (entry?.kind === 'file' || entry?.kind === 'directory') return entry;
    throw entry === undefined ? nothingAt(named) : notEntered(entry, named);
  };
  return {
    isDirectory: (named) => entryAt(named).kind === 'directory',
    realPath: (named) => {
      entryAt(named);
      return named;
    },
    read: (named, limit) => {
      const entry = entryAt(named);
      if (entry.kind !== 'file') throw notEntered(entry, named);
      const size = tree.sizeOf(entry);
      if (size <= limit) return tree.read(entry, size);
      throw new GatewayError('file-unreadable', `has ${size} bytes; ${limit} are read`, { place: named });
    },
  };
}

function nothingAt(place: string): GatewayError {
  return new GatewayError('file-unreadable', 'no such file or directory in this revision', { place });
}

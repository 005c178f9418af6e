import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What nobody edits, and what a run writes itself. */
const SKIPPED = /^(\.|node_modules$|cdk\.out$)/;

/** By path: the digest of a file, and the state by which it is known without reading it again. */
type Known = Map<string, { readonly state: string; readonly digest: string }>;

/** Files and folders, and all that is below them, which can be asked whether they hold what they held before. */
export class WatchedFolders {
  readonly #roots: readonly string[];
  #known: Known = new Map();

  constructor(roots: readonly string[]) {
    this.#roots = roots;
  }

  /** The roots that are not there. */
  missing(): string[] {
    return this.#roots.filter((root) => !existsSync(root));
  }

  /** The same text as long as all files hold the same, even when they are written anew. */
  contents(): string {
    const known: Known = new Map();
    for (const root of this.#roots) this.#look(root, known, true);
    this.#known = known;
    return [...known].map(([path, { digest }]) => `${path} ${digest}`).join('\n');
  }

  // What goes away while it is looked at is not there. Below a root no link to a folder is followed: it may be endless.
  #look(path: string, known: Known, isRoot = false): void {
    try {
      const stats = statSync(path, { bigint: true });
      if (stats.isDirectory() && (isRoot || !lstatSync(path).isSymbolicLink())) {
        const names = readdirSync(path).filter((name) => !SKIPPED.test(name));
        for (const name of names.sort()) this.#look(join(path, name), known);
      }
      if (!stats.isFile()) return;
      const state = `${stats.ino} ${stats.size} ${stats.mtimeNs} ${stats.ctimeNs}`;
      const before = this.#known.get(path);
      known.set(path, { state, digest: before?.state === state ? before.digest : digestOf(path) });
    } catch {
      known.delete(path);
    }
  }
}

function digestOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('base64url');
}

import { statSync } from 'node:fs';
import { nodeFiles, type TemplateFiles } from '../../template';

/** Files of this machine that are read once, and can be asked whether they are still what they were then. */
export class WatchedFiles implements TemplateFiles {
  readonly #states = new Map<string, string>();

  isDirectory(path: string): boolean {
    return nodeFiles.isDirectory(this.#noted(path));
  }

  realPath(path: string): string {
    return nodeFiles.realPath(this.#noted(path));
  }

  read(path: string, limit: number): Uint8Array {
    return nodeFiles.read(this.#noted(path), limit);
  }

  /** What has changed since it was first looked at, as one text; empty while nothing has. */
  changes(): string {
    return [...this.#states]
      .map(([path, before]) => [path, before, stateOf(path)])
      .filter(([, before, state]) => state !== before)
      .map(([path, , state]) => `${path} ${state}`)
      .join('\n');
  }

  // Before it is read: what is written meanwhile is then a change.
  #noted(path: string): string {
    if (!this.#states.has(path)) this.#states.set(path, stateOf(path));
    return path;
  }
}

// Other files may come and go in a directory.
function stateOf(path: string): string {
  try {
    const state = statSync(path, { bigint: true });
    return state.isDirectory() ? 'directory' : `${state.ino} ${state.size} ${state.mtimeNs} ${state.ctimeNs}`;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'unknown';
  }
}

import { GatewayError } from '../../errors';
import type { TemplateFiles } from '../../template';
import { WatchedFiles } from './watched-files';

/** What a look at the files has led to. */
type Refresh<T> =
  /** Nothing has changed, or somebody is still writing. */
  | { readonly outcome: 'kept' }
  | { readonly outcome: 'reloaded'; readonly value: T }
  /** What is there now cannot be used, so the old is kept. Said once for each change. */
  | { readonly outcome: 'broken'; readonly why: string };

/** Something that is made of files, and made anew when they have changed and are at rest again. */
export class Reloading<T> {
  readonly #load: (files: TemplateFiles) => T;
  #files = new WatchedFiles();
  #changes = '';
  #looks = 0;
  #current: T;

  readonly #looksAtRest: number;

  /**
   * @param looksAtRest how many looks in a row have to see the same change
   * @throws what `load` throws: there is no old one to keep
   */
  constructor(load: (files: TemplateFiles) => T, looksAtRest = 2) {
    this.#looksAtRest = looksAtRest;
    this.#load = load;
    this.#current = load(this.#files);
  }

  /** The newest that could be made. */
  get current(): T {
    return this.#current;
  }

  /**
   * Looks at the files. Loads them when several looks in a row see the same change: a template that is half written may
   * well be readable, and then it may lack what protects a route.
   */
  refresh(): Refresh<T> {
    const changes = this.#files.changes();
    this.#looks = changes === this.#changes ? this.#looks + 1 : 1;
    this.#changes = changes;
    return changes === '' || this.#looks < this.#looksAtRest ? { outcome: 'kept' } : this.#reload();
  }

  #reload(): Refresh<T> {
    const files = new WatchedFiles();
    const result = attempt(() => this.#load(files));
    // Written while it was read: what was read may be of both.
    if (files.changes() !== '') return { outcome: 'kept' };
    this.#files = files;
    this.#changes = '';
    if ('why' in result) return { outcome: 'broken', ...result };
    this.#current = result.value;
    return { outcome: 'reloaded', ...result };
  }
}

function attempt<T>(load: () => T): { readonly value: T } | { readonly why: string } {
  try {
    return { value: load() };
  } catch (error) {
    // An error of ours must not end what works, and it shows its stack.
    return { why: GatewayError.isGatewayError(error) ? error.message : String((error as Error).stack) };
  }
}

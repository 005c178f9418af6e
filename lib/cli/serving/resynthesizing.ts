import type { WatchedFolders } from './watched-folders';

/** What is told of a new synthesis. */
interface SynthesisTalk<T> {
  /** A run begins. */
  started(): void;
  made(value: T, before: T): void;
  /** The old is kept. */
  failed(error: unknown): void;
  /** A folder that was there is not there any more. */
  gone(root: string): void;
}

/** Something that an app makes, and makes anew when its sources have changed and are at rest again: one run at a time. */
export class Resynthesizing<T> {
  readonly #watched: WatchedFolders;
  readonly #make: () => Promise<T>;
  readonly #talk: SynthesisTalk<T>;
  #current: T;
  /** What the sources were when the last run began. */
  #made: string;
  #seen: string;
  #missing: readonly string[];
  #run: Promise<void> | undefined;

  private constructor(first: T, made: string, { make, talk, watched }: Resynthesis<T>) {
    this.#current = first;
    this.#made = made;
    this.#seen = made;
    this.#watched = watched;
    this.#missing = watched.missing();
    this.#make = make;
    this.#talk = talk;
  }

  /** @throws what the first run throws: there is no old one to keep */
  static async start<T>(resynthesis: Resynthesis<T>): Promise<Resynthesizing<T>> {
    const made = resynthesis.watched.contents();
    return new Resynthesizing(await resynthesis.make(), made, resynthesis);
  }

  /** The newest that could be made. */
  get current(): T {
    return this.#current;
  }

  /** Looks at the sources. A run begins when two looks in a row see the same change, and none is under way. */
  look(): void {
    if (this.#run !== undefined) return;
    this.#tellMissing();
    const contents = this.#watched.contents();
    const isAtRest = contents === this.#seen;
    this.#seen = contents;
    if (contents === this.#made || !isAtRest) return;
    this.#made = contents;
    this.#run = this.#anew().finally(() => {
      this.#run = undefined;
    });
  }

  /** Fulfilled when no run is under way. */
  async settled(): Promise<void> {
    await this.#run;
  }

  async #anew(): Promise<void> {
    this.#talk.started();
    const before = this.#current;
    try {
      this.#current = await this.#make();
    } catch (error) {
      this.#talk.failed(error);
      return;
    }
    this.#talk.made(this.#current, before);
  }

  #tellMissing(): void {
    const missing = this.#watched.missing();
    for (const root of missing) if (!this.#missing.includes(root)) this.#talk.gone(root);
    this.#missing = missing;
  }
}

/** What is made, of what, and who is told. */
interface Resynthesis<T> {
  readonly watched: WatchedFolders;
  readonly make: () => Promise<T>;
  readonly talk: SynthesisTalk<T>;
}

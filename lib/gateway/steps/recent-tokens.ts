import type { SignedToken } from '../../token';

const CAPACITY = 1_000;

/**
 * The last tokens with a good signature, so that one that comes again is not verified again: at least those half as
 * many as there is room for.
 */
export class RecentTokens {
  // Two halves in turns: to find the token that was not used for longest would cost more than it saves.
  #newer = new Map<string, SignedToken>();
  #older: ReadonlyMap<string, SignedToken> = new Map();

  constructor(readonly capacity = CAPACITY) {}

  get size(): number {
    return this.#newer.size + this.#older.size;
  }

  find(text: string): SignedToken | undefined {
    const token = this.#newer.get(text);
    if (token !== undefined) return token;
    const older = this.#older.get(text);
    if (older !== undefined) this.remember(text, older);
    return older;
  }

  remember(text: string, token: SignedToken): void {
    if (this.#newer.size >= this.capacity / 2) {
      this.#older = this.#newer;
      this.#newer = new Map();
    }
    this.#newer.set(text, token);
  }
}

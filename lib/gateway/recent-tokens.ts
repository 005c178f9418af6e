import type { SignedToken } from '../token';

const CAPACITY = 1_000;

/** The last tokens with a good signature, so that one that comes again is not verified again. */
export class RecentTokens {
  /** The least recently used first. */
  readonly #tokens = new Map<string, SignedToken>();

  constructor(readonly capacity = CAPACITY) {}

  get size(): number {
    return this.#tokens.size;
  }

  find(key: string): SignedToken | undefined {
    const token = this.#tokens.get(key);
    if (token === undefined) return undefined;
    this.#tokens.delete(key);
    this.#tokens.set(key, token);
    return token;
  }

  remember(key: string, token: SignedToken): void {
    this.#tokens.set(key, token);
    if (this.#tokens.size <= this.capacity) return;
    const [oldest] = this.#tokens.keys();
    if (oldest !== undefined) this.#tokens.delete(oldest);
  }
}

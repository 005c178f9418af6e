const CAPACITY = 100_000;

/** What the memory says of an id: it is `new` and now remembered, was `seen`, or nobody can tell any more. */
export type Replay = 'new' | 'seen' | 'full';

/** The ids of tokens that were used, each until its token expires. */
export class ReplayMemory {
  /** When each may be forgotten, in milliseconds since 1970. */
  readonly #expiries = new Map<string, number>();
  #sweptAt = Number.NEGATIVE_INFINITY;

  constructor(readonly capacity = CAPACITY) {}

  /** Forgetting an id early would let its token in again: a full memory says so instead. */
  remember(id: string, expiresAt: number, now: number): Replay {
    if (this.#expiries.has(id)) return 'seen';
    if (this.#expiries.size >= this.capacity) this.#sweep(now);
    if (this.#expiries.size >= this.capacity) return 'full';
    this.#expiries.set(id, expiresAt);
    return 'new';
  }

  /** Once for each second of the clock, for it looks at everything. */
  #sweep(now: number): void {
    if (Math.abs(now - this.#sweptAt) < 1_000) return;
    this.#sweptAt = now;
    for (const [id, expiresAt] of this.#expiries) if (expiresAt <= now) this.#expiries.delete(id);
  }
}

import { type PublicJwk, thumbprint } from '../../jwk';

const CAPACITY = 100_000;

/** What the memory says of an id: it is `new` and now remembered, was `seen`, or nobody can tell any more. */
type Replay = 'new' | 'seen' | 'full';

/**
 * What is remembered of used tokens beyond one gateway: whoever makes a new gateway in place of an old one, with the
 * same keys, hands this on, or tokens that were used could be used once more.
 */
export class ReplayMemories {
  readonly #memories = new Map<string, ReplayMemory>();

  /** @param nth which plug-in with that key: each has a memory of its own */
  memoryOf(thumbprint: string, nth: number): ReplayMemory {
    const name = `${thumbprint} ${nth}`;
    const memory = this.#memories.get(name) ?? new ReplayMemory();
    this.#memories.set(name, memory);
    return memory;
  }
}

/** Finds the memories of one plug-in after the other by their keys, in the same order in each gateway. */
export function replayReader(
  memories: ReplayMemories,
): (keys: readonly PublicJwk[]) => (thumbprint: string) => ReplayMemory {
  const counts = new Map<string, number>();
  return (keys) => {
    const places = new Map<string, number>();
    for (const print of new Set(keys.map(thumbprint))) {
      const nth = counts.get(print) ?? 0;
      counts.set(print, nth + 1);
      places.set(print, nth);
    }
    return (print) => memories.memoryOf(print, places.get(print) ?? 0);
  };
}

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

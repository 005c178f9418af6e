import { PublicKeySet } from '../../jwk';
import { type JwtAuthModel, jwtAuthKeys } from '../../plugin';
import { createTokenVerifier, type Refusal, type SignedToken } from '../../token';
import { ascii } from '../exchange/header-text';
import type { ReplayMemory } from './replay-memory';

/** The token check of one plug-in: its keys, imported once, and the tokens it has seen. */
export class JwtCheck {
  readonly #verifier;
  readonly #tokens = new RecentTokens();

  /** @param replaysOf what is remembered of tokens that a key has signed */
  constructor(
    readonly model: JwtAuthModel,
    readonly replaysOf: (thumbprint: string) => ReplayMemory,
  ) {
    this.#verifier = createTokenVerifier(PublicKeySet.of(jwtAuthKeys(model)));
  }

  /**
   * Where a signature was found to be good before, it is not looked at again, and nothing is waited for. The times have
   * to be, each time.
   */
  checkSignature(text: string): SignedToken | Promise<SignedToken | Refusal> {
    return this.#tokens.find(text) ?? this.#checkNew(text);
  }

  async #checkNew(text: string): Promise<SignedToken | Refusal> {
    const token = await this.#verifier.checkSignature(text);
    if ('signed' in token) this.#tokens.remember(text, token);
    return token;
  }

  /** A token in words: by its key, never by itself. */
  tokenName({ key }: SignedToken): string {
    return ascii(`token of key ${key.kid ?? key.thumbprint} (${key.alg})`);
  }
}

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

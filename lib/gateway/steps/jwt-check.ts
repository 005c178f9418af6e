import { PublicKeySet } from '../../jwk';
import { type JwtAuthModel, jwtAuthKeys } from '../../plugin';
import { createTokenVerifier, type Refusal, type SignedToken } from '../../token';
import { ascii } from '../exchange/ascii';
import { RecentTokens } from './recent-tokens';
import type { ReplayMemory } from './replay-memory';

/** The token check of one plug-in: its keys, imported once, and the tokens it has seen. */
export class JwtCheck {
  readonly #verifier;
  readonly #tokens = new RecentTokens();
  readonly #names = new Map<SignedToken['key'], string>();

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
  nameOf({ key }: SignedToken): string {
    const known = this.#names.get(key);
    if (known !== undefined) return known;
    const name = ascii(`token of key ${key.kid ?? key.thumbprint} (${key.alg})`);
    this.#names.set(key, name);
    return name;
  }
}

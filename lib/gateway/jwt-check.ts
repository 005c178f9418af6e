import { PublicKeySet } from '../jwk';
import type { JwtAuthModel } from '../plugin';
import { createTokenVerifier, type Refusal, type SignedToken } from '../token';
import { ascii } from './ascii';
import type { RecentTokens } from './recent-tokens';
import { ReplayMemory } from './replay-memory';

/** The token check of one plug-in: its keys, imported once, and the tokens it has seen. */
export class JwtCheck {
  readonly replays = new ReplayMemory();
  readonly #verifier;
  readonly #tokens: RecentTokens;
  /** Tokens of another plug-in are none of this one: its keys may differ. */
  readonly #prefix: string;

  constructor(
    readonly model: JwtAuthModel,
    memory: { readonly tokens: RecentTokens; readonly prefix: string },
  ) {
    const keys = [...(model.jwk ? [model.jwk] : []), ...(model.jwks ?? [])];
    this.#verifier = createTokenVerifier(PublicKeySet.of(keys));
    this.#tokens = memory.tokens;
    this.#prefix = memory.prefix;
  }

  /** A token whose signature was found to be good before. Its times have to be looked at each time. */
  findRemembered(text: string): SignedToken | undefined {
    return this.#tokens.find(this.#prefix + text);
  }

  async checkSignature(text: string): Promise<SignedToken | Refusal> {
    const token = await this.#verifier.checkSignature(text);
    if ('signed' in token) this.#tokens.remember(this.#prefix + text, token);
    return token;
  }

  /** A token in words: by its key, never by itself. */
  nameOf({ key: { alg, kid, thumbprint } }: SignedToken): string {
    return ascii(`token of key ${kid ?? thumbprint} (${alg})`);
  }
}

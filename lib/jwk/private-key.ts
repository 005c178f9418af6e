import { inspect } from 'node:util';
import type { SigningAlgorithm } from '../facts';
import { type PublicJwk, publicHalfOf } from './public-jwk';
import { signingAlgorithmOf } from './signing-algorithm';
import { thumbprint } from './thumbprint';

/** A private key as a JWK: it signs tokens in its owner's name. Not assignable to `PublicJwk`. */
export interface PrivateJwk extends Omit<PublicJwk, 'd' | 'p' | 'q' | 'dp' | 'dq' | 'qi'> {
  readonly d: string;
  readonly p?: string;
  readonly q?: string;
  readonly dp?: string;
  readonly dq?: string;
  readonly qi?: string;
}

let reveal: (key: PrivateKey) => PrivateJwk;

/** A key that signs tokens. Shows its `kid` wherever it is printed, and its secret nowhere. */
export class PrivateKey {
  /** The one algorithm that this key signs with. */
  readonly alg: SigningAlgorithm;
  /** The name under which tokens refer to the key. */
  readonly kid: string | undefined;
  /** RFC 7638, SHA-256, base64url. */
  readonly thumbprint: string;
  readonly #jwk: PrivateJwk;

  static {
    reveal = (key) => key.#jwk;
  }

  /**
   * Takes a checked key; `PrivateKeySet.parse` checks.
   *
   * @throws TypeError for a key that is not for signatures
   */
  constructor(jwk: PrivateJwk) {
    const half = publicHalfOf(jwk);
    const alg = signingAlgorithmOf(half);
    if (alg === undefined) throw new TypeError('a private key needs an algorithm for signatures');
    this.alg = alg;
    this.kid = jwk.kid;
    this.thumbprint = thumbprint(half);
    this.#jwk = jwk;
    Object.freeze(this);
  }

  /** The half that everybody may have. */
  publicJwk(): PublicJwk {
    // key_ops says "sign", which the public half does not do; `use` says enough.
    return publicHalfOf({ ...this.#jwk, key_ops: undefined });
  }

  /** The key's name only. */
  toString(): string {
    return `PrivateKey(${this.kid ?? this.thumbprint})`;
  }

  /** The key's name only: a key is written to a file by `createKeyFiles`, and nowhere else. */
  toJSON(): string {
    return this.toString();
  }

  [inspect.custom](): string {
    return this.toString();
  }
}

/** The secret itself. Whoever gets it can sign tokens: give it to a signing function, and never print or store it. */
export function revealPrivateJwk(key: PrivateKey): PrivateJwk {
  return reveal(key);
}

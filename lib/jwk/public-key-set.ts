import { GatewayError } from '../errors';
import { codeOf } from './key-problem';
import { readPublicKeys } from './key-set-check';
import { isPem } from './pem';
import { type PublicJwk, publicHalfOf } from './public-jwk';
import { readKeyFile } from './read-key-file';

/**
 * One or more public keys, checked: what the gateway gets and tokens are verified with.
 *
 * A set with a private member in it, even one that nobody asked for, is refused.
 *
 * @example
 * const keys = PublicKeySet.fromFile('keys/customers.jwks.json');
 */
export class PublicKeySet {
  /** The keys with their standard members, frozen, in the order of the document. */
  readonly keys: readonly PublicJwk[];
  readonly #byKid: ReadonlyMap<string | undefined, PublicJwk>;

  private constructor(keys: readonly PublicJwk[]) {
    this.keys = Object.freeze([...keys]);
    this.#byKid = new Map(keys.map((key) => [key.kid, key]));
    Object.freeze(this);
  }

  /**
   * Reads a key set, `{"keys": [...]}`, or one bare JWK, as an object or as JSON text.
   *
   * Refused are sets that are empty or not JSON, private and symmetric keys, equal kids, more than one key
   * without a kid (the service's rule as remembered, not re-read), members that are missing or not base64url,
   * RSA keys under 2048 bits, and unknown curves. What may only not work is told by `keyWarnings`.
   *
   * @param place where the input comes from, for the message
   * @throws GatewayError `key-set-private` when a private or symmetric key is among them, else
   *   `key-set-invalid`; with all problems and their paths, never a value of a private member
   * @see https://www.rfc-editor.org/rfc/rfc7517#section-5
   */
  static parse(input: unknown, place?: string): PublicKeySet {
    const { keys, problems } = readPublicKeys(input);
    const code = codeOf(problems);
    if (problems.length > 0) {
      const hint = typeof input === 'string' && isPem(input) ? PEM_HINT : HINTS[code];
      throw new GatewayError(code, 'is not a set of public keys', { place, problems, hint });
    }
    return new PublicKeySet(keys.map(({ jwk }) => publicHalfOf(jwk)));
  }

  /**
   * Reads a key set from a file.
   *
   * @throws GatewayError `file-unreadable`, and what {@link PublicKeySet.parse} throws
   */
  static fromFile(path: string): PublicKeySet {
    return PublicKeySet.parse(readKeyFile(path), path);
  }

  /**
   * A set of these keys, checked as {@link PublicKeySet.parse} does.
   *
   * @throws GatewayError `key-set-invalid`, `key-set-private`
   */
  static of(keys: readonly PublicJwk[]): PublicKeySet {
    return PublicKeySet.parse({ keys });
  }

  /** The key with this `kid`; for `undefined`, the one key without any. */
  find(kid: string | undefined): PublicJwk | undefined {
    return this.#byKid.get(kid);
  }

  /** The set as RFC 7517 section 5 has it. */
  toJSON(): { readonly keys: readonly PublicJwk[] } {
    return { keys: this.keys };
  }
}

const PEM_HINT = 'it is PEM: make a key set of it with npx jwt-gateway keys import NAME FILE';

const HINTS: Readonly<Record<string, string>> = {
  'key-set-private': 'give the public half only, and replace the key if this was ever shared',
  'key-set-invalid': 'a key set is written {"keys": [{"kty": "RSA", ...}]}',
};

import { inspect } from 'node:util';
import { GatewayError } from '../errors';
import type { PlacedKey } from './key-document';
import { readPrivateKeys } from './key-set-check';
import { type PrivateJwk, PrivateKey, revealPrivateJwk } from './private-key';
import { PUBLIC_MEMBERS } from './public-jwk';
import { PublicKeySet } from './public-key-set';
import { readKeyFile } from './read-key-file';

const MEMBERS = [...PUBLIC_MEMBERS, 'd', 'p', 'q', 'dp', 'dq', 'qi'] as const;

let render: (set: PrivateKeySet) => string;

/**
 * One or more private keys. Shows only their kids wherever it is printed; not assignable to `PublicKeySet`, so
 * that nothing which writes a template takes it.
 */
export class PrivateKeySet {
  readonly #keys: readonly [PrivateKey, ...PrivateKey[]];

  private constructor(keys: readonly [PrivateKey, ...PrivateKey[]]) {
    this.#keys = keys;
  }

  /**
   * Reads private keys, `{"keys": [...]}`, or one bare JWK, as an object or as JSON text.
   *
   * @param place where the input comes from, for the message
   * @throws GatewayError `key-set-invalid` with all problems and their paths, never a value; among them that the
   *   two halves of a key do not belong together
   */
  static parse(input: unknown, place?: string): PrivateKeySet {
    const { keys, problems } = readPrivateKeys(input);
    const [first, ...others] = problems.length > 0 ? [] : keys.map(privateKeyOf);
    if (first === undefined) {
      throw new GatewayError('key-set-invalid', 'is not a set of private keys', { place, problems });
    }
    return new PrivateKeySet([first, ...others]);
  }

  /**
   * Reads private keys from a file.
   *
   * @throws GatewayError `file-unreadable`, `key-set-invalid`
   */
  static fromFile(path: string): PrivateKeySet {
    return PrivateKeySet.parse(readKeyFile(path), path);
  }

  /** The public halves, in the same order. */
  publicKeys(): PublicKeySet {
    return PublicKeySet.of(this.#keys.map((key) => key.publicJwk()));
  }

  /**
   * The key with this `kid`, or the first one.
   *
   * @throws GatewayError `key-not-found` with the kids that are there
   */
  signingKey(kid?: string): PrivateKey {
    const found = kid === undefined ? this.#keys[0] : this.#keys.find((key) => key.kid === kid);
    if (found !== undefined) return found;
    const kids = this.#keys.flatMap((key) => key.kid ?? []).join(', ');
    throw new GatewayError('key-not-found', `there is no private key with the kid ${kid}`, {
      hint: kids === '' ? 'no key of the set has a kid' : `there are: ${kids}`,
    });
  }

  /** All keys, in the same order. */
  signingKeys(): readonly PrivateKey[] {
    return this.#keys;
  }

  /**
   * These keys, and those of another set after them.
   *
   * @param place where these come from, for the message
   * @throws GatewayError `key-set-invalid` for a kid that both have
   */
  withKeysOf(other: PrivateKeySet, place?: string): PrivateKeySet {
    const keys = [...this.#keys, ...other.#keys].map(revealPrivateJwk);
    return PrivateKeySet.parse({ keys }, place);
  }

  /** These keys without the one of this `kid`; `undefined` where none is left. */
  withoutKey(kid: string): PrivateKeySet | undefined {
    const [first, ...others] = this.#keys.filter((key) => key.kid !== kid);
    return first && new PrivateKeySet([first, ...others]);
  }

  /** The kids only. */
  toString(): string {
    return `PrivateKeySet(${this.#keys.map((key) => key.kid ?? key.thumbprint).join(', ')})`;
  }

  /** The kids only: private keys are written to a file by `createKeyFiles`, and nowhere else. */
  toJSON(): string {
    return this.toString();
  }

  [inspect.custom](): string {
    return this.toString();
  }

  static {
    render = (set) => `${JSON.stringify({ keys: set.#keys.map(revealPrivateJwk) }, null, 2)}\n`;
  }
}

function privateKeyOf({ jwk }: PlacedKey): PrivateKey {
  const members = MEMBERS.flatMap((name) => (jwk[name] === undefined ? [] : [[name, jwk[name]]]));
  return new PrivateKey(Object.freeze(Object.fromEntries(members)) as PrivateJwk);
}

/** The text of a private key file. For the writer of key files only: it shows the secrets. */
export function renderPrivateKeySet(set: PrivateKeySet): string {
  return render(set);
}

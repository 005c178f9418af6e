import { basename } from 'node:path';
import { GatewayError } from '../errors';
import { PublicKeySet, thumbprint } from '../jwk';
import { nodeFiles, readText } from '../template';
import { type ProviderRecord, parseProviderRecord } from './provider-record';

const RECORD_END = '.provider.json';

/** The keys of an identity provider as they were admitted: what `jwt-gateway keys import` has written. */
export class ProviderKeys {
  private constructor(
    /** What the files are called: `login`. */
    readonly name: string,
    readonly record: ProviderRecord,
    /** The keys that tokens may be signed with. */
    readonly keys: PublicKeySet,
  ) {
    Object.freeze(this);
  }

  /**
   * Reads `NAME.provider.json`, and `NAME.jwks.json` beside it.
   *
   * @throws GatewayError `file-unreadable`; `template-invalid`, `provider-invalid`, `key-set-invalid` and
   *   `key-set-private` for what stands there; `provider-invalid` when the two files do not belong together
   * @example ProviderKeys.fromFile('keys/login.provider.json')
   */
  static fromFile(path: string): ProviderKeys {
    if (!path.endsWith(RECORD_END)) {
      throw new GatewayError('provider-invalid', `is not called NAME${RECORD_END}`, {
        place: path,
        hint: 'make it with: jwt-gateway keys import NAME --issuer URL',
      });
    }
    const record = parseProviderRecord(readText(nodeFiles, path), path);
    const keysPath = `${path.slice(0, -RECORD_END.length)}.jwks.json`;
    return ProviderKeys.of(basename(path, RECORD_END), record, PublicKeySet.fromFile(keysPath), {
      record: path,
      keys: keysPath,
    });
  }

  /**
   * Puts the two parts together.
   *
   * @param places where they stand, for the message
   * @throws GatewayError `provider-invalid` when they do not belong together
   */
  static of(
    name: string,
    record: ProviderRecord,
    keys: PublicKeySet,
    places: { readonly record: string; readonly keys: string },
  ): ProviderKeys {
    const mine = keys.keys.map((key) => identityOf({ ...key, thumbprint: thumbprint(key) }));
    const theirs = record.keys.map(identityOf);
    if ([...mine].sort().join() === [...theirs].sort().join()) return new ProviderKeys(name, record, keys);
    throw new GatewayError('provider-invalid', `does not list the keys that stand in ${places.keys}`, {
      place: places.record,
      hint: 'any keys command finishes what a stopped one has begun; else restore the two files that belong together',
    });
  }
}

const identityOf = (key: {
  readonly kid?: string;
  readonly thumbprint: string;
  readonly alg?: string;
}): string => JSON.stringify([key.kid ?? null, key.thumbprint, key.alg]);

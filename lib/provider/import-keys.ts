import type { SigningAlgorithm } from '../facts';
import { instantOf } from '../instant';
import { type KeySelection, PublicKeySet } from '../jwk';
import { type ProviderRecord, RECORD_VERSION } from './provider-record';
import { ignoredIn, pinnedKey } from './refresh-keys';

/** Whose keys they are, and what is wanted of them. */
interface ImportOptions {
  readonly issuer?: string;
  readonly source: string;
  readonly algorithms: readonly SigningAlgorithm[];
  /** In milliseconds since 1970. */
  readonly now: number;
}

/** The two files of a provider whose keys are admitted for the first time; `undefined` where no key is. */
export function importKeys(
  selection: KeySelection,
  { algorithms, issuer, now, source }: ImportOptions,
): { readonly record: ProviderRecord; readonly keys: PublicKeySet } | undefined {
  const { admitted } = selection;
  if (admitted.length === 0) return undefined;
  return {
    keys: PublicKeySet.of(admitted.map(({ jwk }) => jwk)),
    record: {
      version: RECORD_VERSION,
      ...(issuer === undefined ? {} : { issuer }),
      source,
      algorithms,
      pinned: instantOf(now),
      keys: admitted.map((key) => pinnedKey(key, instantOf(now))),
      ignored: ignoredIn({ ignored: [] }, selection, []),
    },
  };
}

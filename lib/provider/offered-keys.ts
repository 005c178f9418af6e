import type { AdmittedKey, KeySelection } from '../jwk';
import type { PinnedKey, ProviderRecord } from './provider-record';

/** One key, before and after. */
export interface KeyPair {
  readonly before: PinnedKey;
  readonly after: AdmittedKey;
}

/** What a provider offers now, held against what was admitted. */
export interface OfferedKeys {
  /** Nothing has changed about them. */
  readonly kept: readonly KeyPair[];
  readonly added: readonly AdmittedKey[];
  /** Admitted, and not offered any more. */
  readonly missing: readonly PinnedKey[];
  /** Another key under a kid that was admitted. */
  readonly reused: readonly KeyPair[];
  /** The same key under another kid, or with another algorithm. */
  readonly relabelled: readonly KeyPair[];
  /** Offered, but somebody took it out by name. */
  readonly dropped: readonly AdmittedKey[];
  /** Whether nothing that is offered can be admitted. */
  readonly isEmpty: boolean;
  /** Whether no key that was admitted is offered any more. */
  readonly isReplaced: boolean;
}

/** Holds what a provider offers against what was admitted. */
export function compareOffered(record: ProviderRecord, { admitted }: KeySelection): OfferedKeys {
  const isDropped = droppedIn(record);
  const offered = admitted.filter((key) => !isDropped(key));
  const pairs = offered.map((after) => ({ before: findPinned(record, offered, after), after }));
  const both = pairs.filter((pair): pair is KeyPair => pair.before !== undefined);
  const isSameKey = ({ after, before }: KeyPair) => after.thumbprint === before.thumbprint;
  const isSameLabel = ({ after, before }: KeyPair) =>
    after.jwk.kid === before.kid && after.jwk.alg === before.alg;
  const matched = new Set(both.map(({ before }) => before));
  return {
    kept: both.filter((pair) => isSameKey(pair) && isSameLabel(pair)),
    relabelled: both.filter((pair) => isSameKey(pair) && !isSameLabel(pair)),
    reused: both.filter((pair) => !isSameKey(pair)),
    added: pairs.filter(({ before }) => before === undefined).map(({ after }) => after),
    missing: record.keys.filter((key) => !matched.has(key)),
    dropped: admitted.filter(isDropped),
    isEmpty: offered.length === 0,
    isReplaced: !both.some(isSameKey),
  };
}

/** The admitted key of the same kid, else the same key under a kid that is not offered any more. */
function findPinned(
  { keys }: ProviderRecord,
  offered: readonly AdmittedKey[],
  { jwk, thumbprint }: AdmittedKey,
): PinnedKey | undefined {
  const isOffered = (kid: string | undefined) => offered.some((other) => other.jwk.kid === kid);
  return (
    keys.find(({ kid }) => kid === jwk.kid) ??
    keys.find((key) => key.thumbprint === thumbprint && !isOffered(key.kid))
  );
}

function droppedIn({ ignored }: ProviderRecord): (key: AdmittedKey) => boolean {
  const prints = new Set(ignored.flatMap(({ dropped, thumbprint }) => (dropped ? [thumbprint] : [])));
  return ({ thumbprint }) => prints.has(thumbprint);
}

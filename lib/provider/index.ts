/**
 * Floor 3: the keys of an identity provider. What was admitted and since when, what has changed since, and what to do
 * about it; and the fetching of its documents over a network that is passed in. Writes no files.
 */
export {
  compareKeys,
  type KeyComparison,
  type KeyDifference,
} from './compare-keys';
export { discoverKeys } from './discovery';
export {
  type FetchOptions,
  fetchText,
  type KeyNetwork,
  RefusedAddressError,
} from './fetch-text';
export { importKeys } from './import-keys';
export { ProviderKeys } from './provider-keys';
export {
  type LeftOutKey,
  type PinnedKey,
  type ProviderRecord,
  parseProviderRecord,
  renderProviderRecord,
} from './provider-record';
export { type RefreshOptions, refreshKeys } from './refresh-keys';
export { isRefusedAddress } from './refused-address';

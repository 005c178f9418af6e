import { type KeyFiles, type PrivateKey, PrivateKeySet } from '../../jwk';
import { findPlan } from './plan-file';

/**
 * The private key of a key set that signs: the one that is asked for, else the one that the plan of its rotation names,
 * else the first.
 *
 * @throws GatewayError `file-unreadable`, `key-set-invalid`, `key-not-found`; what is wrong with the plan
 */
export function signingKeyOf(files: KeyFiles, kid?: string): PrivateKey {
  return PrivateKeySet.fromFile(files.privatePath).signingKey(kid ?? findPlan(files)?.signer);
}

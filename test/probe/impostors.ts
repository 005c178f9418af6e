import type { SigningAlgorithm } from '../../lib/facts';
import type { PrivateKey } from '../../lib/jwk';
import { createImpostor } from '../../lib/probe';

const made = new Map<SigningAlgorithm, Promise<PrivateKey>>();

/** A key that no gateway of the tests knows, one for each algorithm: an RSA key takes its time. */
export function impostorOf(algorithm: SigningAlgorithm): Promise<PrivateKey> {
  const key = made.get(algorithm) ?? createImpostor(algorithm);
  made.set(algorithm, key);
  return key;
}

import { ALGORITHMS, type SigningAlgorithm } from '../../lib/facts';
import { type PrivateKey, PrivateKeySet, revealPrivateJwk } from '../../lib/jwk';
import { createImpostor } from '../../lib/probe';

const made = new Map<string, Promise<PrivateKey>>();

/**
 * A key that no gateway of the tests knows. All RSA algorithms share one, as making it takes its time.
 */
export async function impostorOf(algorithm: SigningAlgorithm): Promise<PrivateKey> {
  const { crv, kty }: { crv?: string; kty: string } = ALGORITHMS[algorithm].value;
  const sort = crv ?? kty;
  const known = made.get(sort) ?? createImpostor(algorithm);
  made.set(sort, known);
  return PrivateKeySet.parse({ ...revealPrivateJwk(await known), alg: algorithm }).signingKey();
}

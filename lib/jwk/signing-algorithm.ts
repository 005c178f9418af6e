import { ALGORITHMS, type AlgorithmFact, type SigningAlgorithm } from '../facts';
import type { PublicJwk } from './public-jwk';

/** The algorithms that a signing key can have. */
export const SIGNING_ALGORITHMS = Object.keys(ALGORITHMS) as readonly SigningAlgorithm[];

/** Whether a word is the name of an algorithm that a signing key can have. */
export function isSigningAlgorithm(word: unknown): word is SigningAlgorithm {
  return typeof word === 'string' && Object.hasOwn(ALGORITHMS, word);
}

/** What an algorithm needs of a key. */
export const algorithmFact = (algorithm: SigningAlgorithm): AlgorithmFact => ALGORITHMS[algorithm].value;

/**
 * The one algorithm that signatures with this key have: its `alg`, else RS256 for RSA and the curve's own for
 * EC and OKP. A token's header has no say in it.
 *
 * @returns undefined for a key that is not for signatures: another `alg`, `use: enc`, or `key_ops` without
 *   `sign` and `verify`
 * @see https://www.rfc-editor.org/rfc/rfc8725#section-3.1
 */
export function signingAlgorithmOf(
  jwk: Pick<PublicJwk, 'kty' | 'crv' | 'alg' | 'use' | 'key_ops'>,
): SigningAlgorithm | undefined {
  if (jwk.use !== undefined && jwk.use !== 'sig') return undefined;
  if (jwk.key_ops !== undefined && !jwk.key_ops.some((use) => use === 'sign' || use === 'verify'))
    return undefined;
  if (jwk.alg === undefined) return defaultAlgorithmOf(jwk);
  return isSigningAlgorithm(jwk.alg) && suits(jwk.alg, jwk) ? jwk.alg : undefined;
}

function defaultAlgorithmOf(jwk: Pick<PublicJwk, 'kty' | 'crv'>): SigningAlgorithm | undefined {
  // RS256 is the first of those for RSA.
  return SIGNING_ALGORITHMS.find((algorithm) => suits(algorithm, jwk));
}

/** Whether keys of this type and curve can have the algorithm. */
export function suits(
  algorithm: SigningAlgorithm,
  { kty, crv }: { readonly kty?: unknown; readonly crv?: unknown },
): boolean {
  const needed = algorithmFact(algorithm);
  return needed.kty === kty && (needed.crv === undefined || needed.crv === crv);
}

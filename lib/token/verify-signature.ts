import type { SigningAlgorithm } from '../facts';
import { compactVerify, importJWK } from '../jose';
import type { PublicJwk } from '../jwk';

/**
 * Whether the signature of a compact JWS was made with this key and this algorithm. What its header says about
 * keys is not looked at.
 */
export async function isSignedBy(
  text: string,
  jwk: PublicJwk,
  algorithm: SigningAlgorithm,
): Promise<boolean> {
  // The material alone: jose would heed the key's own alg, use and key_ops, which were looked at before.
  const { kty, crv, x, y, n, e } = jwk;
  const key = await importJWK({ kty, crv, x, y, n, e }, algorithm);
  try {
    await compactVerify(text, key, { algorithms: [algorithm] });
    return true;
  } catch (error) {
    if (isJoseError(error)) return false;
    throw error;
  }
}

function isJoseError(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' && code.startsWith('ERR_J');
}

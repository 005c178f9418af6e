import type { SigningAlgorithm } from '../facts';
import { compactVerify, importJWK } from '../jose';
import type { PublicJwk } from '../jwk';

/** Whether the signature of a compact JWS was made with the key that this was made for. */
export type SignatureCheck = (text: string) => Promise<boolean>;

type ImportedKey = Awaited<ReturnType<typeof importJWK>>;

/**
 * The check of signatures of one key and one algorithm; the key is imported once, when it is first needed. What a
 * header says about keys is not looked at.
 */
export function signatureCheckOf(jwk: PublicJwk, algorithm: SigningAlgorithm): SignatureCheck {
  // The material alone: jose would heed the key's own alg, use and key_ops, which were looked at before.
  const { kty, crv, x, y, n, e } = jwk;
  const options = { algorithms: [algorithm] };
  let imported: Promise<ImportedKey | undefined> | undefined;
  return async (text) => {
    // A key that cannot be imported, such as a point beside its curve, has signed nothing.
    imported ??= importJWK({ kty, crv, x, y, n, e }, algorithm).catch(() => undefined);
    const key = await imported;
    if (key === undefined) return false;
    try {
      await compactVerify(text, key, options);
      return true;
    } catch (error) {
      if (isJoseError(error)) return false;
      throw error;
    }
  };
}

function isJoseError(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' && code.startsWith('ERR_J');
}

import { constants, createPublicKey, type KeyObject, type VerifyKeyObjectInput, verify } from 'node:crypto';
import { promisify } from 'node:util';
import type { SigningAlgorithm } from '../facts';
import type { PublicJwk } from '../jwk';

/**
 * Whether a signature is of the key that this was made for.
 *
 * @param input what is signed: the first two parts of a compact JWS with the dot between them
 */
export type SignatureCheck = (input: string, signature: Uint8Array) => Promise<boolean>;

interface Scheme {
  /** `undefined` for a signature that hashes by itself. */
  readonly digest?: string;
  readonly options?: Omit<VerifyKeyObjectInput, 'key'>;
}

const pkcs1 = (digest: string): Scheme => ({ digest, options: { padding: constants.RSA_PKCS1_PADDING } });
const ecdsa = (digest: string): Scheme => ({ digest, options: { dsaEncoding: 'ieee-p1363' } });
const pss = (digest: string): Scheme => ({
  digest,
  options: { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST },
});

/** RFC 7518, section 3, and RFC 8037, section 3.1. */
const SCHEMES: Readonly<Record<SigningAlgorithm, Scheme>> = {
  RS256: pkcs1('sha256'),
  RS384: pkcs1('sha384'),
  RS512: pkcs1('sha512'),
  PS256: pss('sha256'),
  PS384: pss('sha384'),
  PS512: pss('sha512'),
  ES256: ecdsa('sha256'),
  ES384: ecdsa('sha384'),
  ES512: ecdsa('sha512'),
  EdDSA: {},
};

const verifyInPool = promisify(verify);

/**
 * The check of signatures of one key and one algorithm; the key is imported once, when it is first needed. What a
 * header says about keys is not looked at.
 *
 * By node:crypto, which takes a quarter of the time that Web Cryptography takes for one signature; on a thread of its
 * own, so that a server reads other requests meanwhile.
 */
export function signatureCheckOf(jwk: PublicJwk, algorithm: SigningAlgorithm): SignatureCheck {
  const { digest, options } = SCHEMES[algorithm];
  let key: VerifyKeyObjectInput | undefined;
  return async (input, signature) => {
    try {
      key ??= { key: importKey(jwk), ...options };
      return await verifyInPool(digest, Buffer.from(input), key, signature);
    } catch (error) {
      // What OpenSSL makes no sense of is no key, such as a point beside its curve, and no signature.
      if (isCryptoError(error)) return false;
      throw error;
    }
  };
}

function importKey({ kty, crv, x, y, n, e }: PublicJwk): KeyObject {
  return createPublicKey({ key: { kty, crv, x, y, n, e }, format: 'jwk' });
}

function isCryptoError(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' && /^ERR_(?:OSSL|CRYPTO)/.test(code);
}

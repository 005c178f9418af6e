import { constants, createHmac, timingSafeEqual, verify } from 'node:crypto';
import { CLOUD_NATIVE } from '../../facts';
import type { KeySet, VerificationKey } from './key-set';
import type { JwtStatus } from './status';
import type { ReadToken } from './token';

/**
 * Whether a token is within its time; nbf is looked at before exp.
 *
 * @param now seconds since 1970
 * @param skew seconds
 */
export function timeStatus({ exp, nbf }: ReadToken, now: number, skew: number): JwtStatus | undefined {
  if (now + skew < nbf) return 'JwtNotYetValid';
  const hasEnd = exp !== 0 || CLOUD_NATIVE.expiryRequired.value;
  return hasEnd && now > exp + skew ? 'JwtExpired' : undefined;
}

/**
 * Whether a token is signed by a key of a set. A key id counts only where both the token and the key have one, and an
 * algorithm only where the key has one: a key without `alg` takes every algorithm that fits its type.
 *
 * @returns why not; `undefined` for a good signature
 * @see https://github.com/google/jwt_verify_lib, src/verify.cc [code]
 */
export function signatureStatus(token: ReadToken, set: KeySet): JwtStatus | undefined {
  if ('status' in set) return set.status;
  const keys = set.keys.filter(
    ({ alg, kid }) =>
      (token.kid === '' || kid === '' || kid === token.kid) && (alg === '' || alg === token.alg),
  );
  for (const key of keys) {
    // A signature of another length ends the search.
    if (key.kty === 'OKP' && token.signature.length !== 64) return 'JwtEd25519SignatureWrongLength';
    if (isSignedBy(key, token)) return undefined;
  }
  return keys.length === 0 ? 'JwksKidAlgMismatch' : 'JwtVerificationFail';
}

/** The hash is the one that the token names; SHA-256 for an algorithm that is none of the key's type. */
function hashOf(alg: string, ...own: readonly string[]): string {
  const isOwn = own.includes(alg.slice(0, 2));
  return isOwn && alg.endsWith('384') ? 'sha384' : isOwn && alg.endsWith('512') ? 'sha512' : 'sha256';
}

function isSignedBy({ crv, key, kty }: VerificationKey, { alg, signature, signed }: ReadToken): boolean {
  const input = Buffer.from(signed);
  if (Buffer.isBuffer(key)) {
    const expected = createHmac(hashOf(alg, 'HS'), key).update(input).digest();
    return expected.length === signature.length && timingSafeEqual(expected, signature);
  }
  try {
    if (kty === 'EC') {
      const format = { key, dsaEncoding: 'ieee-p1363' } as const;
      return verify(hashOf(alg, 'ES'), input, format, signature);
    }
    if (kty === 'OKP') return crv === 'Ed25519' && verify(undefined, input, key, signature);
    if (alg.startsWith('RS'))
      return verify(hashOf(alg, 'RS'), input, { key, padding: constants.RSA_PKCS1_PADDING }, signature);
    return alg.startsWith('PS') && verify(hashOf(alg, 'PS'), input, { key, ...PSS }, signature);
  } catch {
    // What OpenSSL makes no sense of is no signature.
    return false;
  }
}

const PSS = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_AUTO } as const;

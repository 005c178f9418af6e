import { constants, createHmac, createPrivateKey, type JsonWebKey, type KeyObject, sign } from 'node:crypto';
import type { SigningAlgorithm } from '../facts';
import { type PrivateKey, revealPrivateJwk } from '../jwk';

/** The header or the claims of a token that need not make sense. */
export type ForgedPart = Readonly<Record<string, unknown>>;

/** A token by hand. `issueToken` rightly makes none that has expired, has a strange header or is not signed. */
export interface ForgedToken {
  readonly header: ForgedPart;
  readonly claims: ForgedPart;
}

/** A token with the signature of a key, made with this algorithm whatever the header says. */
export function forgeSigned(token: ForgedToken, key: PrivateKey, algorithm: SigningAlgorithm): string {
  const input = signingInput(token);
  return `${input}.${signBytes(Buffer.from(input), keyObjectOf(key), algorithm).toString('base64url')}`;
}

/** A token with an HMAC of SHA-256, keyed with bytes that are no secret. */
export function forgeHmac(token: ForgedToken, secret: string | Uint8Array): string {
  const input = signingInput(token);
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
}

/** A token with these bytes in the place of its signature. */
export function forgeWith(token: ForgedToken, signature: Uint8Array): string {
  return `${signingInput(token)}.${Buffer.from(signature).toString('base64url')}`;
}

const HASHES: Readonly<Record<SigningAlgorithm, string | null>> = {
  RS256: 'sha256',
  RS384: 'sha384',
  RS512: 'sha512',
  PS256: 'sha256',
  PS384: 'sha384',
  PS512: 'sha512',
  ES256: 'sha256',
  ES384: 'sha384',
  ES512: 'sha512',
  EdDSA: null,
};

/** The signature of RFC 7518 section 3 or RFC 8037 section 3.1. */
function signBytes(bytes: Uint8Array, key: KeyObject, algorithm: SigningAlgorithm): Buffer {
  const hash = HASHES[algorithm];
  if (algorithm.startsWith('PS')) {
    const { RSA_PKCS1_PSS_PADDING: padding, RSA_PSS_SALTLEN_DIGEST: saltLength } = constants;
    return sign(hash, bytes, { key, padding, saltLength });
  }
  return sign(hash, bytes, algorithm.startsWith('ES') ? { key, dsaEncoding: 'ieee-p1363' } : key);
}

/** The key as `node:crypto` has it. */
export function keyObjectOf(key: PrivateKey): KeyObject {
  const { kty, crv, x, y, n, e, d, p, q, dp, dq, qi } = revealPrivateJwk(key);
  const jwk: JsonWebKey = { kty, crv, x, y, n, e, d, p, q, dp, dq, qi };
  return createPrivateKey({ key: jwk, format: 'jwk' });
}

function signingInput({ header, claims }: ForgedToken): string {
  return [header, claims].map(encodedPart).join('.');
}

/** A part of a token as it stands in it. */
export function encodedPart(part: ForgedPart): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

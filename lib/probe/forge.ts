import {
  constants,
  createHmac,
  createPrivateKey,
  createPublicKey,
  type JsonWebKey,
  type KeyObject,
  sign,
} from 'node:crypto';
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
function keyObjectOf(key: PrivateKey): KeyObject {
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

/**
 * A certificate that a key made for itself, in DER: what a token carries in `x5c`. It is as short as RFC 5280
 * allows, and good enough for a verifier that believes every certificate it is shown.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5280#section-4.1
 */
export function selfSignedCertificate(key: PrivateKey, notBefore: Date, notAfter: Date): Buffer {
  const secret = keyObjectOf(key);
  const spki = createPublicKey(secret).export({ format: 'der', type: 'spki' });
  const algorithm = signatureAlgorithm(secret.asymmetricKeyType);
  const name = sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from('nobody.invalid')))));
  const serial = der(0x02, Buffer.from([1]));
  const validity = sequence(time(notBefore), time(notAfter));
  const body = sequence(serial, algorithm, name, validity, name, spki);
  // An Ed25519 key hashes by itself.
  const hash = secret.asymmetricKeyType === 'ed25519' ? null : 'sha256';
  return sequence(body, algorithm, der(0x03, Buffer.concat([Buffer.from([0]), sign(hash, body, secret)])));
}

/** The signature algorithms by the type of the key: RFC 4055 section 5, RFC 5758 section 3.2, RFC 8410 section 3. */
const SIGNATURE_OIDS: Readonly<Record<string, string>> = {
  rsa: '2a864886f70d01010b',
  ec: '2a8648ce3d040302',
  ed25519: '2b6570',
};

function signatureAlgorithm(keyType = ''): Buffer {
  const identifier = oid(SIGNATURE_OIDS[keyType] ?? '');
  return keyType === 'rsa' ? sequence(identifier, der(0x05, Buffer.alloc(0))) : sequence(identifier);
}

function oid(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, 'hex'));
}

/** GeneralizedTime: `20260101120000Z`. */
function time(date: Date): Buffer {
  return der(0x18, Buffer.from(date.toISOString().replace(/[-:T]|\.\d+/g, '')));
}

function sequence(...parts: readonly Uint8Array[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

/** A value with its tag and its length, as X.690 section 8.1 has it. */
function der(tag: number, content: Uint8Array): Buffer {
  const { length } = content;
  const bytes =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...bytes]), content]);
}

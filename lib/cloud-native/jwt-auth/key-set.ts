import { createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { isJsonObject, type JsonObject, type JsonValue, memberOf } from '../../json';
import { lenientBytes, lenientObject } from './lenient';
import type { JwtStatus } from './status';

/** A key as the plug-in has read it. An empty `alg` or `kid` was not given: then every one matches. */
export interface VerificationKey {
  readonly kty: 'RSA' | 'EC' | 'OKP' | 'oct';
  readonly alg: string;
  readonly kid: string;
  /** `P-256`, for a key on a curve. */
  readonly crv: string;
  readonly key: KeyObject | Buffer;
}

/** The keys of a set; or why there is none. */
export type KeySet = { readonly keys: readonly VerificationKey[] } | { readonly status: JwtStatus };

/**
 * Reads `jwks` as the plug-in does: a key that is wrong is left out without a word as long as another one is right. A
 * set may also be a map of key ids to X.509 certificates.
 *
 * @see https://github.com/google/jwt_verify_lib, src/jwks.cc [code]
 */
export function readKeySet(text: string): KeySet {
  const value = lenientObject(text);
  if (value === undefined) return { status: 'JwksParseError' };
  const keys = memberOf(value, 'keys');
  if (keys === undefined) return readCertificates(value);
  if (!Array.isArray(keys)) return { status: 'JwksBadKeys' };
  return withoutFailures(keys.map(readKey));
}

/** What can be read counts; where nothing can, the first thing that is wrong. */
function withoutFailures(read: readonly (VerificationKey | JwtStatus)[]): KeySet {
  const keys = read.filter((each) => typeof each === 'object');
  if (keys.length > 0) return { keys };
  const [first = 'JwksNoValidKeys'] = read.filter((each) => typeof each === 'string');
  return { status: first };
}

function readKey(value: JsonValue): VerificationKey | JwtStatus {
  const kty = memberOf(value, 'kty');
  if (!isJsonObject(value) || kty === undefined) return 'JwksMissingKty';
  if (typeof kty !== 'string') return 'JwksBadKty';
  const common = { alg: textIn(value, 'alg'), kid: textIn(value, 'kid') };
  if (kty === 'RSA') return readRsa(value, common);
  if (kty === 'EC') return readEc(value, common);
  if (kty === 'oct') return readSecret(value, common);
  return kty === 'OKP' ? readOkp(value, common) : 'JwksNotImplementedKty';
}

type Common = Pick<VerificationKey, 'alg' | 'kid'>;

function textIn(value: JsonObject, name: string): string {
  const text = memberOf(value, name);
  return typeof text === 'string' ? text : '';
}

/** A member that has to be a text. */
function required(
  value: JsonObject,
  name: string,
  missing: JwtStatus,
  bad: JwtStatus,
): string | { status: JwtStatus } {
  const text = memberOf(value, name);
  if (text === undefined) return { status: missing };
  return typeof text === 'string' ? text : { status: bad };
}

function readRsa(value: JsonObject, common: Common): VerificationKey | JwtStatus {
  if (common.alg !== '' && !/^[RP]S/.test(common.alg)) return 'JwksRSAKeyBadAlg';
  const n = required(value, 'n', 'JwksRSAKeyMissingN', 'JwksRSAKeyBadN');
  if (typeof n !== 'string') return n.status;
  const e = required(value, 'e', 'JwksRSAKeyMissingE', 'JwksRSAKeyBadE');
  if (typeof e !== 'string') return e.status;
  const [modulus, exponent] = [lenientBytes(n), lenientBytes(e)];
  if (!modulus?.length || !isTakenExponent(exponent)) return 'JwksRsaParseError';
  const jwk = { kty: 'RSA', n: modulus.toString('base64url'), e: exponent.toString('base64url') };
  const key = imported(jwk);
  return key === undefined ? 'JwksRsaParseError' : { ...common, kty: 'RSA', crv: '', key };
}

/** BoringSSL takes 3 and 65537 only. */
function isTakenExponent(exponent: Buffer | undefined): exponent is Buffer {
  return exponent !== undefined && /^(?:00)*(?:03|010001)$/.test(exponent.toString('hex'));
}

const CURVES: Readonly<Record<string, string>> = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' };

function readEc(value: JsonObject, common: Common): VerificationKey | JwtStatus {
  if (common.alg !== '' && !common.alg.startsWith('ES')) return 'JwksECKeyBadAlg';
  const written = memberOf(value, 'crv') ?? '';
  if (typeof written !== 'string') return 'JwksECKeyBadCrv';
  const curve = curveOf(common.alg, written);
  if (typeof curve !== 'string') return curve.status;
  const x = required(value, 'x', 'JwksECKeyMissingX', 'JwksECKeyBadX');
  if (typeof x !== 'string') return x.status;
  const y = required(value, 'y', 'JwksECKeyMissingY', 'JwksECKeyBadY');
  if (typeof y !== 'string') return y.status;
  const [first, second] = [lenientBytes(x), lenientBytes(y)];
  if (first === undefined || second === undefined) return 'JwksEcXorYBadBase64';
  const size = COORDINATE_BYTES[curve] ?? 0;
  const [left, right] = [coordinate(first, size), coordinate(second, size)];
  const key =
    left === undefined || right === undefined
      ? undefined
      : imported({ kty: 'EC', crv: curve, x: left, y: right });
  return key === undefined ? 'JwksEcParseError' : { ...common, kty: 'EC', crv: curve, key };
}

/** A key without both is taken for one on P-256. */
function curveOf(alg: string, crv: string): string | { readonly status: JwtStatus } {
  const ofAlgorithm = alg === '' ? undefined : (CURVES[alg] ?? null);
  const ofCurve = crv === '' ? undefined : (Object.values(CURVES).find((each) => each === crv) ?? null);
  if (ofAlgorithm && ofCurve && ofAlgorithm !== ofCurve)
    return { status: 'JwksECKeyAlgNotCompatibleWithCrv' };
  if (ofAlgorithm === null || ofCurve === null) return { status: 'JwksECKeyAlgOrCrvUnsupported' };
  return ofAlgorithm ?? ofCurve ?? 'P-256';
}

const COORDINATE_BYTES: Readonly<Record<string, number>> = { 'P-256': 32, 'P-384': 48, 'P-521': 66 };

/** A coordinate in the length that the curve has; `undefined` for a number that is too large for it. */
function coordinate(bytes: Buffer, size: number): string | undefined {
  const digits = bytes.toString('hex').replace(/^(?:00)+/, '');
  return digits.length > size * 2
    ? undefined
    : Buffer.from(digits.padStart(size * 2, '0'), 'hex').toString('base64url');
}

function readSecret(value: JsonObject, common: Common): VerificationKey | JwtStatus {
  if (common.alg !== '' && !/^HS(?:256|384|512)$/.test(common.alg)) return 'JwksHMACKeyBadAlg';
  const k = required(value, 'k', 'JwksHMACKeyMissingK', 'JwksHMACKeyBadK');
  if (typeof k !== 'string') return k.status;
  const key = lenientBytes(k);
  return !key?.length ? 'JwksOctBadBase64' : { ...common, kty: 'oct', crv: '', key };
}

function readOkp(value: JsonObject, common: Common): VerificationKey | JwtStatus {
  if (common.alg !== '' && common.alg !== 'EdDSA') return 'JwksOKPKeyBadAlg';
  const crv = required(value, 'crv', 'JwksOKPKeyMissingCrv', 'JwksOKPKeyBadCrv');
  if (typeof crv !== 'string') return crv.status;
  if (crv !== 'Ed25519') return 'JwksOKPKeyCrvUnsupported';
  const x = required(value, 'x', 'JwksOKPKeyMissingX', 'JwksOKPKeyBadX');
  if (typeof x !== 'string') return x.status;
  const bytes = lenientBytes(x);
  if (bytes === undefined) return 'JwksOKPXBadBase64';
  const key = bytes.length === 32 ? imported({ kty: 'OKP', crv, x: bytes.toString('base64url') }) : undefined;
  return key === undefined ? 'JwksOKPXWrongLength' : { ...common, kty: 'OKP', crv, key };
}

function imported(jwk: Readonly<Record<string, string>>): KeyObject | undefined {
  try {
    return createPublicKey({ key: { ...jwk }, format: 'jwk' });
  } catch {
    return undefined;
  }
}

/** `{"kid": "-----BEGIN CERTIFICATE-----…"}`: every member has to be one. */
function readCertificates(value: JsonObject): KeySet {
  const members = Object.entries(value);
  const areCertificates = members.every(
    ([kid, text]) => kid !== '' && typeof text === 'string' && PEM.test(text),
  );
  if (members.length === 0 || !areCertificates) return { status: 'JwksNoKeys' };
  return withoutFailures(members.map(([kid, text]) => readCertificate(kid, String(text))));
}

const PEM = /^-----BEGIN CERTIFICATE-----\n.*\n-----END CERTIFICATE-----\n$/s;

function readCertificate(kid: string, text: string): VerificationKey | JwtStatus {
  try {
    const key = new X509Certificate(text).publicKey;
    const kty = key.asymmetricKeyType === 'ec' ? 'EC' : 'RSA';
    return { kty, alg: '', kid, crv: '', key };
  } catch {
    return 'JwksX509ParseError';
  }
}

import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { RSA_MODULUS_BITS } from '../facts';
import { findBytes } from './base64url';
import { type KeyMembers, kindOf, type PlacedKey } from './key-document';
import type { KeyProblem, KeyProblemKind } from './key-problem';
import { PRIVATE_MEMBERS } from './public-jwk';
import { isRocaModulus } from './roca';
import { isSigningAlgorithm, suits } from './signing-algorithm';

/** The length of a coordinate in bytes: RFC 7518 section 6.2.1.2, RFC 8037 section 2. */
const COORDINATE_BYTES: Readonly<Record<'EC' | 'OKP', Readonly<Record<string, number>>>> = {
  EC: { 'P-256': 32, 'P-384': 48, 'P-521': 66 },
  OKP: { Ed25519: 32 },
};

const MINIMUM_BITS = RSA_MODULUS_BITS.value.minimum;

/** Notes what is wrong with a member of one key. */
export type Report = (member: string, message: string, kind?: KeyProblemKind) => void;

/** Everything that is wrong with a key that is to be public. */
export function findPublicKeyProblems(key: PlacedKey): KeyProblem[] {
  return collect(key, (jwk, report) => {
    for (const member of PRIVATE_MEMBERS) {
      if (jwk[member] !== undefined) report(member, 'is a private part of a key', 'private');
    }
    if (jwk.kty === 'oct') {
      report('kty', 'is oct, a symmetric key: everyone who can read it can sign tokens', 'private');
    } else checkPublicPart(jwk, report);
  });
}

/** Runs a check over a key and puts the key's path before what it reports. */
export function collect(
  { jwk, path }: PlacedKey,
  check: (jwk: KeyMembers, report: Report) => void,
): KeyProblem[] {
  const problems: KeyProblem[] = [];
  check(jwk, (member, message, kind = 'invalid') => {
    problems.push({ kind, path: `${path}.${member}`, message });
  });
  return problems;
}

/** Checks the members that both halves of a key have. */
export function checkPublicPart(jwk: KeyMembers, report: Report): void {
  checkDescription(jwk, report);
  if (jwk.kty === 'RSA') checkRsa(jwk, report);
  else if (jwk.kty === 'EC' || jwk.kty === 'OKP') checkCurve(jwk, jwk.kty, report);
  else report('kty', `must be RSA, EC or OKP, ${received(jwk.kty)}`);
}

function checkDescription(jwk: KeyMembers, report: Report): void {
  for (const member of ['use', 'alg', 'kid']) {
    const value = jwk[member];
    if (value !== undefined && typeof value !== 'string')
      report(member, `must be text, got ${kindOf(value)}`);
  }
  const { key_ops: uses, alg, kty, crv } = jwk;
  if (uses !== undefined && !(Array.isArray(uses) && uses.every((use) => typeof use === 'string'))) {
    report('key_ops', 'must be a list of texts');
  }
  if (typeof alg !== 'string' || typeof kty !== 'string') return;
  const key = { kty, crv: typeof crv === 'string' ? crv : undefined };
  // An algorithm that is not for signatures may stand in a provider's key set: such a key verifies nothing.
  if (isSigningAlgorithm(alg) ? !suits(alg, key) : /^(?:HS\d+|none)$/i.test(alg)) {
    report(
      'alg',
      `is ${alg}, which a key of the type ${[kty, key.crv].filter(Boolean).join(' ')} cannot have`,
    );
  }
}

function checkRsa(jwk: KeyMembers, report: Report): void {
  const modulus = bytesOf(jwk, 'n', report);
  const exponent = bytesOf(jwk, 'e', report);
  if (modulus !== undefined) checkModulus(modulus, report);
  if (exponent !== undefined && (bitsOf(exponent) < 2 || isEven(exponent))) {
    report('e', 'must be odd and more than 1', 'weak');
  }
}

function checkModulus(modulus: Buffer, report: Report): void {
  const bits = bitsOf(modulus);
  if (bits < MINIMUM_BITS) {
    report('n', `has ${bits} bits; ${MINIMUM_BITS} are the least (RFC 7518 section 3.3)`, 'weak');
    // Of a short one the size says enough, and its remainders say little.
  } else if (isRocaModulus(modulus)) {
    report('n', 'was made by a faulty library: its private half can be computed (CVE-2017-15361)', 'weak');
  }
}

function checkCurve(jwk: KeyMembers, kty: 'EC' | 'OKP', report: Report): void {
  const { crv } = jwk;
  const known = COORDINATE_BYTES[kty];
  const length = typeof crv === 'string' && Object.hasOwn(known, crv) ? known[crv] : undefined;
  if (length === undefined)
    report('crv', `must be one of ${Object.keys(known).join(', ')}, ${received(crv)}`);
  const coordinates = (kty === 'EC' ? ['x', 'y'] : ['x']).map((member) => {
    const bytes = bytesOf(jwk, member, report);
    const fits = bytes !== undefined && bytes.length === length;
    if (bytes !== undefined && length !== undefined && !fits) {
      report(member, `must be ${length} bytes, got ${bytes.length}`);
    }
    return fits;
  });
  if (coordinates.every(Boolean) && !isOnCurve(jwk)) report('x', `and y are no point of ${crv}`);
}

function isOnCurve({ kty, crv, x, y }: KeyMembers): boolean {
  try {
    createPublicKey({ key: { kty, crv, x, y } as JsonWebKey, format: 'jwk' });
    return true;
  } catch {
    return false;
  }
}

/** The bytes of a member that must be there, in base64url. What is wrong is reported without the value. */
export function bytesOf(jwk: KeyMembers, member: string, report: Report): Buffer | undefined {
  const value = jwk[member];
  if (value === undefined || value === '') {
    report(member, 'is missing');
    return undefined;
  }
  const bytes = typeof value === 'string' ? findBytes(value) : undefined;
  if (bytes === undefined) report(member, 'must be base64url: letters, digits, - and _, without padding');
  return bytes;
}

/** The length of a big-endian number in bits. */
export function bitsOf(bytes: Buffer): number {
  const first = bytes.findIndex((byte) => byte !== 0);
  return first < 0 ? 0 : (bytes.length - first) * 8 - Math.clz32(bytes[first] ?? 0) + 24;
}

const isEven = (bytes: Buffer): boolean => ((bytes.at(-1) ?? 0) & 1) === 0;

const received = (value: unknown): string =>
  value === undefined
    ? 'and is missing'
    : `got ${typeof value === 'string' ? value.slice(0, 20) : kindOf(value)}`;

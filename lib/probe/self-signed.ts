import { createPublicKey, sign } from 'node:crypto';
import type { PrivateKey } from '../jwk';
import { keyObjectOf } from './forge';

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

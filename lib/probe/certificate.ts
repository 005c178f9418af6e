import { createPublicKey, sign } from 'node:crypto';
import type { PrivateKey } from '../jwk';
import { der, oid, sequence, time } from './der';
import { keyObjectOf } from './forge';

/**
 * A certificate that a key made for itself, in DER: what a token carries in `x5c`. It is as short as RFC 5280
 * allows, and good enough for a verifier that believes every certificate it is shown.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5280#section-4.1
 */
export function selfSignedCertificate(key: PrivateKey, notBefore: Date, notAfter: Date): Buffer {
  const secret = keyObjectOf(key);
  const { algorithm, hash } = SIGNATURES[secret.asymmetricKeyType as keyof typeof SIGNATURES];
  const spki = createPublicKey(secret).export({ format: 'der', type: 'spki' });
  const name = sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from('nobody.invalid')))));
  const serial = der(0x02, Buffer.from([1]));
  const validity = sequence(time(notBefore), time(notAfter));
  const body = sequence(serial, algorithm, name, validity, name, spki);
  return sequence(body, algorithm, der(0x03, Buffer.concat([Buffer.from([0]), sign(hash, body, secret)])));
}

/**
 * The signature by the type of the key: RFC 4055 section 5, RFC 5758 section 3.2, RFC 8410 section 3. An Ed25519 key
 * hashes by itself.
 */
const SIGNATURES = {
  rsa: { algorithm: sequence(oid('2a864886f70d01010b'), der(0x05, Buffer.alloc(0))), hash: 'sha256' },
  ec: { algorithm: sequence(oid('2a8648ce3d040302')), hash: 'sha256' },
  ed25519: { algorithm: sequence(oid('2b6570')), hash: null },
} as const;

import { type PublicJwk, thumbprint } from '../../jwk';
import type { VerificationKey } from './key-set';

/** The fingerprint of a key (RFC 7638), the same as for a traditional gateway; `undefined` for a secret. */
export function thumbprintOf({ key }: VerificationKey): string | undefined {
  return Buffer.isBuffer(key) ? undefined : thumbprint(key.export({ format: 'jwk' }) as PublicJwk);
}

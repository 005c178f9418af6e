import { generateKeyPairSync } from 'node:crypto';
import type { PublicJwk } from '../../lib/jwk';

/** Fresh public keys for ES256, with the kids `key-1`, `key-2` and so on. */
export function numberedKeys(count: number): [PublicJwk, PublicJwk, PublicJwk, PublicJwk, ...PublicJwk[]] {
  const keys = Array.from({ length: Math.max(count, 4) }, (_, i) => ({
    ...generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' }),
    kid: `key-${i + 1}`,
    alg: 'ES256',
    use: 'sig',
  }));
  return keys as unknown as [PublicJwk, PublicJwk, PublicJwk, PublicJwk, ...PublicJwk[]];
}

import { createHash } from 'node:crypto';
import type { PublicJwk } from './public-jwk';

/** The members that make a key what it is, in the order of the RFC. */
const REQUIRED_MEMBERS: ReadonlyMap<string, readonly (keyof PublicJwk)[]> = new Map([
  ['RSA', ['e', 'kty', 'n']],
  ['EC', ['crv', 'kty', 'x', 'y']],
  ['OKP', ['crv', 'kty', 'x']],
] as const);

/**
 * The fingerprint of a key: the same for both halves, whatever its `kid`, `alg` or `use`. SHA-256, base64url.
 *
 * @throws TypeError for a key type other than RSA, EC and OKP, which no {@link PublicJwk} of a key set has
 * @see https://www.rfc-editor.org/rfc/rfc7638#section-3
 */
export function thumbprint(jwk: PublicJwk): string {
  const members = REQUIRED_MEMBERS.get(jwk.kty);
  if (members === undefined) throw new TypeError(`no thumbprint for a key of the type ${jwk.kty}`);
  const essence = Object.fromEntries(members.map((name) => [name, jwk[name]]));
  return createHash('sha256').update(JSON.stringify(essence)).digest('base64url');
}

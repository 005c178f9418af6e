import type { ServedRoute } from '../gateway';
import type { PrivateKey } from '../jwk';
import { acceptedClaims, findJwtLock, type JwtLock } from '../model';
import { type Claims, type IssueOptions, issueToken } from '../token';
import { newId, type Served } from './served';

/** What a good token says beyond what its route wants. */
export interface GoodTokenOptions extends Partial<Omit<IssueOptions, 'now'>> {
  /** @default - the first stage of the route */
  readonly stage?: string;
}

/** A token that the route takes, as far as the template tells what it wants. */
export function goodToken(
  { clock, claims: usual, signingKeys }: Served,
  served: ServedRoute,
  { stage, ...options }: GoodTokenOptions,
): Promise<string> {
  const lock = findJwtLock(served.stage.protection);
  if (lock === undefined) throw new TypeError(`${served.label} ${served.stageName} takes no token`);
  const claims = { ...demandedOf(lock, options), ...usual, ...options.claims };
  const { aud, iss } = acceptedClaims(lock);
  const wanted = {
    ...(Object.hasOwn(claims, 'iss') ? {} : { iss }),
    ...(Object.hasOwn(claims, 'aud') ? {} : { aud }),
    ...(Object.hasOwn(claims, 'jti') || !lock.preventsReplay ? {} : { jti: newId() }),
  };
  return issueToken(signingKeyFor(lock, signingKeys), { ...wanted, ...options, claims, now: clock.now });
}

/** The claims beyond issuer and audience that rules demand, but for those that the caller gives by name. */
function demandedOf(lock: JwtLock, options: object): Claims {
  const { aud: _aud, iss: _iss, ...others } = acceptedClaims(lock);
  return Object.fromEntries(Object.entries(others).filter(([claim]) => !Object.hasOwn(options, claim)));
}

function signingKeyFor(lock: JwtLock, signingKeys: readonly PrivateKey[]): PrivateKey {
  const known = new Set(lock.keys.map(({ thumbprint }) => thumbprint));
  const found = signingKeys.find(({ thumbprint }) => known.has(thumbprint));
  if (found !== undefined) return found;
  const why =
    signingKeys.length === 0 ? 'no private keys were given' : 'none of the private keys is one of its own';
  throw new TypeError(`no good token for the plug-in ${lock.plugin}: ${why} (gatewayFrom(stack, { keys }))`);
}

import { randomUUID } from 'node:crypto';
import type { ServedRoute } from '../gateway';
import type { PrivateKey } from '../jwk';
import { type ClaimRule, findJwtLock, type JwtLock } from '../model';
import { type IssueOptions, issueToken } from '../token';
import type { Served } from './test-gateway';

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
  const claims = { ...usual, ...options.claims };
  const wanted = {
    ...(Object.hasOwn(claims, 'iss') ? {} : { iss: firstValue(lock.issuer) }),
    ...(Object.hasOwn(claims, 'aud') ? {} : { aud: firstValue(lock.audience) }),
    ...(Object.hasOwn(claims, 'jti') || !lock.preventsReplay ? {} : { jti: randomUUID() }),
  };
  return issueToken(signingKeyFor(lock, signingKeys), { ...wanted, ...options, claims, now: clock.now });
}

function signingKeyFor(lock: JwtLock, signingKeys: readonly PrivateKey[]): PrivateKey {
  const known = new Set(lock.keys.map(({ thumbprint }) => thumbprint));
  const found = signingKeys.find(({ thumbprint }) => known.has(thumbprint));
  if (found !== undefined) return found;
  const why =
    signingKeys.length === 0 ? 'no private keys were given' : 'none of the private keys is one of its own';
  throw new TypeError(`no good token for the plug-in ${lock.plugin}: ${why} (gatewayFrom(stack, { keys }))`);
}

function firstValue(rule: ClaimRule | undefined): string | undefined {
  return rule?.kind === 'values' ? rule.values[0] : undefined;
}

import type { SigningAlgorithm } from '../facts';
import { type PrivateKey, PublicKeySet, signingAlgorithmOf } from '../jwk';
import { acceptedClaims, type JwtLock, type RouteStage } from '../model';
import { jwtAuthKeys } from '../plugin';
import { isUnknown } from '../template';
import type { DemandedClaim } from './ingredients';
import type { PlanOptions } from './plan';
import { createTokenKit, type TokenKit } from './token-kit';

/**
 * The tokens for a lock: with the issuer, the audience and the other claims that its rules want, and the private key that it knows. None where
 * it has no key for signatures.
 */
export async function findLockKit(
  stage: RouteStage,
  lock: JwtLock,
  options: LockKitOptions,
): Promise<TokenKit | undefined> {
  const publicKeys = findKeys(stage, lock);
  if (!publicKeys?.keys.some((key) => signingAlgorithmOf(key) !== undefined)) return undefined;
  const { claims, impostorFor, now, random, signingKeys = [] } = options;
  const own = signingKeys.find((key) => lock.keys.some(({ thumbprint }) => thumbprint === key.thumbprint));
  const { aud: audience, iss: issuer, ...others } = acceptedClaims(lock);
  return createTokenKit({
    publicKeys,
    signingKey: own ?? signingKeys[0],
    moreSigningKeys: signingKeys,
    issuer,
    audience,
    claims: { ...others, ...claims },
    demanded: demandedClaims(lock),
    now,
    random,
    createImpostor: impostorFor,
  });
}

/** The claims beside issuer and audience whose absence a rule certainly refuses. */
export function demandedClaims({ otherClaims }: JwtLock): readonly DemandedClaim[] {
  return otherClaims.map(({ claim, rule }) =>
    rule.kind === 'condition' && rule.words !== undefined ? { claim, words: rule.words } : { claim },
  );
}

/** What kits are made with. */
export interface LockKitOptions extends Pick<PlanOptions, 'claims' | 'now' | 'random' | 'signingKeys'> {
  readonly impostorFor: (algorithm: SigningAlgorithm) => Promise<PrivateKey>;
}

/** The keys of the plug-in that is the lock. */
function findKeys({ bindings }: RouteStage, lock: JwtLock): PublicKeySet | undefined {
  const plugins = bindings.flatMap(({ plugin }) => (isUnknown(plugin) ? [] : [plugin]));
  const { model } = plugins.find(({ id, jwtAuth }) => id === lock.plugin && jwtAuth)?.jwtAuth ?? {};
  return model && PublicKeySet.of(jwtAuthKeys(model));
}

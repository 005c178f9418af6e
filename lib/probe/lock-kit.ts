import type { SigningAlgorithm } from '../facts';
import { type PrivateKey, PublicKeySet, signingAlgorithmOf } from '../jwk';
import { acceptedClaims, type JwtLock, type RouteStage } from '../model';
import { jwtAuthKeys } from '../plugin';
import { isUnknown } from '../template';
import { createTokenVerifier } from '../token';
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
  const goodToken = await findGoodToken(publicKeys, lock, options);
  const own = signingKeys.find((key) => lock.keys.some(({ thumbprint }) => thumbprint === key.thumbprint));
  const { aud: audience, iss: issuer, ...others } = acceptedClaims(lock);
  return createTokenKit({
    publicKeys,
    signingKey: own ?? signingKeys[0],
    goodToken,
    moreSigningKeys: signingKeys,
    issuer,
    audience,
    claims: { ...others, ...claims },
    now,
    random,
    createImpostor: impostorFor,
  });
}

/** What kits are made with. */
export interface LockKitOptions
  extends Pick<PlanOptions, 'claims' | 'goodToken' | 'now' | 'random' | 'signingKeys'> {
  readonly impostorFor: (algorithm: SigningAlgorithm) => Promise<PrivateKey>;
}

/** The token that was given, where a key of the lock has signed it and it may be sent more than once. */
async function findGoodToken(
  keys: PublicKeySet,
  { preventsReplay }: JwtLock,
  { goodToken }: LockKitOptions,
): Promise<string | undefined> {
  if (goodToken === undefined || preventsReplay) return undefined;
  const checked = await createTokenVerifier(keys).checkSignature(goodToken);
  return 'signed' in checked ? goodToken : undefined;
}

/** The keys of the plug-in that is the lock. */
function findKeys({ bindings }: RouteStage, lock: JwtLock): PublicKeySet | undefined {
  const plugins = bindings.flatMap(({ plugin }) => (isUnknown(plugin) ? [] : [plugin]));
  const { model } = plugins.find(({ id, jwtAuth }) => id === lock.plugin && jwtAuth)?.jwtAuth ?? {};
  return model && PublicKeySet.of(jwtAuthKeys(model));
}

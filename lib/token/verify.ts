import { GatewayError } from '../errors';
import type { SigningAlgorithm } from '../facts';
import { type PublicJwk, type PublicKeySet, signingAlgorithmOf, thumbprint } from '../jwk';
import type { Claims } from './claims';
import { secondsOf } from './clock';
import { type DecodedToken, decodeToken, type TokenHeader } from './decode';
import { type Doubt, quoted, type Refusal, refusalOf } from './refusal';
import { findTimeDoubt } from './time-claims';
import { isSignedBy } from './verify-signature';

/** How to verify a token. */
export interface VerifyOptions {
  /** The clock, in milliseconds since 1970. */
  readonly now: () => number;
  /**
   * Accepts a token past its `exp`, as the plug-in's setting of that name does.
   * @default false
   */
  readonly ignoreExpirationCheck?: boolean;
}

/** What a verified token should make you look twice at: `exp-missing`, it is good for ever. */
export type VerificationNote = 'exp-missing';

/** A token's signature is good, and so is its time. */
export interface Verified {
  readonly verified: true;
  readonly header: TokenHeader;
  readonly claims: Claims;
  /** The key that signed it. */
  readonly key: { readonly kid?: string; readonly thumbprint: string; readonly alg: SigningAlgorithm };
  readonly notes: readonly VerificationNote[];
}

/** How the check of a token ended. */
export type Verification = Verified | Refusal;

/** The key for a token, and its algorithm. */
interface ChosenKey {
  readonly jwk: PublicJwk;
  readonly alg: SigningAlgorithm;
}

/**
 * Verifies a token as the gateway's JWT plug-in is known to.
 *
 * The key is the one whose `kid` is the token's, else the one without a `kid` (both remembered, not re-read on a
 * vendor page). The algorithm is the key's, never the token's choice; `jwk`, `jku`, `x5u` and `x5c` in a header
 * are not used, and `crit` is refused. A token without `exp` is accepted, with a note: whether the plug-in
 * insists on it is not documented. `iss` and `aud` are not looked at, as the plug-in does not.
 *
 * Never throws because of a token.
 */
export async function verifyToken(
  text: string,
  keys: PublicKeySet,
  options: VerifyOptions,
): Promise<Verification> {
  const token = decodedOrRefused(text);
  if ('verified' in token) return token;
  const refuse = (doubt: Doubt) => refusalOf(doubt, token);

  const chosen = findHeaderDoubt(token.header) ?? chooseKey(token.header, keys);
  if ('reason' in chosen) return refuse(chosen);
  const { jwk, alg } = chosen;
  if (!(await isSignedBy(text, jwk, alg))) {
    return refuse({ reason: 'signature-invalid', message: `the signature is not of the key ${nameOf(jwk)}` });
  }
  const { header, claims } = token;
  const doubt = findTimeDoubt(claims, secondsOf(options.now), options);
  if (doubt !== undefined) return refuse(doubt);
  const key = { ...(jwk.kid === undefined ? {} : { kid: jwk.kid }), thumbprint: thumbprint(jwk), alg };
  return { verified: true, header, claims, key, notes: claims.exp === undefined ? ['exp-missing'] : [] };
}

function decodedOrRefused(text: string): DecodedToken | Refusal {
  try {
    return decodeToken(text);
  } catch (error) {
    if (!GatewayError.isGatewayError(error)) throw error;
    return refusalOf({
      reason: error.code === 'token-too-large' ? 'too-large' : 'malformed',
      message: error.message,
    });
  }
}

function findHeaderDoubt({ alg, crit }: TokenHeader): Doubt | undefined {
  if (alg.toLowerCase() === 'none')
    return { reason: 'algorithm-none', message: 'the token is not signed: its alg is none' };
  if (/^HS\d/i.test(alg)) {
    return {
      reason: 'algorithm-symmetric',
      message: `the token has the symmetric alg ${quoted(alg)}, for which a public key is no secret`,
    };
  }
  if (crit !== undefined)
    return { reason: 'critical-header', message: 'the header has crit: extensions are not supported' };
  return undefined;
}

function chooseKey({ kid, alg: asked }: TokenHeader, keys: PublicKeySet): ChosenKey | Doubt {
  const jwk = keys.find(kid) ?? keys.find(undefined);
  if (jwk === undefined) {
    const message =
      kid === undefined
        ? 'the token names no key, and every key has a kid'
        : `no key has the kid ${quoted(kid)}`;
    return { reason: 'key-not-found', message };
  }
  const alg = signingAlgorithmOf(jwk);
  if (alg === undefined) {
    return { reason: 'key-not-for-signatures', message: `the key ${nameOf(jwk)} is not for signatures` };
  }
  if (alg !== asked) {
    return {
      reason: 'algorithm-mismatch',
      message: `the key ${nameOf(jwk)} is for ${alg}, the token has ${quoted(asked)}`,
    };
  }
  return { jwk, alg };
}

const nameOf = (jwk: PublicJwk): string => quoted(jwk.kid ?? thumbprint(jwk));

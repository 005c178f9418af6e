import { GatewayError } from '../errors';
import type { SigningAlgorithm } from '../facts';
import { type PublicJwk, type PublicKeySet, signingAlgorithmOf, thumbprint } from '../jwk';
import type { Claims } from './claims';
import { partsOf, readClaims, readHeader, readSignature, type TokenHeader } from './decode';
import { type Doubt, quoted, type Refusal, refusalOf } from './refusal';
import { findTimeDoubt, secondsOf } from './time-claims';
import { type SignatureCheck, signatureCheckOf } from './verify-signature';

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

/** A key, ready to check signatures. */
interface ChosenKey {
  /** For messages. */
  readonly name: string;
  readonly summary: Verified['key'];
  readonly isSigned: SignatureCheck;
}

/** A token whose signature is good. That does not depend on the time, so it may be remembered. */
export interface SignedToken extends Pick<Verified, 'header' | 'claims' | 'key'> {
  readonly signed: true;
}

/** Verifies tokens with one key set; each key is imported once. */
export interface TokenVerifier {
  /** Everything of {@link verifyToken} but the time. Never throws because of a token. */
  checkSignature(text: string): Promise<SignedToken | Refusal>;
}

/** What the first part of a token says, and the key that it asks for. */
interface Head {
  readonly header: TokenHeader;
  readonly key: ChosenKey | Doubt;
}

/** All that is needed to check a signature. */
interface ReadToken extends Head {
  readonly claims: Claims;
  readonly input: string;
  readonly signature: Uint8Array;
}

/**
 * A verifier for many tokens with the same keys.
 *
 * The key is the one whose `kid` is the token's, else the one without a `kid` (both remembered, not re-read on a
 * vendor page). The algorithm is the key's, never the token's choice; `jwk`, `jku`, `x5u` and `x5c` in a header
 * are not used, and `crit` is refused.
 */
export function createTokenVerifier(keys: PublicKeySet): TokenVerifier {
  const chosenKeys = new Map<PublicJwk, ChosenKey | Doubt>();
  const chosenKeyOf = (jwk: PublicJwk): ChosenKey | Doubt => {
    const chosen = chosenKeys.get(jwk) ?? readKey(jwk);
    chosenKeys.set(jwk, chosen);
    return chosen;
  };
  const headOf = (part: string): Head => {
    const header = readHeader(part);
    const jwk = findHeaderDoubt(header) ?? findKey(header, keys);
    return { header, key: 'reason' in jwk ? jwk : suitableKey(header, chosenKeyOf(jwk)) };
  };
  return {
    async checkSignature(text) {
      const token = readOrRefused(text, headOf);
      if ('verified' in token) return token;
      const { claims, header, input, key, signature } = token;
      if ('reason' in key) return refusalOf(key, token);
      if (!(await key.isSigned(input, signature))) {
        const message = `the signature is not of the key ${key.name}`;
        return refusalOf({ reason: 'signature-invalid', message }, token);
      }
      return { signed: true, header, claims, key: key.summary };
    },
  };
}

/**
 * How the check of a token with a good signature ends at this time. A token without `exp` is accepted, with a
 * note: whether the plug-in insists on it is not documented. `iss` and `aud` are not looked at, as the plug-in
 * does not.
 */
export function verificationAt(token: SignedToken, options: VerifyOptions): Verification {
  const { header, claims, key } = token;
  const doubt = findTimeDoubt(claims, secondsOf(options.now), options);
  if (doubt !== undefined) return { ...refusalOf(doubt), header, claims };
  return { verified: true, header, claims, key, notes: claims.exp === undefined ? ['exp-missing'] : [] };
}

/**
 * Verifies a token as the gateway's JWT plug-in is known to: see {@link createTokenVerifier} and
 * {@link verificationAt}. Never throws because of a token.
 */
export async function verifyToken(
  text: string,
  keys: PublicKeySet,
  options: VerifyOptions,
): Promise<Verification> {
  const token = await createTokenVerifier(keys).checkSignature(text);
  return 'signed' in token ? verificationAt(token, options) : token;
}

function readOrRefused(text: string, headOf: (part: string) => Head): ReadToken | Refusal {
  try {
    const { header: part, payload, signature } = partsOf(text);
    const { header, key } = headOf(part);
    return {
      header,
      key,
      claims: readClaims(payload),
      input: text.slice(0, part.length + 1 + payload.length),
      signature: readSignature(signature),
    };
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

function findKey({ kid }: TokenHeader, keys: PublicKeySet): PublicJwk | Doubt {
  const jwk = keys.find(kid) ?? keys.find(undefined);
  if (jwk !== undefined) return jwk;
  const message =
    kid === undefined
      ? 'the token names no key, and every key has a kid'
      : `no key has the kid ${quoted(kid)}`;
  return { reason: 'key-not-found', message };
}

function readKey(jwk: PublicJwk): ChosenKey | Doubt {
  const alg = signingAlgorithmOf(jwk);
  const print = thumbprint(jwk);
  const name = quoted(jwk.kid ?? print);
  if (alg === undefined) {
    return { reason: 'key-not-for-signatures', message: `the key ${name} is not for signatures` };
  }
  const summary = { ...(jwk.kid === undefined ? {} : { kid: jwk.kid }), thumbprint: print, alg };
  return { name, summary, isSigned: signatureCheckOf(jwk, alg) };
}

/** The key, unless the token asks for another algorithm. */
function suitableKey({ alg }: TokenHeader, chosen: ChosenKey | Doubt): ChosenKey | Doubt {
  if ('reason' in chosen || chosen.summary.alg === alg) return chosen;
  return {
    reason: 'algorithm-mismatch',
    message: `the key ${chosen.name} is for ${chosen.summary.alg}, the token has ${quoted(alg)}`,
  };
}

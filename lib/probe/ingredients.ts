import { createPublicKey, type JsonWebKey } from 'node:crypto';
import type { SigningAlgorithm } from '../facts';
import type { PrivateKey, PublicJwk } from '../jwk';
import { selfSignedCertificate } from './certificate';
import { encodedPart, type ForgedPart, type ForgedToken, forgeHmac, forgeSigned, forgeWith } from './forge';

/** What a token says beyond, or in the place of, what a good one says; `undefined` leaves a member out. */
interface Changes {
  readonly header?: ForgedPart;
  readonly claims?: ForgedPart;
}

/** A text that somebody may take for the secret of a public key. */
interface PublicSpelling {
  readonly name: string;
  readonly bytes: string | Uint8Array;
}

/** What tokens are made of: keys, a clock, and the ways to put a token together. */
export interface Ingredients {
  readonly nowSeconds: number;
  /** A text that was never used before. */
  readonly random: () => string;
  /** The length of a signature with the gateway's key. */
  readonly signatureBytes: number;
  readonly impostorJwk: PublicJwk;
  /** The claims that the route demands, beside issuer and audience. */
  readonly demanded: readonly DemandedClaim[];
  /** Signed as the gateway wants it. */
  readonly signed: (changes?: Changes) => string;
  /** Signed by somebody else, under the kid of the gateway's key. */
  readonly impostorSigned: (changes?: Changes) => string;
  readonly hmac: (secret: string | Uint8Array, changes?: Changes) => string;
  readonly withSignature: (signature: Uint8Array, changes?: Changes) => string;
  /** The same signature under other claims. */
  readonly tampered: (token: string, claims: ForgedPart) => string;
  /** The same token under another signature. */
  readonly resigned: (token: string, change: (signature: Uint8Array) => Uint8Array) => string;
  readonly publicSpellings: () => readonly PublicSpelling[];
  readonly impostorCertificate: () => Buffer;
}

/** A claim that a route demands, and the whole words that have to be in it. */
export interface DemandedClaim {
  readonly claim: string;
  readonly words?: readonly string[];
}

/** Where the ingredients come from. */
export interface IngredientSources {
  /** The gateway's key that is attacked, and the one algorithm it is for. */
  readonly target: PublicJwk;
  readonly algorithm: SigningAlgorithm;
  readonly signingKey: PrivateKey | undefined;
  /** A good token of somebody else, where there is no private key. */
  readonly goodToken: string | undefined;
  readonly impostor: PrivateKey;
  readonly claims: ForgedPart;
  readonly demanded: readonly DemandedClaim[];
  readonly nowSeconds: number;
  readonly random: () => string;
}

const LIFETIME_SECONDS = 300;

/** The ingredients for tokens against one key of a gateway. */
export function ingredientsFrom(sources: IngredientSources): Ingredients {
  const { algorithm, goodToken, impostor, nowSeconds, random, signingKey, target } = sources;
  const build = (changes: Changes = {}, own: ForgedPart = {}) => tokenOf(sources, own, changes);
  return {
    nowSeconds,
    random,
    signatureBytes: signatureBytesOf(target),
    demanded: sources.demanded,
    impostorJwk: impostor.publicJwk(),
    signed: (changes) => {
      if (signingKey === undefined && changes === undefined && goodToken !== undefined) return goodToken;
      if (signingKey === undefined) throw new TypeError('a signed token needs a signing key');
      return forgeSigned(build(changes), signingKey, algorithm);
    },
    impostorSigned: (changes) => forgeSigned(build(changes), impostor, algorithm),
    hmac: (secret, changes) => forgeHmac(build(changes, { alg: 'HS256' }), secret),
    withSignature: (signature, changes) => forgeWith(build(changes), signature),
    tampered: (token, claims) => {
      const [header, payload = '', signature] = token.split('.');
      return [header, encodedPart({ ...decoded(payload), ...claims }), signature].join('.');
    },
    resigned: (token, change) => {
      const [header, payload, signature = ''] = token.split('.');
      const bytes = change(Buffer.from(signature, 'base64url'));
      return [header, payload, Buffer.from(bytes).toString('base64url')].join('.');
    },
    publicSpellings: () => spellingsOf(target),
    impostorCertificate: () => {
      const date = (seconds: number) => new Date((nowSeconds + seconds) * 1000);
      return selfSignedCertificate(impostor, date(-LIFETIME_SECONDS), date(LIFETIME_SECONDS));
    },
  };
}

function tokenOf(sources: IngredientSources, own: ForgedPart, { header, claims }: Changes): ForgedToken {
  const { algorithm, target } = sources;
  return {
    header: { alg: algorithm, kid: target.kid, typ: 'JWT', ...own, ...header },
    claims: { ...claimsOf(sources), ...claims },
  };
}

/** What a good token says; its own `jti` lets it through where replays are refused. */
function claimsOf({ claims, nowSeconds, random }: IngredientSources): ForgedPart {
  return {
    sub: 'jwt-gateway-probe',
    ...claims,
    iat: nowSeconds,
    exp: nowSeconds + LIFETIME_SECONDS,
    jti: random(),
  };
}

const CURVE_BYTES: Readonly<Record<string, number>> = { 'P-256': 32, 'P-384': 48, 'P-521': 66, Ed25519: 32 };

/** The length of a signature: that of an RSA modulus, else of two numbers of the curve. */
function signatureBytesOf({ crv = '', n = '' }: PublicJwk): number {
  const numberBytes = CURVE_BYTES[crv];
  return numberBytes === undefined ? Buffer.from(n, 'base64url').length : 2 * numberBytes;
}

function spellingsOf(target: PublicJwk): PublicSpelling[] {
  const { crv, e, kty, n, x, y } = target;
  const key = createPublicKey({ key: { kty, crv, x, y, n, e } as JsonWebKey, format: 'jwk' });
  const numbers = (n === undefined ? [x, y] : [n]).flatMap((each) => each ?? []);
  const pem = key.export({ format: 'pem', type: 'spki' }).toString();
  return [
    { name: 'PEM', bytes: pem },
    { name: 'PEM without its last line break', bytes: pem.trimEnd() },
    { name: 'DER', bytes: key.export({ format: 'der', type: 'spki' }) },
    { name: 'JWK', bytes: JSON.stringify(target) },
    { name: 'JWK set', bytes: JSON.stringify({ keys: [target] }) },
    { name: 'its bare numbers', bytes: Buffer.concat(numbers.map((each) => Buffer.from(each, 'base64url'))) },
  ];
}

const decoded = (payload: string): ForgedPart =>
  JSON.parse(Buffer.from(payload, 'base64url').toString()) as ForgedPart;

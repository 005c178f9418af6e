import { GatewayError } from '../errors';
import type { SigningAlgorithm } from '../facts';
import {
  generateKey,
  type PrivateKey,
  type PublicJwk,
  type PublicKeySet,
  signingAlgorithmOf,
  thumbprint,
} from '../jwk';
import type { Claims } from '../token';
import { type DemandedClaim, type IngredientSources, ingredientsFrom } from './ingredients';
import { type Attempt, TOKEN_KIND_IDS, type TokenKindId, tokenKind } from './token-kinds';

/** What a kit is made for. */
export interface TokenKitOptions {
  /** The keys of the gateway. */
  readonly publicKeys: PublicKeySet;
  /**
   * The private half of one of them.
   * @default - the kinds that take a good signature are left out
   */
  readonly signingKey?: PrivateKey;
  /**
   * More private halves: for each of the gateway's keys that has one there is a good token.
   * @default - none
   */
  readonly moreSigningKeys?: readonly PrivateKey[];
  /**
   * A good token of one of the keys, where nobody has their private halves. What can be made of it, is: kinds that need
   * other claims under a good signature are left out.
   * @default - none
   */
  readonly goodToken?: string;
  /** What `iss` must be. */
  readonly issuer?: string;
  /** What `aud` must be. */
  readonly audience?: string;
  /** What else a good token says, such as the role that a rule wants; `iss` and `aud` in it win. */
  readonly claims?: Claims;
  /**
   * The claims that the route demands beside issuer and audience, for tokens that lack them.
   * @default - none
   */
  readonly demanded?: readonly DemandedClaim[];
  /** The clock, in milliseconds since 1970. */
  readonly now: () => number;
  /** A text that was never used before, for `jti` and unknown kids: `crypto.randomUUID`. */
  readonly random: () => string;
  /**
   * Makes the key of somebody that the gateway does not know.
   * @default - a fresh key
   */
  readonly createImpostor?: (algorithm: SigningAlgorithm) => Promise<PrivateKey>;
}

/** Good and bad tokens, each time fresh ones. */
export interface TokenKit {
  /** The kinds that can be made, the good token first. */
  readonly kinds: readonly TokenKindId[];
  /** Why the others cannot. */
  readonly leftOut: ReadonlyMap<TokenKindId, string>;
  /** The keys of the gateway whose private half is none of those that were given: `kid a1b2`. None where none was given. */
  readonly unprovedKeys: readonly string[];
  /**
   * Fresh tokens of a kind: one, or one for each spelling; of the good token, one for each key.
   *
   * @throws TypeError for a kind that is left out
   */
  attempts(kind: TokenKindId): readonly Attempt[];
}

/**
 * The kit of bad tokens for a gateway, and a good one. The bad ones are bad in one thing only, so that what lets one
 * in is known.
 *
 * @throws GatewayError `key-set-invalid` where no key is for signatures
 */
export async function createTokenKit(options: TokenKitOptions): Promise<TokenKit> {
  const { claims, demanded = [], goodToken, issuer, audience, now, random, signingKey } = options;
  const keys = keysForSignatures(options);
  // The one whose private half is at hand, else the first.
  const attacked = keys.find(({ key }) => thumbprint(key) === signingKey?.thumbprint) ?? keys[0];
  if (attacked === undefined)
    throw new GatewayError('key-set-invalid', 'no key of the gateway is for signatures');
  const { algorithm, key: target } = attacked;
  const impostor = await (options.createImpostor ?? createImpostor)(algorithm);
  const known = thumbprint(target) === signingKey?.thumbprint;
  const sources = {
    target,
    algorithm,
    demanded,
    impostor,
    signingKey: known ? signingKey : undefined,
    goodToken,
    claims: { iss: issuer, aud: audience, ...claims },
    random,
  };
  const makeWith = (used: Omit<IngredientSources, 'nowSeconds'>, kind: TokenKindId) =>
    tokenKind(kind).make(ingredientsFrom({ ...used, nowSeconds: Math.floor(now() / 1000) }));
  const halves = halvesOf(options, keys, known ? target : undefined);
  const others = halves.flatMap(({ algorithm: own, half, key }) =>
    half === undefined
      ? []
      : [{ name: keyName(key), sources: { ...sources, target: key, algorithm: own, signingKey: half } }],
  );
  return {
    ...kitOf(known ? new Map() : withoutSignature(options), (kind) => {
      const own = makeWith(sources, kind);
      if (kind !== 'good' || others.length === 0) return own;
      return [
        ...own.map((attempt) => ({ ...attempt, variant: keyName(target) })),
        ...others.flatMap(({ name, sources: used }) =>
          makeWith(used, kind).map((attempt) => ({ ...attempt, variant: name })),
        ),
      ];
    }),
    unprovedKeys: halves.filter(({ half }) => half === undefined).map(({ key }) => keyName(key)),
  };
}

/** A key of the gateway that signatures can be made with. */
interface KeyForSignatures {
  readonly key: PublicJwk;
  readonly algorithm: SigningAlgorithm;
}

function keysForSignatures({ publicKeys }: TokenKitOptions): readonly KeyForSignatures[] {
  return publicKeys.keys.flatMap((key) => {
    const algorithm = signingAlgorithmOf(key);
    return algorithm === undefined ? [] : [{ key, algorithm }];
  });
}

interface KeyHalves extends KeyForSignatures {
  readonly half: PrivateKey | undefined;
}

/**
 * The keys of the gateway beside the one whose good token is there anyway, each once, with their private halves. None
 * where no private key was given.
 */
function halvesOf(
  { moreSigningKeys = [], signingKey }: TokenKitOptions,
  keys: readonly KeyForSignatures[],
  target: PublicJwk | undefined,
): readonly KeyHalves[] {
  if (signingKey === undefined) return [];
  const halves = [signingKey, ...moreSigningKeys];
  const identity = (key: PublicJwk) => `${thumbprint(key)} ${key.kid ?? ''}`;
  const others = new Map(keys.map((each) => [identity(each.key), each]));
  if (target !== undefined) others.delete(identity(target));
  return [...others.values()].map((each) => ({
    ...each,
    half: halves.find((half) => half.thumbprint === thumbprint(each.key)),
  }));
}

/** `kid a1b2`, or the thumbprint of a key without one. */
function keyName(key: PublicJwk): string {
  return key.kid === undefined ? `key ${thumbprint(key)}` : `kid ${key.kid}`;
}

/** A key of nobody that the gateway knows. */
export async function createImpostor(algorithm: SigningAlgorithm): Promise<PrivateKey> {
  return (await generateKey({ algorithm })).signingKey();
}

function withoutSignature({ goodToken, signingKey }: TokenKitOptions): ReadonlyMap<TokenKindId, string> {
  const why =
    signingKey === undefined ? 'there is no private key' : "the private key is of none of the gateway's keys";
  return new Map(
    TOKEN_KIND_IDS.flatMap((id): [TokenKindId, string][] => {
      const { needs } = tokenKind(id);
      const isMissing = needs === 'private key' || (needs === 'good token' && goodToken === undefined);
      return isMissing ? [[id, why]] : [];
    }),
  );
}

function kitOf(
  leftOut: ReadonlyMap<TokenKindId, string>,
  make: (kind: TokenKindId) => readonly Attempt[],
): Omit<TokenKit, 'unprovedKeys'> {
  return {
    leftOut,
    kinds: TOKEN_KIND_IDS.filter((id) => !leftOut.has(id)),
    attempts: (kind) => {
      const why = leftOut.get(kind);
      if (why !== undefined) throw new TypeError(`no token of the kind ${kind} can be made: ${why}`);
      return make(kind);
    },
  };
}

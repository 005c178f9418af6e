import type { ClaimParameter, JwtAuthModel } from '../plugin';

/**
 * Who gets through to the backend of one route in one stage.
 *
 * `unknown` is neither: what cannot be read is never taken for safe and never reported as open.
 */
export type Protection = PublicProtection | LockedProtection | UnknownProtection;

/** Anybody gets through. */
interface PublicProtection {
  readonly kind: 'public';
  /** Why, as the author of the template says. */
  readonly reason: string | undefined;
  /** A token that is checked when one is sent (`bypassEmptyToken`): leaving it out gets anybody through. */
  readonly optionalToken: JwtLock | undefined;
  /** From where alone. */
  readonly addresses: AddressLimit | undefined;
}

/** Only callers whom every lock lets in get through. That a JWT and app authentication add up is inferred. */
interface LockedProtection {
  readonly kind: 'locked';
  /** One at least, in the order jwt, jwt-auth, openid, basic, app. */
  readonly locks: readonly [Lock, ...Lock[]];
  /** What may have to be shown, too: the template alone does not say. */
  readonly perhaps: readonly PossibleLock[];
  /** A token that is checked when one is sent, beside the locks. */
  readonly optionalToken: JwtLock | undefined;
  /** From where alone. */
  readonly addresses: AddressLimit | undefined;
}

/** A lock that may be there beside those that certainly are. */
export interface PossibleLock {
  readonly kind: Lock['kind'];
  /** Why it is not certain: `AuthType is Fn::If IsProd`. */
  readonly why: string;
}

/** The addresses from which an `ipControl` plug-in lets calls through. */
export interface AddressLimit {
  /** `only`: from those that the plug-in lists; `except`: from all others. */
  readonly kind: 'only' | 'except';
  /** The logical id of the plug-in. */
  readonly plugin: string;
  /** Why it is not certain that the limit is there. */
  readonly maybe: string | undefined;
}

/** The template alone does not say. */
interface UnknownProtection {
  readonly kind: 'unknown';
  readonly why: string;
}

/** One thing a caller has to show. */
export type Lock = JwtLock | ConsumerLock | OpenIdLock | BasicLock | AppLock;

/** A token that a jwtAuth plug-in accepts. */
export interface JwtLock {
  readonly kind: 'jwt';
  /** The logical id of the plug-in. */
  readonly plugin: string;
  readonly parameter: string;
  readonly parameterLocation: JwtAuthModel['parameterLocation'];
  readonly keys: readonly KeySummary[];
  /** Claims that reach the backend. */
  readonly forwards: readonly ClaimParameter[];
  /** What an accessControl plug-in bound beside it demands of `iss`; the JWT plug-in looks at neither. */
  readonly issuer: ClaimRule | undefined;
  /** What an accessControl plug-in bound beside it demands of `aud`. */
  readonly audience: ClaimRule | undefined;
  /** What it demands of other claims, such as a role; of those that it only may demand something of nothing is said. */
  readonly otherClaims: readonly ClaimDemand[];
  /** `bypassEmptyToken`: then this is no lock. */
  readonly allowsMissingToken: boolean;
  /** `ignoreExpirationCheck` */
  readonly ignoresExpiry: boolean;
  /** `preventJtiReplay` */
  readonly preventsReplay: boolean;
}

/** A token that the plug-in jwt-auth of a cloud-native gateway accepts. */
export interface ConsumerLock {
  readonly kind: 'jwt-auth';
  /** The logical id of the plug-in, or the expression that stands for it. */
  readonly plugin: string;
  /** Whose tokens open it; none where nobody's does. */
  readonly consumers: readonly LockConsumer[];
}

/** Whose tokens a `jwt-auth` lock takes, and what it asks of them. */
export interface LockConsumer {
  readonly name: string;
  /** What `iss` has to say. */
  readonly issuer: string | undefined;
  /** What `aud` has to say. */
  readonly audience: string | undefined;
  /** The other claims that have to say something. */
  readonly otherClaims: readonly string[];
  /** A key without `alg` takes every algorithm of its type; one without `kid` every token. */
  readonly keys: readonly { readonly kty: string; readonly alg: string; readonly kid: string }[];
  /** `header Authorization`, `query access_token` */
  readonly places: readonly string[];
  /** By how many seconds `exp` and `nbf` may be missed. */
  readonly clockSkewSeconds: number;
}

/** An ID token that the API's own OpenID Connect settings accept (`AuthType: APPOPENID`). */
interface OpenIdLock {
  readonly kind: 'openid';
}

/** A user and password of a basicAuth plug-in. */
interface BasicLock {
  readonly kind: 'basic';
  /** The logical id of the plug-in. */
  readonly plugin: string;
}

/** An app that is authorized for the API (`AuthType: APP` or `APPOPENID`). */
interface AppLock {
  readonly kind: 'app';
}

/** The token that is looked at: that of a lock, or one that may be left out. */
export function findJwtLock(protection: Protection): JwtLock | undefined {
  if (protection.kind === 'unknown') return undefined;
  const locks: readonly Lock[] = protection.kind === 'locked' ? protection.locks : [];
  return locks.find((lock) => lock.kind === 'jwt') ?? protection.optionalToken;
}

/** Who may call what is public: `anybody may call it, but only from the addresses of plug-in Office`. */
export function publicWords({ addresses }: PublicProtection, isVpcOnly = false): string {
  const words = isVpcOnly ? 'anybody in a VPC may call it' : 'anybody may call it';
  if (addresses === undefined) return words;
  return `${words}, ${addresses.maybe === undefined && addresses.kind === 'only' ? 'but ' : ''}${addressWords(addresses)}`;
}

/** `only from the addresses of plug-in Office`, `perhaps except from the addresses of plug-in Office`. */
export function addressWords({ kind, maybe, plugin }: AddressLimit): string {
  return `${maybe === undefined ? '' : 'perhaps '}${kind} from the addresses of plug-in ${plugin}`;
}

/** The protection in one word: `public`, `jwt`, `jwt+app`, `openid+app`, `unknown`. */
export function protectionWord(protection: Protection): string {
  return protection.kind === 'locked' ? protection.locks.map(({ kind }) => kind).join('+') : protection.kind;
}

/** One thing that rules demand of a token: `iss https://id.example.com`, `scope orders:write`, `role admin or editor`. */
interface DemandText {
  readonly claim: string;
  readonly text: string;
}

/** What rules demand of a token, in words; each word that has to stand in a claim is a demand of its own. */
export function demandsIn({
  audience,
  issuer,
  otherClaims,
}: Pick<JwtLock, 'audience' | 'issuer' | 'otherClaims'>): readonly DemandText[] {
  const all = [{ claim: 'iss', rule: issuer }, { claim: 'aud', rule: audience }, ...otherClaims];
  return all.flatMap(({ claim, rule }) =>
    ruleTexts(rule).map((text): DemandText => ({ claim, text: `${claim} ${text}` })),
  );
}

function ruleTexts(rule: ClaimRule | undefined): readonly string[] {
  if (rule === undefined) return [];
  if (rule.kind === 'unknown') return ['unknown'];
  if (rule.kind === 'values') return [rule.values.join(' or ') || 'none'];
  if (rule.pathParameter !== undefined) return [`of the path parameter ${rule.pathParameter}`];
  return rule.words ?? [`by ${rule.condition}`];
}

/** A claim, and what rules demand of it. */
export interface ClaimDemand {
  readonly claim: string;
  readonly rule: Exclude<ClaimRule, { kind: 'unknown' }>;
}

/** What rules demand of a claim. */
export type ClaimRule =
  /** Every token without the claim, or with another value, is denied; all of them where there is no value. */
  | { readonly kind: 'values'; readonly values: readonly string[] }
  /** A token without the claim, or with a value that means nothing, is denied; which values are not is no list. */
  | {
      readonly kind: 'condition';
      readonly condition: string;
      /** The whole words that every token has to have in the claim, where conditions ask for such: `orders:write`. */
      readonly words?: readonly string[];
      /** The path parameter whose value every token has to have in the claim. */
      readonly pathParameter?: string;
    }
  | { readonly kind: 'unknown'; readonly why: string };

/** A key by its RFC 7638 thumbprint. */
export interface KeySummary {
  readonly kid: string | undefined;
  readonly alg: string | undefined;
  readonly thumbprint: string;
}

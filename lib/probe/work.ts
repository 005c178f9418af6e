import type { SigningAlgorithm } from '../facts';
import { type PrivateKey, PublicKeySet, signingAlgorithmOf } from '../jwk';
import {
  acceptedClaims,
  findJwtLock,
  type GatewayRoute,
  type JwtLock,
  type Protection,
  type RouteStage,
} from '../model';
import { jwtAuthKeys } from '../plugin';
import { isUnknown } from '../template';
import { type Claims, createTokenVerifier } from '../token';
import { type Demand, type DemandContext, demandOn, demandWithoutToken } from './demands';
import type { DemandedClaim } from './ingredients';
import { findSentPlace, type SentPlace, type Unsigned } from './probe-request';
import { type DraftOptions, draftRequest, type HeaderLine, type RequestDraft } from './request-draft';
import { TOKEN_KIND_IDS, type TokenKindId } from './token-kinds';
import { createTokenKit, type TokenKit } from './token-kit';

/** What to try, and with what. */
export interface PlanOptions extends DraftOptions {
  /** Where the gateway is. A path in it comes before every route's. */
  readonly base: URL;
  /**
   * Which routes and stages to try.
   * @default - all
   */
  readonly isWanted?: (route: GatewayRoute, stage: RouteStage | undefined) => boolean;
  /**
   * Which kinds to try; the good token is always tried, as what proves that refusals are about the token.
   * @default - all but `long-lived` and `no-expiry`, good tokens that whoever sees them could use for days
   */
  readonly kinds?: readonly TokenKindId[];
  /** Private keys. For each route the one is taken that its plug-in knows. */
  readonly signingKeys?: readonly PrivateKey[];
  /**
   * A real token, for the routes whose plug-in has the key that signed it.
   * @default - good tokens are signed with the private keys
   */
  readonly goodToken?: string;
  /** What good tokens say beyond what the template tells. */
  readonly claims?: Claims;
  /** Sent with every request. */
  readonly headers?: readonly HeaderLine[];
  /** The clock of the tokens, in milliseconds since 1970. */
  readonly now: () => number;
  /** A text that was never used before: `crypto.randomUUID`. */
  readonly random: () => string;
  /**
   * Makes the key that the gateway must not know; asked once for each algorithm.
   * @default - a fresh key
   */
  readonly createImpostor?: (algorithm: SigningAlgorithm) => Promise<PrivateKey>;
}

/** What to send to a route. */
export interface ProbeWork extends Unsigned {
  readonly kit: TokenKit | undefined;
  readonly kinds: readonly PlannedKind[];
  /** What limits what can be said of the route. */
  readonly note: string | undefined;
  /** Whether the template leaves it open that the route is there: then its absence is nothing to report. */
  readonly mayBeMissing: boolean;
}

/** A kind and what the gateway must do with it, or why it is left out. */
interface PlannedKind {
  readonly kind: TokenKindId;
  readonly demand: Demand;
  /** The keys of which it takes a token each, and none can be made: whether the gateway knows them cannot be told. */
  readonly unprovedKeys?: readonly string[];
}

/** Why a route is not tried. */
export interface NoWork {
  readonly skip: string;
}

/** What planning the work on a route needs. */
export interface WorkOptions extends PlanOptions {
  readonly impostorFor: (algorithm: SigningAlgorithm) => Promise<PrivateKey>;
}

/** What to send to a route in one stage, and what must come of it. */
export async function planWork(
  { route, stage }: { readonly route: GatewayRoute; readonly stage: RouteStage },
  options: WorkOptions,
): Promise<ProbeWork | NoWork> {
  const draft = draftRequest(route, options);
  if ('why' in draft) return { skip: draft.why };
  const { base, headers = [] } = options;
  const { protection } = stage;
  const lock = findJwtLock(protection);
  const place = lock && findSentPlace(route, lock);
  const doubt = findDoubt(route, stage);
  const ownHeaders = new Set(headers.map(([name]) => name.toLowerCase()));
  const mayBeMissing = doubt !== undefined;
  const work = { base, draft: addressed(draft, stage, options), place, ownHeaders, mayBeMissing };
  const kit = lock && place && (await findLockKit(stage, lock, options));
  if (lock === undefined || kit === undefined) {
    const kinds = [{ kind: 'no-token', demand: demandWithoutToken(protection) }] as const;
    return { ...work, kit: undefined, kinds, note: noteOn(protection, place) ?? doubt };
  }
  const context = { route, protection, place, hasOwnHeaders: headers.length > 0 };
  return { ...work, kit, kinds: plannedKinds({ kit, lock, context }, options.kinds), note: doubt };
}

/** The request with the path of the base, the stage, and what the user adds. */
function addressed(
  draft: RequestDraft,
  { stage }: RouteStage,
  { base, headers = [] }: PlanOptions,
): RequestDraft {
  const own = new Set(headers.map(([name]) => name.toLowerCase()));
  const kept = draft.headers.filter(([name]) => !own.has(name.toLowerCase()));
  return {
    ...draft,
    path: base.pathname.replace(/\/$/, '') + draft.path,
    headers: [['X-Ca-Stage', String(stage)], ...headers, ...kept],
  };
}

/** Why it is not certain that the route is there. */
function findDoubt({ existsIf }: GatewayRoute, stage: RouteStage): string | undefined {
  const conditions = [...new Set([...existsIf, ...stage.existsIf])];
  const condition = stage.maybe ?? (conditions.length === 0 ? undefined : conditions.join(' and '));
  return condition && `it is there only if ${condition}`;
}

/** Why a route is tried without a token only. */
function noteOn(protection: Protection, place: SentPlace | undefined): string | undefined {
  if (protection.kind === 'unknown') return `what it must refuse is unknown: ${protection.why}`;
  if (place !== undefined) return 'only no token is tried: its plug-in has no key for signatures';
  const lock = findJwtLock(protection);
  if (lock !== undefined) return `only no token is tried: where ${lock.parameter} is read is not known`;
  if (protection.kind === 'public') return undefined;
  return `only no token is tried: it wants ${protection.locks.map(({ kind }) => kind).join(' and ')} authentication`;
}

/** A token that is good for days, or for ever, is given out only to whom a user names it for. */
const SENT_WHEN_NAMED: readonly TokenKindId[] = ['no-expiry', 'long-lived'];
const DEFAULT_KINDS = TOKEN_KIND_IDS.filter((kind) => !SENT_WHEN_NAMED.includes(kind));

function plannedKinds(
  { context, kit, lock }: { context: DemandContext; kit: TokenKit; lock: JwtLock },
  asked: readonly TokenKindId[] = DEFAULT_KINDS,
): PlannedKind[] {
  return TOKEN_KIND_IDS.filter((kind) => kind === 'good' || asked.includes(kind)).map((kind) => {
    const demand = demandOn(kind, lock, context);
    const why = kit.leftOut.get(kind);
    if ('skip' in demand) return { kind, demand };
    const { unprovedKeys } = kit;
    return {
      kind,
      demand: why === undefined ? demand : { skip: why },
      ...(kind === 'good' ? { unprovedKeys } : {}),
    };
  });
}

/** The claims beside issuer and audience whose absence a rule certainly refuses. */
function demandedClaims({ otherClaims }: JwtLock): readonly DemandedClaim[] {
  return otherClaims.map(({ claim, rule }) =>
    rule.kind === 'condition' && rule.words !== undefined ? { claim, words: rule.words } : { claim },
  );
}

/**
 * The tokens for a lock: with the issuer, the audience and the other claims that its rules want, and the private key that it knows. None where
 * it has no key for signatures.
 */
async function findLockKit(
  stage: RouteStage,
  lock: JwtLock,
  options: WorkOptions,
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
    goodToken: await findGoodToken(publicKeys, lock, options),
    issuer,
    audience,
    claims: { ...others, ...claims },
    demanded: demandedClaims(lock),
    now,
    random,
    createImpostor: impostorFor,
  });
}

/** The token that was given, where a key of the lock has signed it and it may be sent more than once. */
async function findGoodToken(
  keys: PublicKeySet,
  { preventsReplay }: JwtLock,
  { goodToken }: WorkOptions,
): Promise<string | undefined> {
  if (goodToken === undefined || preventsReplay) return undefined;
  const checked = await createTokenVerifier(keys).checkSignature(goodToken);
  return 'signed' in checked ? goodToken : undefined;
}

/** The keys of the plug-in that is the lock. */
function findKeys({ bindings }: RouteStage, lock: JwtLock): PublicKeySet | undefined {
  const plugins = bindings.flatMap(({ plugin }) => (isUnknown(plugin) ? [] : [plugin]));
  const model = plugins.find(({ id }) => id === lock.plugin)?.jwtAuth?.model;
  return model && PublicKeySet.of(jwtAuthKeys(model));
}

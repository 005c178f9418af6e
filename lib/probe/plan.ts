import type { SigningAlgorithm } from '../facts';
import { type PrivateKey, PublicKeySet } from '../jwk';
import {
  type ClaimRule,
  type GatewayModel,
  type GatewayRoute,
  isUnknown,
  type JwtLock,
  type RouteStage,
} from '../template';
import type { Claims } from '../token';
import { type Demand, type DemandContext, demandOn, demandWithoutToken, findJwtLock } from './demands';
import type { HeaderLine, Unsigned } from './probe-request';
import { type DraftOptions, draftRequest, type RequestDraft } from './request-draft';
import { TOKEN_KIND_IDS, type TokenKindId } from './token-kinds';
import { createImpostor, createTokenKit, type TokenKit } from './token-kit';
import { findTokenPlace } from './token-place';

/** What to try, and with what. */
export interface PlanOptions extends DraftOptions {
  /** Where the gateway is. A path in it comes before every route's. */
  readonly base: URL;
  /**
   * Which routes and stages to try.
   * @default - all
   */
  readonly isWanted?: (route: GatewayRoute, stage: RouteStage | undefined) => boolean;
  /** Which kinds to try; the good token is always tried, as what proves that refusals are about the token. */
  readonly kinds?: readonly TokenKindId[];
  /** Private keys. For each route the one is taken that its plug-in knows. */
  readonly signingKeys?: readonly PrivateKey[];
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

/** A route in one stage, and what to try there. */
export interface PlannedRoute {
  readonly route: GatewayRoute;
  /** `undefined` for a route that is not published. */
  readonly stage: RouteStage | undefined;
  readonly work: ProbeWork | { readonly skip: string };
}

/** What to send to a route. */
export interface ProbeWork extends Unsigned {
  readonly kit: TokenKit | undefined;
  readonly kinds: readonly PlannedKind[];
  /** What limits what can be said of the route. */
  readonly note: string | undefined;
}

/** A kind and what the gateway must do with it, or why it is left out. */
export interface PlannedKind {
  readonly kind: TokenKindId;
  readonly demand: Demand;
}

/** All that is to be tried. */
export interface ProbePlan {
  readonly base: URL;
  readonly routes: readonly PlannedRoute[];
}

/**
 * What to send to each route and stage of a gateway, and what must come of it. Nothing is sent.
 *
 * Where the base is a domain of the template, the groups behind other domains are left out.
 */
export async function planProbe(model: GatewayModel, options: PlanOptions): Promise<ProbePlan> {
  const { base, isWanted = () => true } = options;
  const impostorFor = remembering(options.createImpostor ?? createImpostor);
  const elsewhere = groupsElsewhere(model, base);
  const rows = model.routes
    .flatMap((route) => rowsOf(route))
    .filter(({ route, stage }) => isWanted(route, stage));
  const routes: PlannedRoute[] = [];
  for (const row of rows) {
    const skip = elsewhere.has(row.route) ? `${base.hostname} is not a domain of its group` : whyNot(row);
    const work = skip === undefined ? await workOn(row as Row, { ...options, impostorFor }) : { skip };
    routes.push({ ...row, work });
  }
  return { base, routes };
}

interface Row {
  readonly route: GatewayRoute;
  readonly stage: RouteStage;
}

function rowsOf(route: GatewayRoute): Pick<PlannedRoute, 'route' | 'stage'>[] {
  return route.stages.length === 0
    ? [{ route, stage: undefined }]
    : route.stages.map((stage) => ({ route, stage }));
}

function whyNot({ stage }: Pick<PlannedRoute, 'stage'>): string | undefined {
  if (stage === undefined) return 'it is not published';
  return isUnknown(stage.stage) ? `its stage is ${stage.stage.expression}` : undefined;
}

/** The routes whose groups have domains, none of which is the one that is asked. */
function groupsElsewhere({ domains, routes }: GatewayModel, { hostname }: URL): ReadonlySet<GatewayRoute> {
  const named = domains.filter(({ name }) => name === hostname);
  if (named.length === 0) return new Set();
  const groups = new Set(named.map(({ group }) => group));
  return new Set(routes.filter(({ group }) => !isUnknown(group) && !groups.has(group)));
}

interface WorkOptions extends PlanOptions {
  readonly impostorFor: (algorithm: SigningAlgorithm) => Promise<PrivateKey>;
}

async function workOn({ route, stage }: Row, options: WorkOptions): Promise<PlannedRoute['work']> {
  const draft = draftRequest(route, options);
  if ('why' in draft) return { skip: draft.why };
  const { protection } = stage;
  const lock = findJwtLock(protection);
  const place = lock && findTokenPlace(route, lock);
  const { base, headers = [] } = options;
  const ownHeaders = new Set(headers.map(([name]) => name.toLowerCase()));
  const work = { base, draft: addressed(draft, stage, options), place, ownHeaders };
  const keys = lock && keysOf(stage, lock);
  if (lock === undefined || place === undefined || keys === undefined) {
    const note = noteOn(stage, lock);
    return {
      ...work,
      kit: undefined,
      kinds: [{ kind: 'no-token', demand: demandWithoutToken(protection) }],
      note,
    };
  }
  const kit = await kitFor(lock, keys, options);
  const context = { route, protection, place, hasOwnHeaders: headers.length > 0 };
  const kinds = plannedKinds({ kit, lock, context }, options.kinds);
  return { ...work, kit, kinds, note: undefined };
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

function noteOn({ protection }: RouteStage, lock: JwtLock | undefined): string | undefined {
  if (protection.kind === 'unknown') return `what it must refuse is unknown: ${protection.why}`;
  if (lock !== undefined) return `only no token is tried: where ${lock.parameter} is read is not known`;
  if (protection.kind === 'public') return undefined;
  return `only no token is tried: it wants ${protection.locks.map(({ kind }) => kind).join(' and ')} authentication`;
}

function keysOf({ bindings }: RouteStage, lock: JwtLock): PublicKeySet | undefined {
  const plugins = bindings.flatMap(({ plugin }) => (isUnknown(plugin) ? [] : [plugin]));
  const { model } = plugins.find(({ id, jwtAuth }) => id === lock.plugin && jwtAuth)?.jwtAuth ?? {};
  if (model === undefined) return undefined;
  return PublicKeySet.of([...(model.jwk === undefined ? [] : [model.jwk]), ...(model.jwks ?? [])]);
}

async function kitFor(lock: JwtLock, publicKeys: PublicKeySet, options: WorkOptions): Promise<TokenKit> {
  const { claims, impostorFor, now, random, signingKeys = [] } = options;
  const own = signingKeys.find((key) => lock.keys.some(({ thumbprint }) => thumbprint === key.thumbprint));
  return createTokenKit({
    publicKeys,
    signingKey: own ?? signingKeys[0],
    issuer: firstValue(lock.issuer),
    audience: firstValue(lock.audience),
    claims,
    now,
    random,
    createImpostor: impostorFor,
  });
}

function firstValue(rule: ClaimRule | undefined): string | undefined {
  return rule?.kind === 'values' ? rule.values[0] : undefined;
}

function plannedKinds(
  { context, kit, lock }: { context: DemandContext; kit: TokenKit; lock: JwtLock },
  asked: readonly TokenKindId[] = TOKEN_KIND_IDS,
): PlannedKind[] {
  return TOKEN_KIND_IDS.filter((kind) => kind === 'good' || asked.includes(kind)).map((kind) => {
    const demand = demandOn(kind, lock, context);
    const why = kit.leftOut.get(kind);
    return { kind, demand: 'skip' in demand || why === undefined ? demand : { skip: why } };
  });
}

/** Asks once for each algorithm: an RSA key takes its time. */
function remembering<K, V>(make: (key: K) => Promise<V>): (key: K) => Promise<V> {
  const made = new Map<K, Promise<V>>();
  return (key) => {
    const known = made.get(key) ?? make(key);
    made.set(key, known);
    return known;
  };
}

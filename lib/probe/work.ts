import { findJwtLock, type GatewayRoute, type JwtLock, type Protection, type RouteStage } from '../model';
import { type Demand, type DemandContext, demandOn, demandWithoutToken } from './demands';
import { findLockKit, type LockKitOptions } from './lock-kit';
import type { PlanOptions } from './plan';
import type { Unsigned } from './probe-request';
import { draftRequest, type RequestDraft } from './request-draft';
import { TOKEN_KIND_IDS, type TokenKindId } from './token-kinds';
import type { TokenKit } from './token-kit';
import { findSentPlace, type SentPlace } from './token-place';

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
export interface PlannedKind {
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
export type WorkOptions = PlanOptions & LockKitOptions;

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

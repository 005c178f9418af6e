import { createHash } from 'node:crypto';
import { pluginTypeFact } from '../facts';
import {
  type AccessChange,
  type AccessFactor,
  type CompareAccess,
  createAccessComparison,
  type GatewayModel,
  redactorOf,
} from '../model';
import { isUnknown } from '../template';
import type { Redactor } from '../text';
import type { Change, ChangeSide, ChangeTopic, GatewayDiff, RouteChange, Verdict } from './change';
import { compareGateways } from './comparing/compare-gateways';
import type { Comparison, Difference } from './comparing/comparison';
import { consequencesOf } from './judging/consequences';
import type { FullDraft, Side } from './judging/draft';
import { exposureOfReplacement, isNoticed, replacementOf } from './judging/exposures';
import { STEPS } from './judging/kind';
import { accessVerdict } from './judging/verdict';
import { byWeight } from './order';
import { isBoth } from './pairing/pair';
import { DETECTORS } from './registry';
import { accessOf, routeChangesOf, type Told } from './route-changes';

/** What is known beside the two gateways. */
export interface DiffContext {
  /**
   * The clock, in milliseconds since 1970, by which a key may go.
   * @default - not known: the removal of a key is never safe
   */
  readonly now?: number;
}

/**
 * What two gateways do not share, by its meaning: each change with what it does to the posture and to callers. Never
 * throws for what a template says; what only ROS knows is unknown.
 *
 * @param base the gateway as it is
 * @param head the gateway as it would be
 */
export function diffGateways(base: GatewayModel, head: GatewayModel, { now }: DiffContext = {}): GatewayDiff {
  const comparison = { ...compareGateways(base, head), now };
  const hide = remembered((text) => redactorOf(base)(redactorOf(head)(text)));
  const compare = createAccessComparison([base, head]);
  const told = draftsOf(comparison).map((draft): Told => {
    const judged = judgedByAccess(draft, compare);
    return { draft: judged, change: changeOf(judged, comparison, hide) };
  });
  return {
    base: base.place,
    head: head.place,
    changes: told.map(({ change }) => change).sort(byWeight),
    routes: routeChangesOf(told, comparison, compare).map((each) => shownRoute(each, hide)),
    addresses: (told.length === 0 ? [] : comparison.routes).flatMap(({ after, name }) =>
      after && after.stages.length > 0 ? [hide(name)] : [],
    ),
    unread: [
      ...base.problems.map((problem) => ({ ...problem, side: 'base' as const })),
      ...head.problems.map((problem) => ({ ...problem, side: 'head' as const })),
    ],
  };
}

/** Many routes are told of in the same words: each text is looked through once. */
export function remembered(hide: Redactor): Redactor {
  const known = new Map<string, string>();
  return (text) => {
    const found = known.get(text) ?? hide(text);
    known.set(text, found);
    return found;
  };
}

/** Plug-ins and apps that came or went mean what they mean to the callers of these routes. */
function judgedByAccess(draft: FullDraft, compare: CompareAccess): FullDraft {
  const { affects, kind } = draft;
  if (affects.length === 0 || !affects.every(isBoth)) return draft;
  const factor = kind.id in OF_APPS ? 'apps' : boundFactor(draft);
  if (factor === undefined) return draft;
  const access = affects
    .flatMap((stage) => accessOf(stage, compare))
    .filter((each) => each.factor === factor);
  return { ...draft, ...accessVerdict(access.map(OF_APPS[kind.id] ?? ((each) => each))) };
}

/** Of apps that came and others that went each is told by itself. */
const OF_APPS: Readonly<Record<string, (change: AccessChange) => Partial<AccessChange>>> = {
  'app-authorized': ({ admits, mayAdmit }) => ({ admits, mayAdmit }),
  'app-deauthorized': ({ mayRefuse, refuses }) => ({ mayRefuse, refuses }),
};

/** What plug-ins decide that were bound and were not, or no longer are. */
function boundFactor(draft: FullDraft): AccessFactor | undefined {
  if (draft.explains.some(({ path }) => path.length > 0)) return undefined;
  const types = pluginTypesOf(draft);
  return types.length === 1 ? FACTORS[types[0] ?? ''] : undefined;
}

const FACTORS: Readonly<Record<string, AccessFactor>> = { accessControl: 'claims', ipControl: 'addresses' };

/** The types of the plug-ins that a change binds, unbinds or changes. */
function pluginTypesOf({ affects, explains }: FullDraft): readonly string[] {
  const resources = new Set(explains.flatMap(({ sides }) => [sides.before?.instance, sides.after?.instance]));
  const bindings = affects.flatMap(({ after, before }) => [
    ...(before?.bindings ?? []),
    ...(after?.bindings ?? []),
  ]);
  const plugins = bindings.flatMap(({ binding, plugin }) => {
    if (isUnknown(plugin)) return resources.has(binding?.resource) ? ['unknown'] : [];
    const isMeant = resources.has(binding?.resource) || resources.has(plugin.resource);
    return isMeant ? [isUnknown(plugin.type) ? 'unknown' : plugin.type] : [];
  });
  return [...new Set(plugins)];
}

/** What is said of a whole route or its callers; of plug-ins where they decide about callers; else of what ROS does. */
function topicOf(draft: FullDraft): ChangeTopic {
  const { area, id } = draft.kind;
  if (area === 'authentication' || area === 'route' || area === 'network')
    return CALLERLESS.has(id) ? 'requests' : 'callers';
  if (area === 'stack') return 'deployment';
  if (area !== 'plug-in') return 'requests';
  return pluginTypesOf(draft).some(decidesAboutCallers) ? 'callers' : 'requests';
}

/** What is filed with callers, and changes nothing for them. */
const CALLERLESS: ReadonlySet<string> = new Set([
  'certificate-changed',
  'claim-forward-added',
  'claim-forward-removed',
  'claim-forward-retargeted',
  'cors-narrowed',
  'cors-widened',
  'public-reason-changed',
  'signing-key-relabelled',
]);

function decidesAboutCallers(type: string): boolean {
  return type in FACTORS || (pluginTypeFact(type)?.effect ?? 'authenticates') === 'authenticates';
}

/** A route without the secrets in its words. */
export function shownRoute(route: RouteChange, hide: Redactor): RouteChange {
  const texts = (some: readonly string[]) => some.map(hide);
  const { after, before, callers, posture } = route;
  return {
    ...route,
    route: hide(route.route),
    stage: hide(route.stage),
    before: before && hide(before),
    after: after && hide(after),
    posture: { ...posture, reason: hide(posture.reason) },
    callers: { ...callers, reason: hide(callers.reason) },
    admits: texts(route.admits),
    also: texts(route.also),
    refuses: texts(route.refuses),
    unclear: texts(route.unclear),
  };
}

/** Each detector sees what those before it left unexplained; the last ones take whatever is left. */
function draftsOf(comparison: Comparison): FullDraft[] {
  const drafts: FullDraft[] = [];
  const explained = new Set<Difference>(consequencesOf(comparison));
  let open = comparison.differences.filter((each) => !explained.has(each));
  for (const { find } of DETECTORS) {
    const found = [...find({ ...comparison, differences: open })].map(
      (draft): FullDraft => ({ affects: [], explains: [], ...draft }),
    );
    for (const draft of found) for (const each of draft.explains) explained.add(each);
    if (found.length > 0) open = open.filter((each) => !explained.has(each));
    drafts.push(...found);
  }
  return drafts;
}

/**
 * The change that a draft is.
 *
 * @param comparison what decides whether a moment of the update is noticed; a draft without one needs none
 */
export function changeOf(draft: FullDraft, comparison: Comparison | undefined, hide: Redactor): Change {
  const { affects, callers, explains, kind, message, place, posture } = draft;
  const exposure = draft.exposure ?? exposureOfReplacement(explains);
  const reasoned = <Value extends string>({ reason, verdict }: Verdict<Value>) => ({
    verdict,
    reason: hide(reason),
  });
  return {
    kind: kind.id,
    topic: topicOf(draft),
    ...place,
    subject: hide(place.subject),
    route: place.route && hide(place.route),
    stage: place.stage && hide(place.stage),
    message: hide(message),
    before: draft.before && shown(draft.before, hide),
    after: draft.after && shown(draft.after, hide),
    posture: reasoned(posture),
    callers: reasoned(callers),
    exposure: exposure && comparison && isNoticed(draft, comparison) ? exposure : undefined,
    avoid: callers.verdict === 'break' ? (kind.avoid ?? STEPS.others) : undefined,
    replacement: draft.replacement ?? replacementOf(explains),
    affects: affects.map(({ name, route }) => hide(`${route.name} ${name}`)),
    fingerprint: fingerprintOf(draft, hide),
  };
}

function shown({ origin, text }: Side, hide: Redactor): ChangeSide {
  return { text: hide(text), origin };
}

/** No digest of a secret: a short one could be found by trying. */
function fingerprintOf({ after, before, kind, place }: FullDraft, hide: Redactor): string {
  const { logicalId, stack, subject } = place;
  const identity = [kind.id, stack, logicalId, subject, before?.value ?? null, after?.value ?? null];
  return createHash('sha256')
    .update(hide(JSON.stringify(identity)))
    .digest('hex')
    .slice(0, 12);
}

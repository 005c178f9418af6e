import {
  type AccessChange,
  accessText,
  type CompareAccess,
  certainProtection,
  type RouteStage,
  withoutDetails,
} from '../model';
import { isUnknown, type Resource } from '../template';
import type { Change, Exposure, Posture, RouteChange } from './change';
import type { Comparison } from './comparing/comparison';
import type { FullDraft } from './judging/draft';
import { accessVerdict, CALLER_EFFECTS, POSTURES, worstOf } from './judging/verdict';
import { isBoth } from './pairing/pair';
import type { StagePair } from './pairing/pair-routes';

/** A draft and the change that it became. */
export interface Told {
  readonly draft: FullDraft;
  readonly change: Change;
}

/** Kinds that say why the access of a route changed: what becomes of callers is told by comparing that access. */
const EXPLAINED: ReadonlySet<string> = new Set([
  'access-rule-added',
  'access-rule-changed',
  'access-rule-removed',
  'addresses-narrowed',
  'addresses-widened',
  'app-authorized',
  'app-deauthorized',
  'authentication-added',
  'authentication-changed',
  'authentication-removed',
  'claim-check-narrowed',
  'claim-check-replaced',
  'claim-check-widened',
  'claim-demand-added',
  'claim-demand-removed',
  'empty-token-accepted',
  'empty-token-refused',
  'expired-token-accepted',
  'expired-token-refused',
  'plugin-bound',
  'plugin-swapped',
  'plugin-unbound',
  'protection-became-known',
  'protection-became-unknown',
  'replayed-token-accepted',
  'replayed-token-refused',
  'signing-key-added',
  'signing-key-changed',
  'signing-key-removed',
  'signing-keys-replaced',
  'token-parameter-renamed',
]);

/**
 * What becomes of the callers of each route in each stage: one fate for each of them, by comparing whom both gateways
 * admit. A route stands here where other callers get through, or where it is open or gone for a moment.
 */
export function routeChangesOf(
  told: readonly Told[],
  comparison: Comparison,
  compare: CompareAccess,
): readonly RouteChange[] {
  // Where nothing about callers differs, and nothing is open or gone for a moment, they meet the same.
  if (!told.some(isRelevant)) return [];
  const reasons = reasonsByStage(told, comparison);
  return comparison.stages.flatMap((stage) => {
    const own = reasons.get(stage) ?? [];
    const access = isBoth(stage) ? accessOf(stage, compare) : [];
    const change = changeOf(stage, access, own);
    return isTold(stage, access, change) ? [change] : [];
  });
}

/** Both sides of a route in a stage. */
export function accessOf(stage: StagePair, compare: CompareAccess): readonly AccessChange[] {
  const { after, before, route } = stage;
  if (before === undefined || after === undefined) return [];
  if (route.before === undefined || route.after === undefined) return [];
  return compare({ route: route.before, stage: before }, { route: route.after, stage: after });
}

function isTold(stage: StagePair, access: readonly AccessChange[], change: RouteChange): boolean {
  const isJudged = change.posture.verdict !== 'neutral' || change.callers.verdict !== 'safe';
  return access.length > 0 || !isBoth(stage) || change.exposures.length > 0 || isJudged;
}

function changeOf(stage: StagePair, all: readonly AccessChange[], own: readonly Told[]): RouteChange {
  const access = withoutDetails(all);
  const { route } = stage;
  const resource = (route.after ?? route.before)?.resource;
  const about = own.filter(({ change }) => change.topic === 'callers');
  const others = about.filter(({ change }) => !EXPLAINED.has(change.kind) || !isBoth(stage));
  const verdict = accessVerdict(access);
  const postures = [verdict.posture, ...others.map(({ change }) => change.posture)];
  const callers = [verdict.callers, ...others.map(({ change }) => change.callers)];
  const exposures = own.flatMap(({ change }) => change.exposure ?? []);
  const texts = (of: (each: AccessChange) => readonly string[] | string | undefined) => [
    ...new Set(access.flatMap((each) => of(each) ?? [])),
  ];
  const admits = texts((each) => each.admits);
  // "anybody may call it" says nothing more than that anybody gets in.
  const isNew = (reason: string) => !admits.some((who) => reason === who || reason.startsWith(`${who} `));
  return {
    route: route.name,
    stage: stage.name,
    stack: resource?.stack.name ?? '',
    before: textOf(stage.before),
    after: textOf(stage.after),
    posture: worstOf(postures, POSTURES),
    callers: worstOf(callers, CALLER_EFFECTS),
    admits: [...admits, ...reasonsFor(others, 'weaker').filter(isNew)],
    also: texts((each) => each.also),
    refuses: [...breaksOf(others), ...texts((each) => each.refuses)],
    unclear: [
      ...texts((each) => [each.mayAdmit, each.mayRefuse].flatMap((why) => why ?? [])),
      ...reasonsFor(others, 'unknown'),
    ],
    exposures: uniqueExposures(exposures),
    changes: own.map(({ change }) => change.fingerprint),
    kinds: [...new Set(about.map(({ change }) => change.kind))],
  };
}

function textOf(stage: RouteStage | undefined): string | undefined {
  return stage && accessText(certainProtection(stage));
}

function reasonsFor(told: readonly Told[], verdict: Posture): string[] {
  return told.flatMap(({ change: { posture } }) => (posture.verdict === verdict ? [posture.reason] : []));
}

function breaksOf(told: readonly Told[]): string[] {
  return told.flatMap(({ change: { callers } }) =>
    callers.verdict === 'break' || callers.verdict === 'may break' ? [callers.reason] : [],
  );
}

function uniqueExposures(exposures: readonly Exposure[]): readonly Exposure[] {
  const byText = new Map(exposures.map((each) => [`${each.kind} ${each.why}`, each]));
  return [...byText.values()].sort((a, b) => Number(a.kind === 'outage') - Number(b.kind === 'outage'));
}

/** The changes of each route in each stage: those of it, of a plug-in that is bound there, and of its group. */
function reasonsByStage(
  told: readonly Told[],
  comparison: Comparison,
): ReadonlyMap<StagePair, readonly Told[]> {
  const found = new Map<StagePair, Told[]>();
  const add = (stage: StagePair, each: Told) => {
    const known = found.get(stage);
    if (known === undefined) found.set(stage, [each]);
    else if (known.at(-1) !== each) known.push(each);
  };
  const relevant = told.filter(isRelevant);
  const byRoute = new Map(comparison.routes.map(({ name, stages }) => [name, stages]));
  const byResource = stagesByResource(comparison);
  for (const each of relevant) {
    const instances = instancesOf(each.draft, comparison);
    for (const stage of stagesOf(each, { instances, byRoute, byResource })) add(stage, each);
  }
  return found;
}

function isRelevant({ change }: Told): boolean {
  return change.topic === 'callers' || change.exposure !== undefined;
}

interface Stages {
  readonly instances: readonly (Resource | undefined)[];
  readonly byRoute: ReadonlyMap<string, readonly StagePair[]>;
  readonly byResource: ReadonlyMap<Resource, readonly StagePair[]>;
}

function stagesOf({ draft }: Told, { byResource, byRoute, instances }: Stages): readonly StagePair[] {
  const { affects, place } = draft;
  if (affects.length > 0) return affects;
  if (place.route !== undefined)
    return (byRoute.get(place.route) ?? []).filter(
      ({ name }) => place.stage === undefined || name === place.stage,
    );
  return [...new Set(instances.flatMap((each) => (each && byResource.get(each)) ?? []))];
}

/** The resources that a change is about: those of its differences, or the one that is reported. */
function instancesOf(
  { explains, place }: FullDraft,
  { head, stackNames }: Comparison,
): readonly (Resource | undefined)[] {
  if (explains.length > 0)
    return explains.flatMap(({ sides }) => [sides.before?.instance, sides.after?.instance]);
  const stack = head.stacks.find((each) => stackNames.get(each) === place.stack);
  return stack?.resources.get(place.logicalId) ?? [];
}

/** Where a plug-in does its work, which routes a group has, and which a domain leads to. */
function stagesByResource({ base, head, stages }: Comparison): ReadonlyMap<Resource, readonly StagePair[]> {
  const found = new Map<Resource, StagePair[]>();
  const add = (resource: Resource, stage: StagePair) => {
    const known = found.get(resource);
    if (known === undefined) found.set(resource, [stage]);
    else if (known.at(-1) !== stage) known.push(stage);
  };
  const domains = [...base.domains, ...head.domains];
  for (const stage of stages) {
    for (const { plugin } of [...(stage.before?.bindings ?? []), ...(stage.after?.bindings ?? [])])
      if (!isUnknown(plugin)) add(plugin.resource, stage);
    for (const side of [stage.route.before, stage.route.after]) {
      if (side === undefined || isUnknown(side.group)) continue;
      add(side.group.resource, stage);
      for (const { group, resource } of domains) if (group === side.group) add(resource, stage);
    }
  }
  return found;
}

import { isJsonObject } from '../../json';
import { type GatewayRoute, LOCK_WORDS, type Lock, type RouteStage } from '../../model';
import type { CallerEffect, Posture, Verdict } from '../change';
import type { Comparison } from '../comparing/comparison';
import { createFallbackFinder, type FallbackRoute, type FindFallbacks } from './fallback-route';
import { compareRouteChecks, missingLocks, type RouteChecks, routeChecksOf } from './route-checks';
import { breaks, mayBreak, neutral, POSTURES, safe, stronger, unclear, weaker, worstOf } from './verdict';

/** What it means for the requests of a route that came or went that other routes take them on the other side. */
export interface FallbackVerdict {
  /** `GET /a/*` */
  readonly names: readonly string[];
  readonly postures: readonly Verdict<Posture>[];
  /** Whether the other routes ask for the same and call the same backend: callers cannot tell them apart. */
  readonly isSame: boolean;
  /** What callers of a route that went have to show now and had not: `a token`. */
  readonly demanded: string | undefined;
  /** The stages in which some requests find no other route. */
  readonly alone: readonly RouteStage[];
}

/** Judges routes that came by those that took their requests, and routes that went by those that take them. */
export interface FallbackVerdicts {
  readonly came: (route: GatewayRoute, stages: readonly RouteStage[]) => FallbackVerdict;
  readonly went: (route: GatewayRoute, stages: readonly RouteStage[]) => FallbackVerdict;
}

/** The verdicts between two gateways. Nothing is looked up before it is asked for. */
export function fallbackVerdictsIn(comparison: Comparison): FallbackVerdicts {
  const finders: { base?: FindFallbacks; head?: FindFallbacks } = {};
  const finder = (side: 'base' | 'head') =>
    (finders[side] ??= createFallbackFinder(comparison[side], comparison));
  const checksAt = (route: GatewayRoute, stage: RouteStage) => routeChecksOf(route, stage, comparison);
  return {
    came: (route, stages) => fallback(route, stages, { find: finder('base'), checksAt, judge: judgeCame }),
    went: (route, stages) => fallback(route, stages, { find: finder('head'), checksAt, judge: judgeWent }),
  };
}

interface Met extends Pick<FallbackRoute, 'name' | 'maybe'> {
  readonly checks: RouteChecks;
}

interface Means {
  readonly find: FindFallbacks;
  readonly checksAt: (route: GatewayRoute, stage: RouteStage) => RouteChecks;
  readonly judge: (own: RouteChecks, other: Met) => Verdict<Posture>;
}

function fallback(route: GatewayRoute, stages: readonly RouteStage[], means: Means): FallbackVerdict {
  const found = stages.map((stage) => ({ stage, ...means.find(route, stage) }));
  const met = found.flatMap(({ stage, fallbacks }) =>
    fallbacks.map((fallback) => ({
      own: means.checksAt(route, stage),
      other: { ...fallback, checks: means.checksAt(fallback.route, fallback.stage) },
    })),
  );
  const postures = met.map(({ other, own }) => means.judge(own, other));
  const isAlike = found.every(({ fallbacks }) =>
    fallbacks.every((fallback) => isSameBackend(route, fallback.route)),
  );
  const demanded = met.flatMap(({ other, own }) => missingLocks(other.checks, own));
  return {
    names: [...new Set(met.map(({ other }) => other.name))],
    postures,
    isSame: met.length > 0 && isAlike && postures.every(({ verdict }) => verdict === 'neutral'),
    demanded: demanded.length === 0 ? undefined : wordsFor([...new Set(demanded)]),
    alone: found.filter(({ isWhole }) => !isWhole).map(({ stage }) => stage),
  };
}

const BACKEND = ['ConstParameters', 'ServiceParameters', 'ServiceParametersMap', 'SystemParameters'] as const;

/** Whether two routes send a request to the same place; `ANY` hands the method of the request on. */
function isSameBackend(a: GatewayRoute, b: GatewayRoute): boolean {
  const [mine, theirs] = [a, b].map(({ resource: { properties } }) => {
    const config = properties.ServiceConfig;
    if (!isJsonObject(config)) return undefined;
    const { ServiceHttpMethod, ...others } = config;
    const parameters = BACKEND.map((name) => properties[name]);
    return { method: ServiceHttpMethod, others: JSON.stringify([others, parameters]) };
  });
  if (mine === undefined || theirs === undefined || mine.others !== theirs.others) return false;
  const isHandedOn = (method: unknown, route: GatewayRoute) => method === 'ANY' || method === route.method;
  return mine.method === theirs.method || (isHandedOn(mine.method, a) && isHandedOn(theirs.method, b));
}

function wordsFor(locks: readonly Lock['kind'][]): string {
  return locks.map((each) => LOCK_WORDS[each]).join(' and ');
}

function judgeCame(own: RouteChecks, { checks, maybe, name }: Met): Verdict<Posture> {
  const verdict = compareRouteChecks(checks, own);
  if (maybe !== undefined && isDoubtful(verdict))
    return unclear(`${name} may have taken its requests: ${maybe}`);
  const took = `${name} took its requests and`;
  const lost = missingLocks(checks, own);
  if (verdict === 'weaker')
    return weaker(
      lost.length > 0 ? `${took} asked for ${wordsFor(lost)}` : `${took} may have refused callers`,
    );
  if (verdict === 'stronger') return stronger(`${took} asked for less`);
  if (verdict === 'neutral') return neutral(`${took} asked for the same`);
  return unclear(unknownWhy(own, checks) ?? `${took} asked for something else`);
}

function judgeWent(own: RouteChecks, { checks, maybe, name }: Met): Verdict<Posture> {
  const verdict = compareRouteChecks(own, checks);
  if (maybe !== undefined && isDoubtful(verdict)) return unclear(`its requests may go to ${name}: ${maybe}`);
  const goes = `its requests go to ${name}, which`;
  if (verdict === 'weaker' && checks.protection.kind === 'public') return weaker(`${goes} anybody may call`);
  if (verdict === 'weaker') return weaker(`${goes} does not ask for ${wordsFor(missingLocks(own, checks))}`);
  if (verdict === 'stronger') return stronger(`${goes} asks for more`);
  if (verdict === 'neutral') return neutral(`${goes} asks for the same`);
  return unclear(unknownWhy(own, checks) ?? `${goes} asks for something else`);
}

function unknownWhy(...all: readonly RouteChecks[]): string | undefined {
  const [why] = all.flatMap(({ protection }) => (protection.kind === 'unknown' ? [protection.why] : []));
  return why;
}

/** Whether it matters that a route may not take the requests: otherwise nobody gets in either way. */
function isDoubtful(verdict: Posture): boolean {
  return verdict === 'weaker' || verdict === 'unknown';
}

/** The verdict that counts of several: the weakest. None where no request ever comes to the route. */
export function weakestOf(postures: readonly Verdict<Posture>[]): Verdict<Posture> {
  return postures.length === 0 ? neutral('other routes take all its requests') : worstOf(postures, POSTURES);
}

/** Why the way back of a route that came or went may not have the opposite posture. */
export const TRADED =
  'where a wider route takes the requests, each of the two may ask for what the other does not';

/** What callers meet who called a published route that went. */
export function callersOfGone({ alone, demanded, isSame, names }: FallbackVerdict): Verdict<CallerEffect> {
  if (alone.length > 0) return breaks('the gateway has no such route any more');
  const fallbacks = names.length === 0 ? 'other routes' : listed(names);
  if (demanded !== undefined) return breaks(`${fallbacks} takes its requests and asks for ${demanded}`);
  if (isSame) return safe(`${fallbacks} asks for the same and calls the same backend`);
  return mayBreak(`${fallbacks} may answer its callers otherwise`);
}

/** What callers meet whose requests came to other routes before. */
export function callersOfNew({ isSame, names }: FallbackVerdict): Verdict<CallerEffect> {
  if (names.length === 0) return safe('nobody called it before');
  if (isSame) return safe(`it asks for the same as ${listed(names)}, and calls the same backend`);
  return mayBreak(`it may answer otherwise who called ${listed(names)} before`);
}

/** `; its requests go to GET /a/*` */
export function goneWords({ names }: FallbackVerdict, whose = 'its requests'): string {
  return names.length === 0 ? '' : `; ${whose} go to ${listed(names)}`;
}

/** `; takes requests of GET /a/*` */
export function newWords({ names }: FallbackVerdict): string {
  return names.length === 0 ? '' : `; it takes requests of ${listed(names)}`;
}

/** Two by name, the others by their number. */
function listed(names: readonly string[]): string {
  const more = names.length - 2;
  return `${names.slice(0, 2).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

import { isJsonObject } from '../../json';
import { type GatewayRoute, LOCK_WORDS, type Lock, type RouteStage } from '../../model';
import type { Posture, Verdict } from '../change';
import type { Comparison } from '../comparing/comparison';
import { type FindSuccession, successionIn, type Taker } from './fallback-route';
import { compareDoors, type Door, doorOf, missingLocks } from './route-checks';
import { neutral, POSTURES, stronger, unclear, weaker, worstOf } from './verdict';

/** What it means for the requests of a route that came or went that other routes take them on the other side. */
export interface Handover {
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
export interface Handovers {
  readonly came: (route: GatewayRoute, stages: readonly RouteStage[]) => Handover;
  readonly went: (route: GatewayRoute, stages: readonly RouteStage[]) => Handover;
}

/** The handovers between two gateways. Nothing is looked up before it is asked for. */
export function handoversIn(comparison: Comparison): Handovers {
  const finders: { base?: FindSuccession; head?: FindSuccession } = {};
  const finder = (side: 'base' | 'head') => (finders[side] ??= successionIn(comparison[side], comparison));
  const doorAt = (route: GatewayRoute, stage: RouteStage) => doorOf(route, stage, comparison);
  return {
    came: (route, stages) => handover(route, stages, { find: finder('base'), doorAt, judge: judgeCame }),
    went: (route, stages) => handover(route, stages, { find: finder('head'), doorAt, judge: judgeWent }),
  };
}

interface Met extends Pick<Taker, 'name' | 'maybe'> {
  readonly door: Door;
}

interface Means {
  readonly find: FindSuccession;
  readonly doorAt: (route: GatewayRoute, stage: RouteStage) => Door;
  readonly judge: (own: Door, other: Met) => Verdict<Posture>;
}

function handover(route: GatewayRoute, stages: readonly RouteStage[], means: Means): Handover {
  const found = stages.map((stage) => ({ stage, ...means.find(route, stage) }));
  const met = found.flatMap(({ stage, takers }) =>
    takers.map((taker) => ({
      own: means.doorAt(route, stage),
      other: { ...taker, door: means.doorAt(taker.route, taker.stage) },
    })),
  );
  const postures = met.map(({ other, own }) => means.judge(own, other));
  const isAlike = found.every(({ takers }) => takers.every((taker) => isSameBackend(route, taker.route)));
  const demanded = met.flatMap(({ other, own }) => missingLocks(other.door, own));
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

function judgeCame(own: Door, { door, maybe, name }: Met): Verdict<Posture> {
  const verdict = compareDoors(door, own);
  if (maybe !== undefined && isDoubtful(verdict))
    return unclear(`${name} may have taken its requests: ${maybe}`);
  const took = `${name} took its requests and`;
  const lost = missingLocks(door, own);
  if (verdict === 'weaker')
    return weaker(
      lost.length > 0 ? `${took} asked for ${wordsFor(lost)}` : `${took} may have refused callers`,
    );
  if (verdict === 'stronger') return stronger(`${took} asked for less`);
  if (verdict === 'neutral') return neutral(`${took} asked for the same`);
  return unclear(unknownWhy(own, door) ?? `${took} asked for something else`);
}

function judgeWent(own: Door, { door, maybe, name }: Met): Verdict<Posture> {
  const verdict = compareDoors(own, door);
  if (maybe !== undefined && isDoubtful(verdict)) return unclear(`its requests may go to ${name}: ${maybe}`);
  const goes = `its requests go to ${name}, which`;
  if (verdict === 'weaker' && door.protection.kind === 'public') return weaker(`${goes} anybody may call`);
  if (verdict === 'weaker') return weaker(`${goes} does not ask for ${wordsFor(missingLocks(own, door))}`);
  if (verdict === 'stronger') return stronger(`${goes} asks for more`);
  if (verdict === 'neutral') return neutral(`${goes} asks for the same`);
  return unclear(unknownWhy(own, door) ?? `${goes} asks for something else`);
}

function unknownWhy(...doors: readonly Door[]): string | undefined {
  const [why] = doors.flatMap(({ protection }) => (protection.kind === 'unknown' ? [protection.why] : []));
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

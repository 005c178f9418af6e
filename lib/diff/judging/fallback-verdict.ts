import { pluginTypeFact } from '../../facts';
import { isJsonObject } from '../../json';
import {
  apiDefinitionOf,
  certainProtection,
  type GatewayRoute,
  LOCK_WORDS,
  type Lock,
  type PossibleLock,
  type Protection,
  type RequestParameter,
  type RouteBinding,
  type RouteStage,
} from '../../model';
import { isUnknown, textOrExpression } from '../../template';
import type { CallerEffect, Posture, Verdict } from '../change';
import type { Comparison } from '../comparing/comparison';
import { createFallbackFinder, type FallbackRoute, type FindFallbacks } from './fallback-route';
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
    demanded: demanded.length === 0 ? undefined : lockNames([...new Set(demanded)]),
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

function lockNames(locks: readonly Lock['kind'][]): string {
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
      lost.length > 0 ? `${took} asked for ${lockNames(lost)}` : `${took} may have refused callers`,
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
  if (verdict === 'weaker') return weaker(`${goes} does not ask for ${lockNames(missingLocks(own, checks))}`);
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
  const fallbacks = names.length === 0 ? 'other routes' : twoNames(names);
  if (demanded !== undefined) return breaks(`${fallbacks} takes its requests and asks for ${demanded}`);
  if (isSame) return safe(`${fallbacks} asks for the same and calls the same backend`);
  return mayBreak(`${fallbacks} may answer its callers otherwise`);
}

/** What callers meet whose requests came to other routes before. */
export function callersOfNew({ isSame, names }: FallbackVerdict): Verdict<CallerEffect> {
  if (names.length === 0) return safe('nobody called it before');
  if (isSame) return safe(`it asks for the same as ${twoNames(names)}, and calls the same backend`);
  return mayBreak(`it may answer otherwise who called ${twoNames(names)} before`);
}

/** `; its requests go to GET /a/*` */
export function goneWords({ names }: FallbackVerdict, whose = 'its requests'): string {
  return names.length === 0 ? '' : `; ${whose} go to ${twoNames(names)}`;
}

/** `; takes requests of GET /a/*` */
export function newWords({ names }: FallbackVerdict): string {
  return names.length === 0 ? '' : `; it takes requests of ${twoNames(names)}`;
}

/** Two by name, the others by their number. */
function twoNames(names: readonly string[]): string {
  const more = names.length - 2;
  return `${names.slice(0, 2).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** What a request has to pass at a route in a stage. */
interface RouteChecks {
  readonly protection: Protection;
  /** All that may refuse a request beside AuthType, in words that both gateways have for it. */
  readonly checks: ReadonlySet<string>;
}

/** What stands before the backend of a route in a stage. */
function routeChecksOf(route: GatewayRoute, stage: RouteStage, comparison: Comparison): RouteChecks {
  return {
    protection: certainProtection(stage),
    checks: new Set([
      ...stage.bindings.flatMap((binding) => pluginCheck(binding, comparison)),
      ...definitionChecks(route),
      ...(route.disableInternet === undefined || route.disableInternet === false ? [] : ['calls from a VPC']),
    ]),
  };
}

/**
 * Whether requests get through the checks of another route more easily than through the one they came to. A lock that is not there is
 * always a loss, and so is a route that anybody may call where it was not certain that anybody might call the first. Where else
 * each asks for something that the other does not, nobody can tell.
 */
function compareRouteChecks(from: RouteChecks, to: RouteChecks): Posture {
  if (to.protection.kind === 'public' && from.protection.kind !== 'public') return 'weaker';
  if (from.protection.kind === 'unknown' || to.protection.kind === 'unknown') return 'unknown';
  const possible = possibleLocks(to).map(({ kind }) => kind);
  const missing = missingLocks(from, to);
  if (missing.some((kind) => !possible.includes(kind))) return 'weaker';
  if (missing.length > 0 || hasPossibleLoss(from, to) || !isWithin(from.checks, to.checks)) return 'unknown';
  const isMore = missingLocks(to, from).length > 0 || !isWithin(to.checks, from.checks);
  return isMore ? 'stronger' : 'neutral';
}

/** Whether a route has a lock, perhaps, that another one has not, or has for another reason. */
function hasPossibleLoss(checks: RouteChecks, other: RouteChecks): boolean {
  return possibleLocks(checks).some(
    ({ kind, why }) =>
      !locksOf(other).includes(kind) &&
      !possibleLocks(other).some((each) => each.kind === kind && each.why === why),
  );
}

/** What a route asks for and another one does not. */
function missingLocks(checks: RouteChecks, other: RouteChecks): readonly Lock['kind'][] {
  const locks = locksOf(other);
  return locksOf(checks).filter((each) => !locks.includes(each));
}

function locksOf({ protection }: RouteChecks): readonly Lock['kind'][] {
  return protection.kind === 'locked' ? protection.locks.map(({ kind }) => kind) : [];
}

function possibleLocks({ protection }: RouteChecks): readonly PossibleLock[] {
  return protection.kind === 'locked' ? protection.perhaps : [];
}

function isWithin(some: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  return [...some].every((each) => others.has(each));
}

/** Whether plug-ins of a type refuse nobody. */
function isHarmless(type: unknown): boolean {
  const effect = pluginTypeFact(type)?.effect;
  return effect === 'cosmetic' || effect === 'reroutes';
}

/** One name for a plug-in that both gateways have. */
function pluginCheck({ binding, maybe, plugin }: RouteBinding, { plugins }: Comparison): readonly string[] {
  const doubt = maybe === undefined ? '' : ` if ${maybe}`;
  if (isUnknown(plugin))
    return isHarmless(binding?.declaredType) ? [] : [`plug-in ${plugin.expression}${doubt}`];
  if (isHarmless(plugin.type)) return [];
  const pair = plugins.find(({ after, before, isSame }) => isSame && (before === plugin || after === plugin));
  const { id, resource } = pair?.after ?? plugin;
  return [`plug-in ${pair === undefined ? 'alone ' : ''}${resource.stack.name}/${id}${doubt}`];
}

/** The words for protocols that are not taken, for the mode, and for what is demanded of parameters. */
function definitionChecks(route: GatewayRoute): readonly string[] {
  const { requestMode, requestParameters, requestProtocol } = apiDefinitionOf(route);
  const protocols = isUnknown(requestProtocol) ? [] : requestProtocol.split(',');
  return [
    ...(isUnknown(requestProtocol) ? [`protocol ${requestProtocol.expression}`] : []),
    ...['HTTP', 'HTTPS'].filter((each) => protocols.length > 0 && !protocols.includes(each)),
    ...(requestMode === 'PASSTHROUGH' ? [] : [`mode ${textOrExpression(requestMode)}`]),
    ...(isUnknown(requestParameters)
      ? [`parameters ${requestParameters.expression}`]
      : requestParameters.flatMap(parameterCheck)),
  ];
}

/** What is demanded of a parameter; nothing of a text that may be missing. What is in the path is always there. */
function parameterCheck({ defaultValue, name, required, ...demanded }: RequestParameter): readonly string[] {
  const isOptional = demanded.location === 'PATH' || required !== 'REQUIRED';
  const { location, type, ...bounds } = demanded;
  const isFree = type === 'String' && Object.values(bounds).every((each) => each === undefined);
  if (isOptional && isFree) return [];
  return [JSON.stringify([location === 'PATH' ? '' : name, isOptional, demanded])];
}

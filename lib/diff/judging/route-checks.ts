import { pluginTypeFact } from '../../facts';
import {
  apiDefinitionOf,
  certainProtection,
  type GatewayRoute,
  type Lock,
  type PossibleLock,
  type Protection,
  type RequestParameter,
  type RouteBinding,
  type RouteStage,
} from '../../model';
import { isUnknown, textOrExpression } from '../../template';
import type { Posture } from '../change';
import type { Comparison } from '../comparing/comparison';

/** What a request has to pass at a route in a stage. */
export interface RouteChecks {
  readonly protection: Protection;
  /** All that may refuse a request beside AuthType, in words that both gateways have for it. */
  readonly checks: ReadonlySet<string>;
}

/** What stands before the backend of a route in a stage. */
export function routeChecksOf(route: GatewayRoute, stage: RouteStage, comparison: Comparison): RouteChecks {
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
export function compareRouteChecks(from: RouteChecks, to: RouteChecks): Posture {
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
export function missingLocks(checks: RouteChecks, other: RouteChecks): readonly Lock['kind'][] {
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

import { memberOf } from '../../json';
import {
  fullNameOf,
  type GatewayGroup,
  type GatewayModel,
  type GatewayRoute,
  type RouteStage,
} from '../../model';
import { isUnknown, keyOf, type Maybe, type Stack, textOrExpression } from '../../template';
import { type KeysOf, namesakesIn, type Pair, pairBy } from './pair';
import { keyIn, stackNames } from './pair-stacks';

/** One route in both gateways. */
export interface RoutePair extends Pair<GatewayRoute> {
  /** `GET /shop/orders`: as callers of the head call it, or of the base; with its group where two would read alike. */
  readonly name: string;
  readonly stages: readonly StagePair[];
}

/** One route in one stage in both gateways. */
export interface StagePair extends Pair<RouteStage> {
  readonly route: RoutePair;
  /** `RELEASE` */
  readonly name: string;
}

type Names = ReadonlyMap<Stack, string>;

/** The groups of both gateways: by name, logical id, domain, and base path, whichever is the first they share. */
export function pairGroups(base: GatewayModel, head: GatewayModel, stacks: Names): Pair<GatewayGroup>[] {
  const domains = domainNames(base, head);
  return pairBy(base.groups, head.groups, [
    ({ id, name, resource }) => known(name).map((each) => `${each} ${stacks.get(resource.stack)}/${id}`),
    ({ name }) => known(name),
    ({ id, resource }) => [`${stacks.get(resource.stack)}/${id}`],
    (group) => domains.get(group) ?? [],
    ({ basePath }) => known(basePath).filter((path) => path !== '/'),
  ]);
}

function domainNames(base: GatewayModel, head: GatewayModel): ReadonlyMap<unknown, readonly string[]> {
  const domains = new Map<unknown, string[]>();
  for (const { group, name } of [...base.domains, ...head.domains])
    if (typeof name === 'string') domains.set(group, [...(domains.get(group) ?? []), name]);
  return domains;
}

function known(value: Maybe<string> | undefined): readonly string[] {
  return typeof value === 'string' ? [value] : [];
}

/**
 * The routes of both gateways: by group, method and path, whatever their logical ids are. Path parameters may be
 * called otherwise. A route whose group went to another is still the same one if its logical id is; so is a route of
 * the same group and logical id that has another method or path: ROS updates it in place. At last, a route that is gone
 * from one group and has come to another is one that moved, where it has the same address or backend, or a longer path
 * that is declared alike.
 */
export function pairRoutes(
  { base, head }: { readonly base: GatewayModel; readonly head: GatewayModel },
  groups: readonly Pair<GatewayGroup>[],
  stacks: readonly Pair<Stack>[],
): RoutePair[] {
  const [keys, names] = [groupKeys(groups), stackNames(stacks)];
  const groupOf = ({ group }: GatewayRoute) =>
    isUnknown(group) ? keyIn(group, names) : (keys.get(group) ?? '');
  const key = (route: GatewayRoute) => `${groupOf(route)} ${signatureOf(route)}`;
  const id = (route: GatewayRoute) => `${names.get(route.resource.stack)}/${route.id}`;
  const domains = domainNames(base, head);
  const shared = new Set(groups.flatMap(({ before, after }) => (before && after ? [before, after] : [])));
  const rounds: KeysOf<GatewayRoute>[] = [
    (route) => [key(route)],
    (route) => [`${signatureOf(route)} ${id(route)}`],
    (route) => (isUnknown(route.group) || !shared.has(route.group) ? [signatureOf(route)] : []),
    (route) => [`${groupOf(route)} ${id(route)}`],
    (route) => (domains.get(route.group) ?? []).map((domain) => `${domain} ${fullNameOf(route)}`),
    (route) => [`${signatureOf(route)} ${backendOf(route)}`],
    // Many groups have a route such as GET /health: a longer path that is declared alike is hardly another one.
    (route) => (isLong(route) ? [`${signatureOf(route)} ${definitionOf(route)}`] : []),
  ];
  const namesakes = namesakesIn(base.routes, stacks, ({ resource }) => resource.stack);
  const pairs = pairBy(base.routes, head.routes, rounds, (route) => {
    const namesake = namesakes(route);
    const isSame =
      namesake && groupOf(namesake) === groupOf(route) && signatureOf(namesake) === signatureOf(route);
    return isSame ? namesake : undefined;
  });
  const named = routeNames(pairs);
  return pairs.map((pair, index) => withStages(pair, named[index] ?? '', names));
}

/** The address of each route; of those that read alike, the group, too. */
function routeNames(pairs: readonly Pair<GatewayRoute>[]): readonly string[] {
  const shown = pairs.map(({ after, before }) => after ?? before);
  const addresses = shown.map((route) => (route === undefined ? '' : fullNameOf(route)));
  const counts = new Map<string, number>();
  for (const each of addresses) counts.set(each, (counts.get(each) ?? 0) + 1);
  return addresses.map((address, index) => {
    const group = shown[index]?.group;
    if (counts.get(address) === 1 || group === undefined) return address;
    const name = isUnknown(group) ? group.expression : textOrExpression(group.name ?? group.id);
    return `${address} (group ${name})`;
  });
}

function groupKeys(groups: readonly Pair<GatewayGroup>[]): ReadonlyMap<GatewayGroup, string> {
  return new Map(
    groups.flatMap(({ before, after }, index) =>
      [before, after].flatMap((group) => (group === undefined ? [] : [[group, `group ${index}`] as const])),
    ),
  );
}

function signatureOf({ method, path, route }: GatewayRoute): string {
  return route?.signature ?? JSON.stringify([keyOf(method), keyOf(path)]);
}

/** Where a route sends its requests, as it is written. */
function backendOf({ resource: { properties } }: GatewayRoute): string {
  const { ServiceConfig, ServiceParameters, ServiceParametersMap, SystemParameters } = properties;
  return JSON.stringify([ServiceConfig, ServiceParameters, ServiceParametersMap, SystemParameters]);
}

function isLong({ route }: GatewayRoute): boolean {
  return route !== undefined && route.segments.length > 1;
}

/** What a route takes and hands on, wherever its backend is. */
function definitionOf({ resource: { properties } }: GatewayRoute): string {
  const { RequestConfig, RequestParameters, ServiceConfig, ServiceParametersMap } = properties;
  return JSON.stringify([
    RequestConfig,
    RequestParameters,
    memberOf(ServiceConfig, 'ServicePath'),
    ServiceParametersMap,
  ]);
}

function withStages({ before, after }: Pair<GatewayRoute>, name: string, names: Names): RoutePair {
  const stages: StagePair[] = [];
  const route = { before, after, name, stages };
  const left = new Set(before?.stages);
  for (const each of after?.stages ?? []) {
    const key = keyIn(each.stage, names);
    const partner = [...left].find(({ stage }) => keyIn(stage, names) === key);
    if (partner !== undefined) left.delete(partner);
    stages.push({ before: partner, after: each, route, name: textOrExpression(each.stage) });
  }
  for (const each of left)
    stages.push({ before: each, after: undefined, route, name: textOrExpression(each.stage) });
  return route;
}

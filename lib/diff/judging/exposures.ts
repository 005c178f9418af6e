import { EXPOSURES, type ExposureFact, type Fact, findProperties, type PropertyFact } from '../../facts';
import { groupBy } from '../../group-by';
import type { GatewayGroup, GatewayModel, GatewayRoute, Protection } from '../../model';
import { oncePer } from '../../once-per';
import { isUnknown, type Resource, type Unknown } from '../../template';
import type { Exposure } from '../change';
import type { Comparison, Difference } from '../comparing/comparison';
import type { Pair } from '../pairing/pair';
import type { RoutePair } from '../pairing/pair-routes';
import type { FullDraft } from './draft';

/** A fact about a moment of a deployment as it is reported. */
export function exposureOf({ grade, value }: Fact<ExposureFact>): Exposure {
  return { ...value, grade };
}

/** Whether only plug-ins keep callers out: the API itself lets anybody through until they are bound. */
function isHeldByPlugins(protection: Protection | undefined): boolean {
  if (protection?.kind !== 'locked') return false;
  return protection.locks.every(({ kind }) => kind === 'jwt' || kind === 'basic');
}

/** Whether callers reach a route of the base, or one that is new in a group of the base, before the update. */
function isLive({ disableInternet, group }: GatewayRoute, { base, groups }: Comparison): boolean {
  if (disableInternet === true) return false;
  if (isUnknown(group)) return true;
  const known = groups.find(
    ({ after, before }) => (after === group || before === group) && before !== undefined,
  );
  return known?.before !== undefined && isReachable(known.before, base);
}

/** Whether anybody reaches a group: at its sub-domain, or at a domain. What is not known counts as a way to it. */
export function isReachable(group: GatewayGroup | Unknown, { domains }: GatewayModel): boolean {
  if (isUnknown(group) || group.internetEnable !== false) return true;
  return domains.some((each) => each.group === group || isUnknown(each.group));
}

/**
 * Whether a moment of a deployment matters: somebody reaches a route that a change is about, before or after it. What
 * the change is about need not be known; then it matters.
 */
export function isNoticed(
  { affects, explains, place }: Pick<FullDraft, 'affects' | 'explains' | 'place'>,
  comparison: Comparison,
): boolean {
  const sides = explains.flatMap((each) => [each.sides.before, each.sides.after]);
  const instances = sides.flatMap((side) => side?.instance ?? []);
  const known = placesIn(comparison);
  const routes = [
    ...affects.map(({ route }) => route),
    ...(known.routes.get(place.route ?? '') ?? []),
    ...instances.flatMap((instance) => comparison.routeOf({ instance }) ?? []),
    ...instances.flatMap((instance) => [...(known.routesOfPlugins.get(instance) ?? [])]),
  ];
  const groups = instances.flatMap((instance) => known.groups.get(instance) ?? []);
  const isReached = ({ after, before }: Pair<GatewayGroup | Unknown>) =>
    (before !== undefined && isReachable(before, comparison.base)) ||
    (after !== undefined && isReachable(after, comparison.head));
  const concerned = [
    ...groups,
    ...routes.map(({ after, before }) => ({ after: after?.group, before: before?.group })),
  ];
  return concerned.length === 0 || concerned.some(isReached);
}

interface Places {
  readonly groups: ReadonlyMap<Resource, readonly Pair<GatewayGroup>[]>;
  /** By name. */
  readonly routes: ReadonlyMap<string, readonly RoutePair[]>;
  /** The routes that a plug-in is bound to, on either side. */
  readonly routesOfPlugins: ReadonlyMap<Resource, ReadonlySet<RoutePair>>;
}

/** Every change asks for them. */
const placesIn = oncePer(({ groups, routes, stages }: Comparison): Places => {
  const routesOfPlugins = new Map<Resource, Set<RoutePair>>();
  for (const { after, before, route } of stages)
    for (const { plugin } of [...(before?.bindings ?? []), ...(after?.bindings ?? [])]) {
      if (isUnknown(plugin)) continue;
      const known = routesOfPlugins.get(plugin.resource) ?? new Set();
      routesOfPlugins.set(plugin.resource, known.add(route));
    }
  const sides = groups.flatMap((pair) =>
    [pair.before, pair.after].flatMap((group) => (group === undefined ? [] : [{ group, pair }])),
  );
  const groupsOf = groupBy(sides, ({ group }) => group.resource);
  return {
    groups: new Map([...groupsOf].map(([resource, found]) => [resource, found.map(({ pair }) => pair)])),
    routes: groupBy(routes, ({ name }) => name),
    routesOfPlugins,
  };
});

/** What happens while a route, or a stage of it, is published for the first time. */
export function exposureOfNew(
  route: GatewayRoute,
  protection: Protection | undefined,
  comparison: Comparison,
): Exposure | undefined {
  if (!isHeldByPlugins(protection) || !isLive(route, comparison)) return undefined;
  return exposureOf(EXPOSURES.newRoute);
}

/** What happens while a route, or a stage of it, is taken away. */
export function exposureOfRemoved(
  route: GatewayRoute,
  protection: Protection | undefined,
  comparison: Comparison,
): Exposure | undefined {
  if (!isHeldByPlugins(protection) || !isLive(route, comparison)) return undefined;
  return exposureOf(EXPOSURES.removedRoute);
}

/** How ROS carries out what the differences are made of, where that is not in place. */
export function replacementOf(differences: readonly Difference[]): string | undefined {
  for (const difference of differences) {
    const words = replacementWords(difference);
    if (words !== undefined) return words;
  }
  return undefined;
}

/** What happens while ROS deletes a resource of a type and creates it again. */
const WINDOWS: Readonly<Record<string, Fact<ExposureFact>>> = {
  'ALIYUN::ApiGateway::Api': EXPOSURES.replacedApi,
  'ALIYUN::ApiGateway::CustomDomain': EXPOSURES.replacedDomain,
  'ALIYUN::ApiGateway::Deployment': EXPOSURES.replacedDeployment,
  'ALIYUN::ApiGateway::Group': EXPOSURES.replacedApi,
  'ALIYUN::ApiGateway::Plugin': EXPOSURES.replacedPlugin,
  'ALIYUN::ApiGateway::PluginAttachment': EXPOSURES.replacedBinding,
};

/** What happens meanwhile where ROS cannot make a change in place. */
export function exposureOfReplacement(differences: readonly Difference[]): Exposure | undefined {
  const replaced = differences.find((each) => replacementWords(each) !== undefined);
  return replaced === undefined ? undefined : exposureOfType(replaced.type);
}

/** What happens while a resource of a type is made again. */
export function exposureOfType(type: string): Exposure | undefined {
  const window = Object.hasOwn(WINDOWS, type) ? WINDOWS[type] : undefined;
  return window && exposureOf(window);
}

function replacementWords({ isSwap, path, sides, type }: Difference): string | undefined {
  const { after, before } = sides;
  if (before === undefined || after === undefined || isSwap) return undefined;
  // Under another logical id it is another resource: resource-renamed tells that, once.
  if (before.id !== after.id) return undefined;
  const [section, ...names] = path;
  const property = section === 'Properties' ? fixedIn(type, names) : undefined;
  if (property === undefined) return undefined;
  return `ROS cannot change ${property} in place: it deletes ${before.id} and creates it again, and only with ReplacementOption Enabled; otherwise the update fails`;
}

/** The property on the way to a value that ROS cannot update. */
function fixedIn(type: string, names: readonly string[]): string | undefined {
  let facts = findProperties(type);
  for (let at = 0; at < names.length; at += 1) {
    const name = names[at] ?? '';
    const fact: PropertyFact | undefined = facts?.[name];
    if (fact === undefined) return undefined;
    if (fact.updatable === false) return name;
    facts = findProperties(`${type}.${fact.itemType ?? fact.type}`);
    // An item of a list stands under its name.
    if (fact.type === 'List') at += 1;
  }
  return undefined;
}

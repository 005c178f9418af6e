import { fullRouteOf, type GatewayGroup, type GatewayModel, type GatewayRoute } from '../model';
import { oncePer } from '../once-per';
import type { Route } from '../route';
import { groupBySame, isSame, isUnknown, type Maybe, type Unknown } from '../template';

/** A route as the callers of an address space see it. */
export interface AddressedRoute {
  readonly api: GatewayRoute;
  readonly route: Route;
}

/** Routes that one host serves, so that they may take each other's requests. */
export interface AddressSpace {
  /** The name of the domain that several groups share; `undefined` for the routes of one group. */
  readonly domain: Maybe<string> | undefined;
  readonly routes: readonly AddressedRoute[];
  /** Routes whose method, path or base path only ROS knows. */
  readonly unclear: readonly { readonly api: GatewayRoute; readonly why: string }[];
}

/** The routes of each group, and those of all groups that share a domain, with their base paths. */
export const addressSpaces = oncePer((model: GatewayModel): readonly AddressSpace[] => {
  const byGroup = routesByGroup(model.routes);
  const ofGroups = byGroup.map(({ routes }) => spaceOf(undefined, routes, ({ route }) => route));
  const ofDomains = groupBySame(
    model.domains.filter(({ name }) => name !== undefined),
    ({ name = '' }) => (isUnknown(name) ? name : name.toLowerCase()),
  ).flatMap((domains): AddressSpace[] => {
    const shared = byGroup.filter(({ group }) => domains.some((each) => isSameGroup(each.group, group)));
    if (shared.length < 2) return [];
    return [
      spaceOf(
        domains[0]?.name,
        shared.flatMap(({ routes }) => routes),
        (api) => (isUnknown(api.group) ? undefined : fullRouteOf(api)),
      ),
    ];
  });
  return [...ofGroups, ...ofDomains];
});

interface RoutesOfGroup {
  readonly group: GatewayGroup | Unknown;
  readonly routes: GatewayRoute[];
}

function routesByGroup(routes: readonly GatewayRoute[]): readonly RoutesOfGroup[] {
  const known = new Map<GatewayGroup, RoutesOfGroup>();
  const all: RoutesOfGroup[] = [];
  for (const route of routes) {
    const { group } = route;
    const same = isUnknown(group) ? all.find((each) => isSameGroup(each.group, group)) : known.get(group);
    if (same !== undefined) {
      same.routes.push(route);
      continue;
    }
    const first = { group, routes: [route] };
    all.push(first);
    if (!isUnknown(group)) known.set(group, first);
  }
  return all;
}

/** Whether two routes are sure to be in one group. */
export function isSameGroup(a: GatewayGroup | Unknown, b: GatewayGroup | Unknown): boolean {
  return isUnknown(a) ? isUnknown(b) && isSame(a, b) : a === b;
}

function spaceOf(
  domain: Maybe<string> | undefined,
  apis: readonly GatewayRoute[],
  routeOf: (api: GatewayRoute) => Route | undefined,
): AddressSpace {
  const routes: AddressedRoute[] = [];
  const unclear: { api: GatewayRoute; why: string }[] = [];
  for (const api of apis) {
    const route = routeOf(api);
    if (route !== undefined) routes.push({ api, route });
    else if (domain !== undefined) unclear.push({ api, why: 'its base path or path is not known' });
    // A path that is wrong is no route, whatever ROS fills in elsewhere.
    else if (isUnknown(api.method) || isUnknown(api.path)) unclear.push({ api, why: api.problem ?? '' });
  }
  return { domain, routes, unclear };
}

/** Why it is not certain that two resources are ever there together. */
export function doubtOfBoth(a: GatewayRoute, b: GatewayRoute): string | undefined {
  const includes = (all: GatewayRoute, some: GatewayRoute) =>
    some.existsIf.every((condition) => all.existsIf.includes(condition));
  if (includes(a, b) || includes(b, a)) return undefined;
  const conditions = [...new Set([...a.existsIf, ...b.existsIf])].join(' and ');
  return `${a.id} and ${b.id} are both there only if ${conditions}`;
}

import { isCloudNativeRoute } from '../../cloud-native';
import { API } from '../../facts';
import { fullNameOf, fullRouteOf, type GatewayModel, type GatewayRoute } from '../../model';
import { comparePrecedence, coversPath, overlaps, type Route } from '../../route';

/** Calls of callers, and the routes that take them before and after: method and full address are all that pairs them. */
export interface MovedCalls {
  /** `GET /shop/orders`: the narrower of the two. */
  readonly name: string;
  readonly before: GatewayRoute | undefined;
  readonly after: GatewayRoute | undefined;
  /** Whether other calls of the route that is there are taken on the other side. */
  readonly isPart: boolean;
}

/** What moves from a traditional gateway to a cloud-native one. */
export interface Move {
  readonly calls: readonly MovedCalls[];
  /** Routes of the traditional gateway whose address cannot be read. */
  readonly unread: readonly GatewayRoute[];
  /** Routes that the cloud-native gateway has from now on. */
  readonly fresh: readonly GatewayRoute[];
}

/** Finds what moves between two models; `undefined` where nothing does. */
export function findMove(base: GatewayModel, head: GatewayModel): Move | undefined {
  const published = ({ routes }: GatewayModel, isMeant: (route: GatewayRoute) => boolean) =>
    routes.filter((route) => route.stages.length > 0 && isMeant(route));
  const isTraditional = (route: GatewayRoute) => !isCloudNativeRoute(route);
  const old = published(base, isTraditional);
  const known = new Set(published(base, isCloudNativeRoute).map(addressOf));
  const fresh = published(head, isCloudNativeRoute).filter((route) => !known.has(addressOf(route)));
  if (old.length === 0 || fresh.length === 0) return undefined;
  const [sources, targets] = [placedIn(old), placedIn(fresh)];
  const [there, back] = [takersOfAll(sources, targets), takersOfAll(targets, sources)];
  const pairs = pairsOf(there, back);
  if (pairs.length === 0 && published(head, isTraditional).length > 0) return undefined;
  const isStaying = new Set(published(head, isTraditional).map(addressOf));
  return {
    fresh,
    unread: old.filter((route) => fullRouteOf(route) === undefined),
    calls: [
      ...pairs,
      ...alone(there, (before) => ({ before, after: undefined })).filter(
        ({ before }) => before === undefined || !isStaying.has(addressOf(before)),
      ),
      ...alone(back, (after) => ({ before: undefined, after })),
      ...fresh.filter((route) => fullRouteOf(route) === undefined).map(unplaced),
    ],
  };
}

/** What tells routes apart, whatever their path parameters are called. */
function addressOf(route: GatewayRoute): string {
  return fullRouteOf(route)?.signature ?? fullNameOf(route);
}

/** A route, and its whole address. */
interface Placed {
  readonly of: GatewayRoute;
  readonly full: Route;
}

function placedIn(routes: readonly GatewayRoute[]): readonly Placed[] {
  return routes.flatMap((of) => {
    const full = fullRouteOf(of);
    return full === undefined ? [] : [{ of, full }];
  });
}

/** Which routes of the other side take the calls of each route. */
type AllTakers = ReadonlyMap<Placed, ReturnType<typeof takersOf>>;

function takersOfAll(some: readonly Placed[], others: readonly Placed[]): AllTakers {
  return new Map(some.map((each) => [each, takersOf(each.full, others)]));
}

/** Every two routes that take the same calls: those that either gateway sends to the one go to the other one there. */
function pairsOf(there: AllTakers, back: AllTakers): readonly MovedCalls[] {
  const pairs = new Map<Placed, Map<Placed, MovedCalls>>();
  const add = (before: Placed, after: Placed) => {
    const own = pairs.get(before) ?? new Map<Placed, MovedCalls>();
    pairs.set(before, own);
    own.set(after, { name: narrower(before, after), before: before.of, after: after.of, isPart: false });
  };
  for (const [before, { takers }] of there) for (const after of takers) add(before, after);
  for (const [after, { takers }] of back) for (const before of takers) add(before, after);
  return [...pairs.values()].flatMap((own) => [...own.values()]);
}

function narrower(before: Placed, after: Placed): string {
  const isWider = before.full.method !== 'ANY' && after.full.method === 'ANY';
  return fullNameOf(isWider || !coversPath(before.full, after.full) ? before.of : after.of);
}

/** The routes whose calls, or some of them, nobody takes on the other side. */
function alone(
  all: AllTakers,
  sidesOf: (route: GatewayRoute) => Pick<MovedCalls, 'before' | 'after'>,
): readonly MovedCalls[] {
  return [...all].flatMap(([{ of }, { isWhole, takers }]) =>
    isWhole ? [] : [{ name: fullNameOf(of), isPart: takers.length > 0, ...sidesOf(of) }],
  );
}

function unplaced(after: GatewayRoute): MovedCalls {
  return { name: fullNameOf(after), before: undefined, after, isPart: true };
}

const METHODS = API.methods.value.filter((method) => method !== 'ANY');

/**
 * The routes that take the calls of a route on the other side, the next in precedence until one takes all that are left,
 * and whether nothing is left. What goes before the route has its calls on both sides, or is told by itself.
 */
function takersOf(
  own: Route,
  others: readonly Placed[],
): { readonly takers: readonly Placed[]; readonly isWhole: boolean } {
  const near = others.filter(({ full }) => overlaps(full, own));
  near.sort((a, b) => comparePrecedence(a.full, b.full));
  const takers = new Set<Placed>();
  const methods = own.method === 'ANY' ? METHODS : [own.method];
  const isTaken = methods.map((method) => {
    for (const each of near) {
      const { full } = each;
      if (full.method !== 'ANY' && full.method !== method) continue;
      if (isBefore(full, own)) continue;
      takers.add(each);
      if (coversPath(full, own)) return true;
    }
    return false;
  });
  return { takers: [...takers], isWhole: isTaken.every(Boolean) };
}

/** Whether a route stands out by its path; that one names a method and the other takes all makes no difference. */
function isBefore(other: Route, own: Route): boolean {
  return comparePrecedence({ ...other, method: own.method }, own) < 0;
}

import { API } from '../../facts';
import { fullNameOf, type GatewayModel, type GatewayRoute, type RouteStage } from '../../model';
import { comparePrecedence, coversPath, isWildcard, overlaps, type Route } from '../../route';
import { isUnknown } from '../../template';
import type { Comparison } from '../comparing/comparison';
import { keyIn } from '../pairing/pair-stacks';

/** A route of the other gateway that takes requests of one that came or went. */
export interface FallbackRoute {
  /** `GET /a/*` */
  readonly name: string;
  readonly route: GatewayRoute;
  readonly stage: RouteStage;
  /** Why only ROS knows whether it takes them; `undefined` where it does. */
  readonly maybe: string | undefined;
}

/** Where the requests of a route in a stage go on the other side. */
interface Fallbacks {
  readonly fallbacks: readonly FallbackRoute[];
  /** Whether no request is left that no other route takes. */
  readonly isWhole: boolean;
}

type StackNames = Comparison['stackNames'];

/** Finds where the requests of routes of one side go on the other. */
export type FindFallbacks = (route: GatewayRoute, stage: RouteStage) => Fallbacks;

const METHODS = API.methods.value.filter((method) => method !== 'ANY');

/**
 * Finds, for a route that one gateway lacks, which of its routes take the requests: the next in precedence, until one
 * takes all that are left. What goes before the route has its requests in both gateways, or is told by itself.
 */
export function createFallbackFinder(
  { routes }: GatewayModel,
  { groups, stackNames }: Pick<Comparison, 'groups' | 'stackNames'>,
): FindFallbacks {
  const pairs = new Map(groups.flatMap((pair) => [pair.before, pair.after].map((each) => [each, pair])));
  const groupOf = ({ group }: GatewayRoute) =>
    isUnknown(group) ? keyIn(group, stackNames) : pairs.get(group);
  const byGroup = new Map<ReturnType<typeof groupOf>, RouteIndex>();
  for (const each of routes) {
    const known = byGroup.get(groupOf(each)) ?? new RouteIndex();
    byGroup.set(groupOf(each), known);
    known.add(each);
  }
  return (route, stage) => {
    if (route.route === undefined) return { fallbacks: [], isWhole: false };
    const all = byGroup.get(groupOf(route))?.near(route.route) ?? [];
    const fallbacks = all
      .filter((each) => mayMeet(each, route.route))
      .flatMap((each) => fallbacksIn(each, stage, stackNames));
    return fallbacksOf(route.route, fallbacks.sort(byPrecedence));
  };
}

/** A path that only ROS knows may be any. */
function mayMeet({ method, path, route }: GatewayRoute, own: Route | undefined): boolean {
  if (own === undefined) return false;
  return route === undefined ? isUnknown(method) || isUnknown(path) : overlaps(route, own);
}

function fallbacksIn(route: GatewayRoute, { stage: own }: RouteStage, names: StackNames): FallbackRoute[] {
  const isSame = (stage: RouteStage['stage']) => keyIn(stage, names) === keyIn(own, names);
  return route.stages
    .filter(({ stage }) => isUnknown(stage) || isUnknown(own) || stage === own)
    .map((stage) => ({
      name: fullNameOf(route),
      route,
      stage,
      maybe: doubtOf(route, stage, isSame(stage.stage)),
    }));
}

function doubtOf(route: GatewayRoute, stage: RouteStage, isSameStage: boolean): string | undefined {
  if (route.route === undefined) return 'only ROS knows its path';
  if (!isSameStage) return 'only ROS knows the stage';
  const [condition] = [...route.existsIf, ...stage.existsIf];
  return stage.maybe ?? (condition === undefined ? undefined : `it is there only if ${condition}`);
}

function byPrecedence(a: FallbackRoute, b: FallbackRoute): number {
  if (a.route.route === undefined || b.route.route === undefined) return 0;
  return comparePrecedence(a.route.route, b.route.route);
}

function fallbacksOf(own: Route, others: readonly FallbackRoute[]): Fallbacks {
  const fallbacks = new Set<FallbackRoute>();
  const methods = own.method === 'ANY' ? METHODS : [own.method];
  const isTaken = methods.map((method) => {
    for (const each of others) {
      const { route } = each.route;
      if (route !== undefined && route.method !== 'ANY' && route.method !== method) continue;
      const isBefore = route !== undefined && comparePrecedence(route, own) < 0;
      if (!isBefore) fallbacks.add(each);
      if (route !== undefined && each.maybe === undefined && coversPath(route, own)) return true;
    }
    return false;
  });
  return { fallbacks: [...fallbacks], isWhole: isTaken.every(Boolean) };
}

/** The routes of a group by the text that their paths begin with: most routes meet few others. */
class RouteIndex {
  readonly #byText = new Map<string, GatewayRoute[]>();
  /** Those that begin with a parameter or `*`, and those whose path only ROS knows. */
  readonly #others: GatewayRoute[] = [];
  readonly #all: GatewayRoute[] = [];

  add(route: GatewayRoute): void {
    this.#all.push(route);
    this.#listFor(route.route).push(route);
  }

  /** All that may meet a route, and some that do not. */
  near(route: Route): readonly GatewayRoute[] {
    const text = firstText(route);
    return text === undefined ? this.#all : [...(this.#byText.get(text) ?? []), ...this.#others];
  }

  #listFor(route: Route | undefined): GatewayRoute[] {
    const text = route && firstText(route);
    if (text === undefined) return this.#others;
    const list = this.#byText.get(text) ?? [];
    this.#byText.set(text, list);
    return list;
  }
}

/** The first segment where it is plain text. */
function firstText({ segments: [first = []] }: Route): string | undefined {
  const [only] = first;
  if (only === undefined) return '';
  return first.length === 1 && 'literal' in only && !isWildcard(first) ? only.literal : undefined;
}

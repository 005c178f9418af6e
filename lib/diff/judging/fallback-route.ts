import { API } from '../../facts';
import { addressOf, type GatewayModel, type GatewayRoute, type RouteStage } from '../../model';
import { comparePrecedence, coversPath, overlaps, type Route } from '../../route';
import { isUnknown } from '../../template';
import type { Comparison } from '../comparing/comparison';
import { keyIn } from '../pairing/pair-stacks';
import { Crossroads } from './route-index';

/** A route of the other gateway that takes requests of one that came or went. */
export interface Taker {
  /** `GET /a/*` */
  readonly name: string;
  readonly route: GatewayRoute;
  readonly stage: RouteStage;
  /** Why only ROS knows whether it takes them; `undefined` where it does. */
  readonly maybe: string | undefined;
}

/** Where the requests of a route in a stage go on the other side. */
export interface Succession {
  readonly takers: readonly Taker[];
  /** Whether no request is left that no other route takes. */
  readonly isWhole: boolean;
}

type StackNames = Comparison['stackNames'];

/** Finds where the requests of routes of one side go on the other. */
export type FindSuccession = (route: GatewayRoute, stage: RouteStage) => Succession;

const METHODS = API.methods.value.filter((method) => method !== 'ANY');

/**
 * Finds, for a route that one gateway lacks, which of its routes take the requests: the next in precedence, until one
 * takes all that are left. What goes before the route has its requests in both gateways, or is told by itself.
 */
export function successionIn(
  { routes }: GatewayModel,
  { groups, stackNames }: Pick<Comparison, 'groups' | 'stackNames'>,
): FindSuccession {
  const pairs = new Map(groups.flatMap((pair) => [pair.before, pair.after].map((each) => [each, pair])));
  const groupOf = ({ group }: GatewayRoute) =>
    isUnknown(group) ? keyIn(group, stackNames) : pairs.get(group);
  const byGroup = new Map<ReturnType<typeof groupOf>, Crossroads>();
  for (const each of routes) {
    const known = byGroup.get(groupOf(each)) ?? new Crossroads();
    byGroup.set(groupOf(each), known);
    known.add(each);
  }
  return (route, stage) => {
    if (route.route === undefined) return { takers: [], isWhole: false };
    const all = byGroup.get(groupOf(route))?.near(route.route) ?? [];
    const takers = all
      .filter((each) => mayMeet(each, route.route))
      .flatMap((each) => takersIn(each, stage, stackNames));
    return successionOf(route.route, takers.sort(byPrecedence));
  };
}

/** A path that only ROS knows may be any. */
function mayMeet({ method, path, route }: GatewayRoute, own: Route | undefined): boolean {
  if (own === undefined) return false;
  return route === undefined ? isUnknown(method) || isUnknown(path) : overlaps(route, own);
}

function takersIn(route: GatewayRoute, { stage: own }: RouteStage, names: StackNames): Taker[] {
  const isSame = (stage: RouteStage['stage']) => keyIn(stage, names) === keyIn(own, names);
  return route.stages
    .filter(({ stage }) => isUnknown(stage) || isUnknown(own) || stage === own)
    .map((stage) => ({
      name: addressOf(route),
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

function byPrecedence(a: Taker, b: Taker): number {
  if (a.route.route === undefined || b.route.route === undefined) return 0;
  return comparePrecedence(a.route.route, b.route.route);
}

function successionOf(own: Route, others: readonly Taker[]): Succession {
  const takers = new Set<Taker>();
  const methods = own.method === 'ANY' ? METHODS : [own.method];
  const isTaken = methods.map((method) => {
    for (const each of others) {
      const { route } = each.route;
      if (route !== undefined && route.method !== 'ANY' && route.method !== method) continue;
      const isBefore = route !== undefined && comparePrecedence(route, own) < 0;
      if (!isBefore) takers.add(each);
      if (route !== undefined && each.maybe === undefined && coversPath(route, own)) return true;
    }
    return false;
  });
  return { takers: [...takers], isWhole: isTaken.every(Boolean) };
}

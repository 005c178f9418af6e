import { ANY_STAGE } from '../../cloud-native';
import type { GatewayGroup } from '../../model';
import {
  caughtBetween,
  compareSegments,
  isWildcard,
  literalsOf,
  type PathPiece,
  type Route,
} from '../../route';
import type { Unknown } from '../../template';
import type { Step } from '../exchange/call';
import type { ServedRoute, Unemulated } from './served-route';

/** A route in one stage, ready to take calls. */
export interface RoutePlan {
  readonly served: ServedRoute;
  /** Method and whole path; `undefined` where they cannot be read, so that no request can ask for it. */
  readonly route: Route | undefined;
  readonly group: GatewayGroup | Unknown;
  /** `undefined` where only ROS knows. */
  readonly stage: string | undefined;
  /** What plain HTTP from this machine counts as: see the protocol step. */
  readonly localProtocol: 'http' | 'https';
  /** What makes it answer 501, unless a user allows to do without it. */
  readonly blocking: readonly Unemulated[];
  /** The cors plug-in's own answer to a preflight request. */
  readonly preflight: Step | undefined;
  readonly steps: readonly Step[];
}

/** A plan that takes a request, and what its path caught. */
export interface FoundRoute {
  readonly plan: RoutePlan;
  readonly pathParameters: ReadonlyMap<string, string>;
  /** What a final `*` caught. */
  readonly rest: string;
}

/** What a request asks for. */
interface RouteQuery {
  readonly method: string;
  /** As `findPath` spells it. */
  readonly path: string;
  readonly stage: string;
  /** Whether the host of the request may reach the plan. */
  readonly isReachable: (plan: RoutePlan) => boolean;
}

interface Node {
  readonly literals: Map<string, Node>;
  /** Segments of text and parameters, the longest text first. */
  readonly mixed: Mixed[];
  parameter: Node | undefined;
  readonly ends: End[];
  readonly wildcards: End[];
}

interface Mixed {
  readonly pieces: readonly PathPiece[];
  /** The literals around the parameters, one more than those. */
  readonly literals: readonly string[];
  readonly node: Node;
}

interface End {
  readonly plan: RoutePlan;
  readonly route: Route;
}

/**
 * Finds the routes that take a request: segment by segment the most exact path wins, then a method before ANY
 * (GATEWAY.precedence). More than one plan is found where several take it with equal right.
 */
export class RouteFinder {
  readonly #root = createNode();

  constructor(plans: readonly RoutePlan[]) {
    for (const plan of plans) this.#add(plan);
  }

  /** The plans for a request, all of them as exact; none when no route takes it. */
  find(query: RouteQuery): readonly FoundRoute[] {
    const segments = query.path.slice(1).split('/');
    return search({ node: this.#root, index: 0, caught: [] }, segments, query);
  }

  #add(plan: RoutePlan): void {
    const { route } = plan;
    if (route === undefined) return;
    let node = this.#root;
    for (const pieces of route.segments) {
      if (isWildcard(pieces)) {
        node.wildcards.push({ plan, route });
        return;
      }
      node = childFor(node, pieces);
    }
    node.ends.push({ plan, route });
  }
}

function createNode(): Node {
  return { literals: new Map(), mixed: [], parameter: undefined, ends: [], wildcards: [] };
}

function childFor(node: Node, pieces: readonly PathPiece[]): Node {
  const [only = { literal: '' }, second] = pieces;
  if (second !== undefined) return mixedChild(node, pieces);
  if ('parameter' in only) {
    node.parameter ??= createNode();
    return node.parameter;
  }
  const child = node.literals.get(only.literal) ?? createNode();
  node.literals.set(only.literal, child);
  return child;
}

function mixedChild(node: Node, pieces: readonly PathPiece[]): Node {
  const literals = literalsOf(pieces);
  const known = node.mixed.find((each) => each.literals.join('[]') === literals.join('[]'));
  if (known !== undefined) return known.node;
  const child = { pieces, literals, node: createNode() };
  node.mixed.push(child);
  node.mixed.sort((a, b) => compareSegments(a.pieces, b.pieces));
  return child.node;
}

interface Place {
  readonly node: Node;
  readonly index: number;
  readonly caught: readonly string[];
}

/** Depth first, the most exact first. Each node of the tree is looked at once at most. */
function search(place: Place, segments: readonly string[], query: RouteQuery): readonly FoundRoute[] {
  const { node, index, caught } = place;
  const segment = segments[index];
  if (segment === undefined) return foundAt(node.ends, { caught, rest: '' }, query);
  const literal = node.literals.get(segment);
  const exact = literal === undefined ? [] : search(placeIn(literal, place), segments, query);
  if (exact.length > 0) return exact;
  for (const { literals, node: child } of node.mixed) {
    const values = caughtBetween(literals, segment);
    const found = values === undefined ? [] : search(placeIn(child, place, values), segments, query);
    if (found.length > 0) return found;
  }
  const { parameter } = node;
  const isCaught = parameter !== undefined && segment !== '';
  const any = isCaught ? search(placeIn(parameter, place, [segment]), segments, query) : [];
  if (any.length > 0) return any;
  const rest = segments.slice(index).join('/');
  return rest === '' ? [] : foundAt(node.wildcards, { caught, rest }, query);
}

/** One segment further, with what that caught. */
function placeIn(node: Node, { caught, index }: Place, values: readonly string[] = []): Place {
  return { node, index: index + 1, caught: values.length === 0 ? caught : [...caught, ...values] };
}

interface Caught {
  readonly caught: readonly string[];
  readonly rest: string;
}

function foundAt(ends: readonly End[], { caught, rest }: Caught, query: RouteQuery): readonly FoundRoute[] {
  const possible = endsIn(
    query.stage,
    ends.filter(({ plan }) => query.isReachable(plan)),
  );
  const exact = possible.filter(({ route }) => route.method === query.method);
  return (exact.length > 0 ? exact : possible.filter(({ route }) => route.method === 'ANY')).map(
    ({ plan, route }) => ({
      plan,
      pathParameters: new Map(route.parameters.map((name, index) => [name, caught[index] ?? ''])),
      rest,
    }),
  );
}

/** A stage that is sure goes before one that only ROS knows. */
function endsIn(stage: string, ends: readonly End[]): readonly End[] {
  const sure = ends.filter(({ plan }) => plan.stage === stage || plan.stage === ANY_STAGE);
  return sure.length > 0 ? sure : ends.filter(({ plan }) => plan.stage === undefined);
}

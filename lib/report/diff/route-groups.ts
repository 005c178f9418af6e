import type { CallerEffect, Exposure, GatewayDiff, Posture, RouteChange } from '../../diff';

/** Routes whose callers meet the same. */
export interface RouteGroup {
  readonly routes: readonly string[];
  /** The stages, where the gateways have several; none where they have one. */
  readonly stages: readonly string[];
  /** What is so for each of them. */
  readonly change: RouteChange;
  /** The fingerprints of all changes that say why. */
  readonly changes: readonly string[];
}

/** What becomes of callers, route by route; those who meet the same together, and the weakest first. */
export function routeGroups({ routes }: Pick<GatewayDiff, 'routes'>): readonly RouteGroup[] {
  const hasStages = new Set(routes.map(({ stage }) => stage)).size > 1;
  const groups = new Map<string, RouteChange[]>();
  for (const each of routes) {
    const key = keyOf(each);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [each]);
    else known.push(each);
  }
  return [...groups.values()].map((same) => groupOf(same, hasStages)).sort(byWeight);
}

function groupOf(same: readonly RouteChange[], hasStages: boolean): RouteGroup {
  const [change] = same;
  if (change === undefined) throw new TypeError('a group of no route');
  return {
    routes: [...new Set(same.map(({ route }) => route))].sort(byPath),
    stages: hasStages ? [...new Set(same.map(({ stage }) => stage))] : [],
    change,
    changes: [...new Set(same.flatMap(({ changes }) => changes))],
  };
}

/** All that a reader is told of a route but its address. */
function keyOf(change: RouteChange): string {
  const { changes, route, stage, stack, ...told } = change;
  return JSON.stringify(told);
}

/** Routes of one path stand together. */
function byPath(a: string, b: string): number {
  const [mine, theirs] = [a, b].map((each) => `${each.slice(each.indexOf(' ') + 1)} ${each}`);
  if (mine === theirs) return 0;
  return (mine ?? '') < (theirs ?? '') ? -1 : 1;
}

/** What a reviewer has to look at first. */
export type RouteRank = 'weaker' | 'open' | 'unclear' | 'outage' | 'breaking' | 'others';

const RANKS: readonly RouteRank[] = ['weaker', 'open', 'unclear', 'outage', 'breaking', 'others'];

/** The rank of a route by the worst that happens to it. */
export function rankOfRoute({
  callers,
  exposures,
  posture,
}: {
  readonly callers: { readonly verdict: CallerEffect };
  readonly exposures: readonly Exposure[];
  readonly posture: { readonly verdict: Posture };
}): RouteRank {
  if (posture.verdict === 'weaker') return 'weaker';
  if (exposures.some(({ kind }) => kind === 'open')) return 'open';
  if (posture.verdict === 'unknown') return 'unclear';
  if (exposures.length > 0) return 'outage';
  return callers.verdict === 'safe' ? 'others' : 'breaking';
}

function byWeight(a: RouteGroup, b: RouteGroup): number {
  const rank = RANKS.indexOf(rankOfRoute(a.change)) - RANKS.indexOf(rankOfRoute(b.change));
  return rank || b.routes.length - a.routes.length || byPath(a.routes[0] ?? '', b.routes[0] ?? '');
}

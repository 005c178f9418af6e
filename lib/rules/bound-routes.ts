import type { GatewayModel, GatewayRoute, PluginBinding, RouteStage } from '../model';
import { oncePer } from '../once-per';
import { isSame } from '../template';
import type { Judgement } from './rule';

/** A route that a binding is for. */
export interface BoundRoute {
  readonly route: GatewayRoute;
  /** Why it is not certain that the binding is for this route. */
  readonly maybe: string | undefined;
  /** The published stage that it is, or may be, for; `undefined` when the route is not published to any such. */
  readonly stage: RouteStage | undefined;
}

interface Draft extends BoundRoute {
  stage: RouteStage | undefined;
}

/** The routes of each binding: one, several that it may be for, or none in the template. */
export const boundRoutes = oncePer(findBoundRoutes);

function findBoundRoutes({ routes }: GatewayModel): ReadonlyMap<PluginBinding, readonly BoundRoute[]> {
  const found = new Map<PluginBinding, Draft[]>();
  for (const route of routes) {
    for (const { binding, maybe } of route.bindings) {
      if (binding === undefined) continue;
      const same = found.get(binding);
      if (same === undefined) found.set(binding, [{ route, maybe, stage: undefined }]);
      else same.push({ route, maybe, stage: undefined });
    }
    for (const stage of route.stages) addStage(stage, found);
  }
  return found;
}

/** The route at hand is the last one of each of its bindings. */
function addStage(stage: RouteStage, found: ReadonlyMap<PluginBinding, readonly Draft[]>): void {
  for (const { binding } of stage.bindings) {
    const bound = binding && found.get(binding)?.at(-1);
    if (bound !== undefined && (bound.stage === undefined || isSameStage(stage, binding)))
      bound.stage = stage;
  }
}

/** What a rule says of each route of a binding. Of one alone, which is the usual case, no list is made. */
export function judgeEach(
  bound: readonly BoundRoute[],
  judge: (to: BoundRoute) => Judgement | readonly Judgement[],
): Judgement | readonly Judgement[] {
  const [first, second] = bound;
  return first !== undefined && second === undefined ? judge(first) : bound.flatMap((to) => judge(to));
}

/** Whether a binding is sure to be for a stage. */
export function isSameStage({ stage }: RouteStage, binding: PluginBinding | undefined): boolean {
  return binding !== undefined && isSame(stage, binding.stage);
}

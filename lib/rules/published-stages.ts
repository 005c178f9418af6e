import type { GatewayModel, GatewayRoute, Protection, RouteStage } from '../template';
import { type Subject, stageSubject } from './subject';

/** A stage that a route is published to. */
export interface PublishedStage {
  readonly route: GatewayRoute;
  readonly stage: RouteStage;
  readonly subject: Subject;
  /** Who gets through; unknown, too, when it is not certain that the route is published here. */
  readonly protection: Protection;
}

const known = new WeakMap<GatewayModel, readonly PublishedStage[]>();

/** Every stage of every route, in the order of the template. Most rules ask, so it is made once for each model. */
export function publishedStages(model: GatewayModel): readonly PublishedStage[] {
  const stages = known.get(model) ?? model.routes.flatMap(stagesOf);
  known.set(model, stages);
  return stages;
}

/** The stages of one route. */
function stagesOf(route: GatewayRoute): PublishedStage[] {
  return route.stages.map((stage) => {
    const { maybe, protection } = stage;
    const certain = maybe === undefined ? protection : ({ kind: 'unknown', why: maybe } as const);
    return { route, stage, subject: stageSubject(route, stage), protection: certain };
  });
}

type PublishedRoutes = ReadonlyMap<GatewayRoute, readonly PublishedStage[]>;

const knownRoutes = new WeakMap<GatewayModel, PublishedRoutes>();

/** The stages of each route that is published. */
export function publishedRoutes(model: GatewayModel): PublishedRoutes {
  const routes = knownRoutes.get(model) ?? groupByRoute(model);
  knownRoutes.set(model, routes);
  return routes;
}

function groupByRoute(model: GatewayModel): PublishedRoutes {
  const routes = new Map<GatewayRoute, PublishedStage[]>();
  for (const each of publishedStages(model)) {
    const stages = routes.get(each.route);
    if (stages === undefined) routes.set(each.route, [each]);
    else stages.push(each);
  }
  return routes;
}

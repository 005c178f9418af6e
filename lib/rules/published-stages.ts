import type { GatewayModel, GatewayRoute, Protection, RouteStage } from '../model';
import { oncePer } from '../once-per';

/** A stage that a route is published to. */
export interface PublishedStage {
  readonly route: GatewayRoute;
  readonly stage: RouteStage;
  /** Who gets through; unknown, too, when it is not certain that the route is published here. */
  readonly protection: Protection;
}

/** The stages of each route that is published, in the order of the template. */
export const publishedRoutes = oncePer(({ routes }: GatewayModel): readonly (readonly PublishedStage[])[] =>
  routes.filter(({ stages }) => stages.length > 0).map(stagesOf),
);

/** Every stage of every route, in the order of the template. */
export const publishedStages = oncePer((model: GatewayModel): readonly PublishedStage[] =>
  publishedRoutes(model).flat(),
);

function stagesOf(route: GatewayRoute): PublishedStage[] {
  return route.stages.map((stage) => ({ route, stage, protection: protectionOf(stage) }));
}

function protectionOf({ maybe, protection }: RouteStage): Protection {
  return maybe === undefined ? protection : { kind: 'unknown', why: maybe };
}

import { GatewayError } from '../errors';
import { API } from '../facts';
import { compareRoutes, type Route } from '../route';
import {
  type ApiDefinition,
  apiDefinitionOf,
  type GatewayModel,
  type GatewayRoute,
  isUnknown,
  type Maybe,
  type RouteStage,
} from '../template';
import { type GivenBackends, readBackend, readBackendRoute } from './backend-plan';
import { type BoundPlugins, type Hindrance, readBoundPlugins } from './bound-plugins';
import type { JwtCheck } from './jwt-check';
import { OBSTACLES, type ObstacleName } from './obstacles';
import { readParameterPlan } from './parameter-plan';
import { routeBelow } from './route-finder';
import type { RoutePlan, Step } from './route-plan';
import { backendStep } from './steps/backend';
import { jwtStep } from './steps/jwt';
import { protocolStep } from './steps/protocol';

/** What all plans are made with. */
export interface PlanContext {
  readonly backends: GivenBackends;
  readonly allowed: ReadonlySet<ObstacleName>;
  readonly jwtCheckOf: (jwt: NonNullable<BoundPlugins['jwtAuth']>) => JwtCheck;
}

/** The plans of all routes in all stages they are published to, in the order of `routes`. */
export function planRoutes(model: GatewayModel, context: PlanContext): readonly RoutePlan[] {
  return model.routes
    .flatMap((route) => {
      const definition = apiDefinitionOf(route);
      return route.stages.map((stage) => planRoute({ route, stage, definition }, context));
    })
    .sort(comparePlans);
}

interface Published {
  readonly route: GatewayRoute;
  readonly stage: RouteStage;
  readonly definition: ApiDefinition;
}

function planRoute(published: Published, context: PlanContext): RoutePlan {
  const { route, stage } = published;
  const plugins = readBoundPlugins(stage);
  const { hindrances, steps } = stepsOf(published, plugins, context);
  const label = labelOf(route);
  const stageName = isUnknown(stage.stage) ? stage.stage.expression : stage.stage;
  const unemulated = unique([...whoMayCall(published), ...whetherServed(published), ...hindrances]).map(
    ({ name, why }) => ({ name, why, route: label, stage: stageName, blocks: OBSTACLES[name].blocks }),
  );
  return {
    served: { route, stage, label, stageName, unemulated },
    route: fullRoute(route),
    group: route.group,
    stage: isUnknown(stage.stage) ? undefined : stage.stage,
    schema: published.definition.requestProtocol === 'HTTP' ? 'http' : 'https',
    blockedBy: unemulated.filter(({ blocks, name }) => blocks && !context.allowed.has(name)),
    preflight: undefined,
    steps,
  };
}

function unique(hindrances: readonly Hindrance[]): readonly Hindrance[] {
  const keys = hindrances.map(({ name, why }) => `${name} ${why}`);
  return hindrances.filter((_, index) => keys.indexOf(keys[index] ?? '') === index);
}

interface Plan {
  readonly hindrances: readonly Hindrance[];
  readonly steps: readonly Step[];
}

function stepsOf({ definition, route }: Published, plugins: BoundPlugins, context: PlanContext): Plan {
  const hindrances: Hindrance[] = [...plugins.hindrances];
  for (const name of ['ipControl', 'accessControl', 'trafficControl'] as const)
    if (plugins[name] !== undefined) hindrances.push({ name, why: `${name} is not emulated yet` });
  const { jwtAuth } = plugins;
  const forwards = jwtAuth?.model.claimParameters ?? [];
  const parameters = readParameterPlan(definition, forwards);
  const protocol = definition.requestProtocol;
  if (isUnknown(protocol))
    hindrances.push({ name: 'definition', why: `the protocol is ${protocol.expression}` });
  const backend = readBackend(route, definition, { ...context.backends, forwards });
  if ('why' in backend) hindrances.push({ name: 'backend', why: backend.why });
  if ('why' in parameters) {
    hindrances.push({ name: 'definition', why: parameters.why });
    return { hindrances, steps: [] };
  }
  const backendRoute = readBackendRoute(route, definition, parameters);
  if ('why' in backendRoute) hindrances.push({ name: 'definition', why: backendRoute.why });
  const steps: readonly (Step | undefined)[] = [
    isUnknown(protocol) ? undefined : protocolStep(protocol),
    jwtAuth && jwtStep(jwtAuth.model, context.jwtCheckOf(jwtAuth)),
    'why' in backend || 'why' in backendRoute ? undefined : backendStep(backendRoute, backend),
  ];
  return { hindrances, steps: steps.filter((step) => step !== undefined) };
}

/** What about callers is not checked here, or cannot be read. */
function whoMayCall({ route: { authType }, stage: { protection } }: Published): readonly Hindrance[] {
  if (protection.kind === 'unknown') return [{ name: 'protection', why: protection.why }];
  if (protection.kind === 'public') return [];
  const locks = protection.locks.flatMap((lock): Hindrance[] => {
    if (lock.kind === 'app')
      return [
        { name: 'app', why: `AuthType is ${words(authType)}: signatures of apps are not checked here` },
      ];
    if (lock.kind === 'openid')
      return [{ name: 'openid', why: "the API's own OpenID Connect settings are not checked here" }];
    return [];
  });
  const isKnown =
    typeof authType === 'string' && (API.authTypes.value as readonly string[]).includes(authType);
  if (isKnown) return locks;
  return [
    ...locks,
    { name: 'app', why: `AuthType is ${words(authType)}: an app may be demanded beside the plug-in` },
  ];
}

function words(value: Maybe<string> | undefined): string {
  if (value === undefined) return 'not given';
  return isUnknown(value) ? value.expression : value;
}

/** Why it is not certain that the service serves the route, here and in this way. */
function whetherServed({ route, stage }: Published): readonly Hindrance[] {
  const { group } = route;
  const conditions = [...route.existsIf, ...stage.existsIf, ...(isUnknown(group) ? [] : group.existsIf)];
  const old = stage.deployments.find(({ historyVersion }) => historyVersion !== undefined);
  const [condition] = conditions;
  const found: readonly (Hindrance | false | undefined)[] = [
    condition !== undefined && { name: 'existence', why: `it is there only if ${condition}` },
    stage.maybe !== undefined && { name: 'existence', why: stage.maybe },
    isUnknown(stage.stage) && { name: 'existence', why: `the stage is ${stage.stage.expression}` },
    isUnknown(group) && { name: 'definition', why: `the group is ${group.expression}` },
    old && { name: 'definition', why: `deployment ${old.id} publishes an older version` },
    fullRoute(route) === undefined && {
      name: 'definition',
      why: route.problem ?? 'the base path of the group cannot be read',
    },
  ];
  return found.filter((each) => typeof each === 'object');
}

/** The route with the base path of its group; `undefined` where either cannot be read. */
function fullRoute({ group, route }: GatewayRoute): Route | undefined {
  if (route === undefined || isUnknown(group)) return route;
  const { basePath = '' } = group;
  if (isUnknown(basePath)) return undefined;
  try {
    return routeBelow(basePath, route);
  } catch (error) {
    if (GatewayError.isGatewayError(error)) return undefined;
    throw error;
  }
}

function labelOf(route: GatewayRoute): string {
  const full = fullRoute(route) ?? route.route;
  return full === undefined ? `${words(route.method)} ${words(route.path)}` : `${full.method} ${full.path}`;
}

function comparePlans(a: RoutePlan, b: RoutePlan): number {
  if (a.route === undefined || b.route === undefined)
    return Number(a.route === undefined) - Number(b.route === undefined);
  const stages: readonly string[] = API.stages.value;
  return compareRoutes(a.route, b.route) || stages.indexOf(a.stage ?? '') - stages.indexOf(b.stage ?? '');
}

import { GatewayError } from '../errors';
import { API } from '../facts';
import type { JwtAuthModel } from '../plugin';
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
import { type OlderBindings, olderBindingsOf } from './older-bindings';
import { readParameterPlan } from './parameter-plan';
import { routeBelow } from './route-finder';
import type { RoutePlan, Step } from './route-plan';
import { accessControlStep } from './steps/access-control';
import { backendStep } from './steps/backend';
import { corsStep } from './steps/cors';
import { ipControlStep } from './steps/ip-control';
import { jwtStep } from './steps/jwt';
import { parametersStep } from './steps/parameters';
import { protocolStep } from './steps/protocol';
import { trafficControlStep } from './steps/traffic-control';
import { tokenSourceOf } from './token-source';

interface PlanContext extends PlanOptions {
  readonly olderBindings: OlderBindings;
}

/** What all plans are made with. */
export interface PlanOptions {
  readonly backends: GivenBackends;
  readonly allowed: ReadonlySet<ObstacleName>;
  readonly jwtCheckOf: (model: JwtAuthModel) => JwtCheck;
}

/** The plans of all routes in all stages they are published to, in the order of `routes`. */
export function planRoutes(model: GatewayModel, options: PlanOptions): readonly RoutePlan[] {
  const context = { ...options, olderBindings: olderBindingsOf(model) };
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
  const { hindrances, preflight, steps } = stepsOf(published, plugins, context);
  const label = labelOf(route);
  const stageName = isUnknown(stage.stage) ? stage.stage.expression : stage.stage;
  const all = [
    ...whoMayCall(published),
    ...whetherServed(published),
    ...hindrances,
    ...context.olderBindings(route.resource, stage),
  ];
  const unemulated = unique(all).map(({ name, why }) => ({
    name,
    why,
    route: label,
    stage: stageName,
    blocks: OBSTACLES[name].blocks,
  }));
  return {
    served: { route, stage, label, stageName, unemulated },
    route: fullRoute(route),
    group: route.group,
    stage: isUnknown(stage.stage) ? undefined : stage.stage,
    schema: published.definition.requestProtocol === 'HTTP' ? 'http' : 'https',
    blockedBy: unemulated.filter(({ blocks, name }) => blocks && !context.allowed.has(name)),
    preflight,
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
  readonly preflight: Step | undefined;
}

/** The steps in the service's order (GATEWAY.stepOrder), and what keeps some of them from being made. */
function stepsOf({ definition, route }: Published, plugins: BoundPlugins, context: PlanContext): Plan {
  const hindrances: Hindrance[] = [...plugins.hindrances];
  const tell = (name: ObstacleName, why: string) => {
    hindrances.push({ name, why });
    return undefined;
  };
  const { accessControl, cors, ipControl, jwtAuth, trafficControl } = plugins;
  const claims = jwtAuth?.claimParameters ?? [];
  const protocol = definition.requestProtocol;
  const backend = readBackend(route, definition, { ...context.backends, forwards: claims });
  const parameters = readParameterPlan(definition, claims);
  const backendRoute = 'why' in parameters ? parameters : readBackendRoute(route, definition, parameters);
  const preflight = cors && corsStep(cors);
  const steps: readonly (Step | undefined)[] = [
    isUnknown(protocol)
      ? tell('definition', `the protocol is ${protocol.expression}`)
      : protocolStep(protocol),
    'why' in parameters ? undefined : parametersStep(parameters),
    ipControl && ipControlStep(ipControl),
    jwtAuth && jwtStep(tokenSourceOf(jwtAuth, definition), context.jwtCheckOf(jwtAuth)),
    accessControl &&
      attempt(
        () => accessControlStep(accessControl, claims),
        (why) => tell('accessControl', why),
      ),
    trafficControl && trafficControlStep(trafficControl),
    preflight,
    'why' in backend ? tell('backend', backend.why) : undefined,
    'why' in backendRoute ? tell('definition', backendRoute.why) : undefined,
    'why' in backend || 'why' in backendRoute ? undefined : backendStep(backendRoute, backend),
  ];
  return { hindrances, preflight, steps: steps.filter((step) => step !== undefined) };
}

function attempt(make: () => Step, tell: (why: string) => undefined): Step | undefined {
  try {
    return make();
  } catch (error) {
    if (GatewayError.isGatewayError(error)) return tell(error.message);
    throw error;
  }
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

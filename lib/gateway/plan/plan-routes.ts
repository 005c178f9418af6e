import { isCloudNativeStage } from '../../cloud-native';
import { GatewayError } from '../../errors';
import { API } from '../../facts';
import {
  type ApiDefinition,
  apiDefinitionOf,
  findTokenPlace,
  fullNameOf,
  fullRouteOf,
  type GatewayModel,
  type GatewayRoute,
  type RouteStage,
  stageBackendOf,
} from '../../model';
import type { JwtAuthModel } from '../../plugin';
import { compareRoutes, type Route } from '../../route';
import { isUnknown, textOrExpression } from '../../template';
import { cloudNativeSteps } from '../cloud-native/plan-cloud-native';
import type { Step } from '../exchange/call';
import { accessControlStep } from '../steps/access-control';
import { backendStep } from '../steps/backend';
import { corsStep } from '../steps/cors';
import { ipControlStep } from '../steps/ip-control';
import { jwtStep } from '../steps/jwt';
import type { JwtCheck } from '../steps/jwt-check';
import { parametersStep } from '../steps/parameters';
import { protocolStep } from '../steps/protocol';
import { trafficControlStep } from '../steps/traffic-control';
import { type GivenBackends, readBackend, readBackendRoute } from './backend-plan';
import { type BoundPlugins, type OlderBindings, olderBindingsOf, readBoundPlugins } from './bound-plugins';
import { readParameterPlan } from './parameter-plan';
import type { RoutePlan } from './route-finder';
import {
  UNSUPPORTED,
  type UnsupportedName,
  type UnsupportedReason,
  whetherServed,
  whoMayCall,
} from './unsupported';

interface PlanContext extends PlanOptions {
  readonly olderBindings: OlderBindings;
}

/** What all plans are made with. */
interface PlanOptions {
  readonly backends: GivenBackends;
  readonly allowed: ReadonlySet<UnsupportedName>;
  readonly jwtCheckOf: (model: JwtAuthModel) => JwtCheck;
}

/** The plans of all routes in all stages they are published to, in the order of `routes`. */
export function planRoutes(model: GatewayModel, options: PlanOptions): readonly RoutePlan[] {
  const context = { ...options, olderBindings: olderBindingsOf(model) };
  return model.routes
    .flatMap((route) => {
      const definition = apiDefinitionOf(route);
      return route.stages.map((stage) => {
        const backend = stageBackendOf(route, stage, definition.backend);
        return planRoute({ route, stage, definition: { ...definition, backend } }, context);
      });
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
  const { localProtocol, preflight, steps, unsupportedReasons } = stepsOf(published, context);
  const label = fullNameOf(route);
  const stageName = isUnknown(stage.stage) ? stage.stage.expression : stage.stage;
  const all = [
    ...whoMayCall(published),
    ...whetherServed(published),
    ...unsupportedReasons,
    ...context.olderBindings(route.resource, stage),
  ];
  const unemulated = unique(all).map(({ name, why }) => ({
    name,
    why,
    route: label,
    stage: stageName,
    blocks: UNSUPPORTED[name].blocks,
  }));
  return {
    served: { route, stage, label, stageName, unemulated },
    route: fullRouteOf(route),
    group: route.group,
    stage: isUnknown(stage.stage) ? undefined : stage.stage,
    localProtocol,
    blocking: unemulated.filter(({ blocks, name }) => blocks && !context.allowed.has(name)),
    preflight,
    steps,
  };
}

function unique(unsupportedReasons: readonly UnsupportedReason[]): readonly UnsupportedReason[] {
  const keys = unsupportedReasons.map(({ name, why }) => `${name} ${why}`);
  return unsupportedReasons.filter((_, index) => keys.indexOf(keys[index] ?? '') === index);
}

interface Plan {
  readonly unsupportedReasons: readonly UnsupportedReason[];
  readonly steps: readonly Step[];
  readonly preflight: Step | undefined;
  readonly localProtocol: RoutePlan['localProtocol'];
}

function stepsOf({ definition, route, stage }: Published, context: PlanContext): Plan {
  if (isCloudNativeStage(stage))
    return {
      ...cloudNativeSteps({ route, stage }, context.backends),
      preflight: undefined,
      localProtocol: 'https',
    };
  const localProtocol = definition.requestProtocol === 'HTTP' ? 'http' : 'https';
  return {
    ...traditionalSteps({ definition, route, stage }, readBoundPlugins(stage), context),
    localProtocol,
  };
}

/** The steps in the service's order (GATEWAY.stepOrder), and what keeps some of them from being made. */
function traditionalSteps(
  { definition, route }: Published,
  plugins: BoundPlugins,
  context: PlanContext,
): Omit<Plan, 'localProtocol'> {
  const unsupportedReasons: UnsupportedReason[] = [...plugins.unsupportedReasons];
  const tell = (name: UnsupportedName, why: string) => {
    unsupportedReasons.push({ name, why });
    return undefined;
  };
  const { accessControl, cors, ipControl, jwtAuth, trafficControl } = plugins;
  const claims = jwtAuth?.claimParameters ?? [];
  const protocol = definition.requestProtocol;
  const backend = readBackend(route, definition, { ...context.backends, forwards: claims });
  const parameters = readParameterPlan(definition, claims);
  const backendRoute = 'why' in parameters ? parameters : readBackendRoute(route, definition, parameters);
  const preflight = cors && corsStep(cors);
  const place = jwtAuth && findTokenPlace(jwtAuth, definition);
  if (isUnknown(place)) tell('definition', `where its token is looked for is ${place.expression}`);
  const steps: readonly (Step | undefined)[] = [
    isUnknown(protocol)
      ? tell('definition', `the protocol is ${protocol.expression}`)
      : protocolStep(protocol),
    'why' in parameters ? undefined : parametersStep(parameters),
    ipControl && ipControlStep(ipControl),
    jwtAuth && jwtStep(isUnknown(place) ? undefined : place, context.jwtCheckOf(jwtAuth)),
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
  return { unsupportedReasons, preflight, steps: steps.filter((step) => step !== undefined) };
}

function attempt(make: () => Step, tell: (why: string) => undefined): Step | undefined {
  try {
    return make();
  } catch (error) {
    if (GatewayError.isGatewayError(error)) return tell(error.message);
    throw error;
  }
}

function comparePlans(a: RoutePlan, b: RoutePlan): number {
  const stages: readonly string[] = API.stages.value;
  return (
    compareWhole(a.route, b.route) ||
    stages.indexOf(a.stage ?? '') - stages.indexOf(b.stage ?? '') ||
    compareTexts(orderKeysOf(a), orderKeysOf(b))
  );
}

/** Routes that could not be read stand last. */
function compareWhole(a: Route | undefined, b: Route | undefined): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  return compareRoutes(a, b);
}

/** Stage, group, stack and logical id, one after the other. */
function orderKeysOf({ group, served: { route, stageName } }: RoutePlan): readonly string[] {
  const name = isUnknown(group) ? group.expression : textOrExpression(group.name ?? group.id);
  return [stageName, name, route.stack, route.id];
}

function compareTexts(a: readonly string[], b: readonly string[]): number {
  const index = a.findIndex((text, at) => text !== b[at]);
  if (index === -1) return 0;
  return (a[index] ?? '') < (b[index] ?? '') ? -1 : 1;
}

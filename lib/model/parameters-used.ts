import { isJsonObject, type JsonValue, memberOf } from '../json';
import {
  forEachParameter,
  functionIn,
  type GivenParameter,
  givenNames,
  isUnknown,
  type Resource,
  type Stack,
} from '../template';
import type { GatewayModel, GatewayRoute, RouteStage } from './gateway';
import { variablesReadBy } from './stage-backend';

/** A parameter that was given a value when the templates were read, or has its default. */
export interface UsedParameter extends GivenParameter {
  readonly name: string;
  readonly stack: string;
}

/** The parameters of a model that have values because of how it was read, in the order of the templates. */
export function usedParametersOf({ stacks }: GatewayModel): readonly UsedParameter[] {
  return stacks.flatMap(({ given, name: stack }) =>
    [...given]
      .filter(([, { from }]) => from !== 'only value')
      .map(([name, parameter]) => ({ ...parameter, name, stack })),
  );
}

/** Which parameters each part of a route in a stage is made of; parts that no parameter decides are not there. */
type PartsFromParameters = Readonly<Partial<Record<RoutePart, readonly string[]>>>;

/** What is told of a route in a stage. */
type RoutePart = 'method' | 'basePath' | 'path' | 'stage' | 'group' | 'protection' | 'backend';

/** The parts of a route in a stage that come from parameters with given values. */
export function partsFromParameters(route: GatewayRoute, stage: RouteStage | undefined): PartsFromParameters {
  const { group, resource } = route;
  const { AuthType, RequestConfig } = resource.properties;
  const inRequest = (name: string) =>
    typeof RequestConfig === 'object' && RequestConfig !== null && name in RequestConfig
      ? (RequestConfig as Readonly<Record<string, JsonValue>>)[name]
      : RequestConfig;
  const ofGroup = (name: string) =>
    isUnknown(group) ? [] : namesOf([[group.resource.properties[name], group.resource]]);
  const bound = stage?.bindings ?? [];
  const parts: Readonly<Record<RoutePart, readonly string[]>> = {
    method: namesOf([[inRequest('RequestHttpMethod'), resource]]),
    basePath: ofGroup('BasePath'),
    path: namesOf([[inRequest('RequestPath'), resource]]),
    stage: namesOf(
      (stage?.deployments ?? []).map((each) => [each.resource.properties.StageName, each.resource]),
    ),
    group: ofGroup('GroupName'),
    protection: namesOf([
      [AuthType, resource],
      ...[resource, ...(stage?.deployments ?? []).map((each) => each.resource)].map(conditionOf),
      ...bound.flatMap(({ binding, plugin }) => [
        ...(binding === undefined ? [] : [whole(binding.resource)]),
        ...(isUnknown(plugin) ? [] : [whole(plugin.resource)]),
      ]),
    ]),
    backend: stage === undefined ? [] : namesOf(backendPlaces(route, stage)),
  };
  return Object.fromEntries(Object.entries(parts).filter(([, names]) => names.length > 0));
}

/** What a backend is made of that reads variables of the stage: only such backends are told of. */
function backendPlaces(route: GatewayRoute, { variables }: RouteStage): Where[] {
  const { uses } = variablesReadBy(route);
  if (uses.length === 0) return [];
  const { resource } = route;
  const values = variables.configs.flatMap(({ resource: config }): Where[] => {
    const { Variables } = config.properties;
    if (!isJsonObject(Variables) || functionIn(Variables) !== undefined) return [[Variables, config]];
    return uses.map(({ name }) => [memberOf(Variables, name), config]);
  });
  return [[resource.properties.ServiceConfig, resource], ...values];
}

/** Whether a route in a stage, or who may call it, is made of a parameter of a stack, be its value known or not. */
export function isMadeOfParameter(
  { group, resource }: GatewayRoute,
  { bindings, deployments }: RouteStage,
  parameter: { readonly name: string; readonly stack: Stack },
): boolean {
  const bound = bindings.flatMap(({ binding, plugin }) => [
    ...(binding === undefined ? [] : [binding.resource]),
    ...(isUnknown(plugin) ? [] : [plugin.resource]),
  ]);
  const parts = [
    resource,
    ...(isUnknown(group) ? [] : [group.resource]),
    ...deployments.map((each) => each.resource),
    ...bound,
  ];
  return parts.some((part) => {
    let isFound = false;
    forEachParameter(part.written, part, (name, stack) => {
      isFound ||= name === parameter.name && stack === parameter.stack;
    });
    return isFound;
  });
}

type Where = readonly [value: JsonValue | undefined, resource: Resource];

const whole = (resource: Resource): Where => [resource.written, resource];

const conditionOf = (resource: Resource): Where => {
  const { Condition } = resource.written;
  return [Condition === undefined ? undefined : { Condition }, resource];
};

function namesOf(places: readonly Where[]): string[] {
  const names = new Set<string>();
  for (const [value, resource] of places)
    if (value !== undefined) for (const name of givenNames(value, resource)) names.add(name);
  return [...names].sort();
}

import type { JsonValue } from '../json';
import { choicesOf, forEachParameter, type Resource, type Stack } from '../template';
import type { GatewayModel, GatewayRoute, GatewayWay, RouteStage } from './gateway';
import type { Protection } from './protection';

/** At most so many ways to choose are looked at: the whole gateway is read once for each. */
const MOST_WAYS = 16;

/** One value for each parameter that can be chosen, by stack and name. */
export type Choice = ReadonlyMap<string, ReadonlyMap<string, JsonValue>>;

/**
 * Every way to choose the values of the parameters that a gateway is made of, and of which its templates allow a few; none
 * where there are too many.
 */
export function waysToChoose({ stacks }: GatewayModel): readonly Choice[] {
  const open = stacks.flatMap((stack) => choicesIn(stack));
  const count = open.reduce((product, { values }) => product * values.length, 1);
  if (open.length === 0 || count > MOST_WAYS) return [];
  return open.reduce<readonly Choice[]>(
    (ways, { name, stack, values }) =>
      ways.flatMap((way) => values.map((value) => withChoice(way, { name, stack, value }))),
    [new Map()],
  );
}

interface OpenParameter {
  readonly stack: string;
  readonly name: string;
  readonly values: readonly JsonValue[];
}

function choicesIn(stack: Stack): readonly OpenParameter[] {
  if (stack.parent !== undefined) return [];
  const choices = choicesOf(stack);
  if (choices.size === 0) return [];
  const used = new Set<string>();
  for (const resource of resourcesOf(stack))
    forEachParameter(resource.written, resource, (name) => void used.add(name));
  return [...choices]
    .filter(([name]) => used.has(name))
    .map(([name, values]) => ({ stack: stack.name, name, values }));
}

/** What the gateway is made of; what else a template makes has parameters enough of its own. */
function resourcesOf(stack: Stack): readonly Resource[] {
  const own = [...stack.resources.values()].flatMap((instances) => instances.slice(0, 1));
  const nested = [...stack.children.values()].flatMap(resourcesOf);
  return [...own.filter(({ type }) => /^ALIYUN::(?:ApiGateway|APIG|ROS)::/.test(type)), ...nested];
}

function withChoice(
  way: Choice,
  { name, stack, value }: { readonly stack: string; readonly name: string; readonly value: JsonValue },
): Choice {
  return new Map([...way, [stack, new Map([...(way.get(stack) ?? []), [name, value]])]]);
}

/** A choice in words: `Env is prod and Stage is TEST`. */
export function choiceWords(choice: Choice): string {
  const named = [...choice.values()].flatMap((values) =>
    [...values].map(([name, value]) => `${name} is ${String(value)}`),
  );
  return named.join(' and ');
}

/** The gateway with the protection of each route where all ways have the same: then it does not matter who chooses what. */
export function withWays(model: GatewayModel, ways: readonly GatewayWay[]): GatewayModel {
  if (ways.length === 0) return model;
  const stagesOf = ways.map((way) => stagesByKey(way.model));
  const routes = model.routes.map((route) => ({
    ...route,
    stages: route.stages.map((stage) => {
      const others = stagesOf.map((stages) => stages.get(keyOf(route, stage))?.protection);
      return { ...stage, protection: commonProtection(others) ?? stage.protection };
    }),
  }));
  return { ...model, routes, ways };
}

function stagesByKey({ routes }: GatewayModel): ReadonlyMap<string, RouteStage> {
  return new Map(
    routes.flatMap((route) => route.stages.map((stage) => [keyOf(route, stage), stage] as const)),
  );
}

/** A route and the deployments that publish it, which are the same in every way. */
function keyOf({ id, stack }: GatewayRoute, { deployments }: RouteStage): string {
  return JSON.stringify([stack, id, deployments.map((each) => [each.stack, each.id]).sort()]);
}

/** Where a way has no such route, or a protection that is another one, nothing holds for all of them. */
function commonProtection(all: readonly (Protection | undefined)[]): Protection | undefined {
  const [first] = all;
  const text = JSON.stringify(first);
  return all.every((each) => each !== undefined && JSON.stringify(each) === text) ? first : undefined;
}

import {
  type FromResource,
  type GatewayDomain,
  type GatewayGroup,
  type GatewayPlugin,
  logicalIdOf,
  type Stack,
} from '../template';
import type { Place } from './comparison';
import type { Pair } from './pair';
import type { PluginPair } from './pair-plugins';
import type { ResourcePair } from './pair-resources';
import { type RoutePair, type StagePair, wordsOf } from './pair-routes';
import type { WrittenResource } from './written-resource';

/** Under which names things are reported. */
export interface Places {
  readonly ofResource: (pair: ResourcePair) => Place;
  readonly ofStack: (pair: Pair<Stack>) => Place;
  readonly ofPlugins: (pair: PluginPair) => Place;
}

type Names = Pick<Place, 'subject' | 'route' | 'stage'>;

interface Named {
  readonly routes: readonly RoutePair[];
  readonly groups: readonly Pair<GatewayGroup>[];
  readonly domains: readonly Pair<GatewayDomain>[];
  readonly plugins: readonly Pair<GatewayPlugin>[];
  readonly stackNames: ReadonlyMap<Stack, string>;
}

/** The names of everything that either gateway has. */
export function createPlaces(named: Named): Places {
  const names = namesOf(named);
  const { stackNames } = named;
  return {
    ofResource({ before, after }) {
      const shown = after ?? before;
      const stack = stackNames.get(shown?.stack as Stack) ?? '';
      return { ...nameOf(after ?? before, names), stack, logicalId: shown?.id ?? '' };
    },
    ofStack({ before, after }) {
      const stack = stackNames.get((after ?? before) as Stack) ?? '';
      return { subject: `stack ${stack}`, stack, logicalId: '', route: undefined, stage: undefined };
    },
    ofPlugins({ before, after, isSame }) {
      const stack = stackNames.get(after.resource.stack) ?? '';
      const subject = isSame ? `plug-in ${after.id}` : `plug-in ${before.id} → ${after.id}`;
      return { subject, stack, logicalId: logicalIdOf(after.resource), route: undefined, stage: undefined };
    },
  };
}

/** `GET /orders` */
export function routePlace(pair: RoutePair, { stackNames }: Pick<Named, 'stackNames'>): Place {
  const { after, before, name } = pair;
  const route = after ?? before;
  const stack = stackNames.get(route?.resource.stack as Stack) ?? '';
  return { subject: name, stack, logicalId: route?.id ?? '', route: name, stage: undefined };
}

/** `GET /orders RELEASE` */
export function stagePlace({ name, route }: StagePair, named: Pick<Named, 'stackNames'>): Place {
  return { ...routePlace(route, named), subject: `${route.name} ${name}`, stage: name };
}

type NamesByResource = ReadonlyMap<Stack, ReadonlyMap<string, Names>>;

function namesOf({ domains, groups, plugins, routes }: Named): NamesByResource {
  const names = new Map<Stack, Map<string, Names>>();
  const add = (thing: FromResource | undefined, given: Partial<Names> & Pick<Names, 'subject'>) => {
    if (thing === undefined) return;
    const known = names.get(thing.resource.stack) ?? new Map<string, Names>();
    names.set(thing.resource.stack, known);
    const id = logicalIdOf(thing.resource);
    if (!known.has(id)) known.set(id, { route: undefined, stage: undefined, ...given });
  };
  for (const { before, after } of groups)
    for (const each of [before, after]) add(each, { subject: `group ${each?.id}` });
  for (const { before, after } of plugins)
    for (const each of [before, after]) add(each, { subject: `plug-in ${each?.id}` });
  for (const { before, after } of domains)
    for (const each of [before, after])
      add(each, { subject: `domain ${wordsOf(each?.name ?? each?.id ?? '')}` });
  for (const route of routes) addRoute(route, add);
  return names;
}

function addRoute(
  route: RoutePair,
  add: (thing: FromResource | undefined, names: Partial<Names> & Pick<Names, 'subject'>) => void,
): void {
  for (const side of [route.before, route.after]) {
    if (side === undefined) continue;
    add(side, { subject: route.name, route: route.name });
    for (const { deployments, stage } of side.stages)
      for (const each of deployments)
        add(each, { subject: `deployment ${each.id}`, route: route.name, stage: wordsOf(stage) });
    for (const { binding, stage } of side.bindings)
      add(binding, { subject: `binding ${binding?.id}`, route: route.name, stage: wordsOf(stage) });
  }
}

function nameOf(resource: WrittenResource | undefined, names: NamesByResource): Names {
  const known = resource && names.get(resource.stack)?.get(resource.id);
  if (known !== undefined) return known;
  const type = resource?.type.replace(/^ALIYUN::ApiGateway::/, '') || 'resource';
  return { subject: `${type} ${resource?.id ?? ''}`, route: undefined, stage: undefined };
}

import { isSameValue } from '../../json';
import type { FromResource, GatewayDomain, GatewayGroup, GatewayModel, GatewayPlugin } from '../../model';
import type { Resource, Stack } from '../../template';
import { isUnknown, logicalIdOf } from '../../template';
import { type Both, isBoth, type Pair, pairBy } from '../pairing/pair';
import { comparedPlugins, pairPlugins } from '../pairing/pair-plugins';
import { linksOf, pairResources, type ResourcePair, type SharedNames } from '../pairing/pair-resources';
import { pairGroups, pairRoutes } from '../pairing/pair-routes';
import { keyIn, pairStacks, stackNames } from '../pairing/pair-stacks';
import type { WrittenResource } from '../pairing/written-resource';
import { compareWaits, relevanceIn } from './compare-waits';
import type { ComparedPlugins, Comparison, Difference } from './comparison';
import { isAlike, resourceDifferences, stackDifferences, swapDifferences } from './find-differences';
import { createPlaces } from './places';
import { renamedIds, Words } from './words';

/** Reads two gateways thing by thing. */
export function compareGateways(base: GatewayModel, head: GatewayModel): Comparison {
  const models = { base, head };
  const stacks = pairStacks(base, head);
  const names = stackNames(stacks);
  const groups = pairGroups(base, head, names);
  const routes = pairRoutes(models, groups, stacks);
  const plugins = pairPlugins(models, routes, names);
  const domains = pairDomains(models, groups, names);
  const links = linksOf([base, head]);
  const shared = sharedNames({ routes, groups, plugins, domains });
  const resources = pairResources(models, { links, shared }, stacks);
  const places = createPlaces({ routes, links, stackNames: names });
  const words = new Words(resources, stacks, names);
  const isRelevant = relevanceIn(places);
  const context = { plugins: pluginsByResource(models), placeOf: places.ofResource, words };
  const others = resources.filter((pair) => !isAlike(pair, words));
  const differences = [
    ...stacks.flatMap((pair) => [...stackDifferences(pair, places.ofStack(pair), words)]),
    ...others.flatMap((pair) => [...resourceDifferences(pair, context)]),
  ];
  const of = differencesByThing(differences);
  const compared = comparedPlugins(plugins, routes).map((pair): ComparedPlugins => {
    const place = places.ofPlugins(pair);
    const found = pair.isSame ? of(pair.after) : [...swapDifferences(pair, place)];
    return { ...pair, place, differences: found.filter(({ path }) => path[1] === 'PluginData') };
  });
  const swaps = compared.flatMap((pair) => (pair.isSame ? [] : pair.differences));
  return {
    base,
    head,
    stacks,
    stackNames: names,
    groups,
    routes,
    stages: routes.flatMap((route) => route.stages),
    domains,
    plugins: compared,
    resources,
    differences: [...differences, ...swaps],
    waits: compareWaits(resources, candidatesIn({ resources, others, words }), { words, isRelevant }),
    isRelevant,
    routeOf: places.routeOf,
    placeOf: places.ofResource,
    of,
  };
}

/** Domains by name and group; a domain that went to another group is still the same one. */
function pairDomains(
  { base, head }: { readonly base: GatewayModel; readonly head: GatewayModel },
  groups: readonly Pair<GatewayGroup>[],
  stacks: ReadonlyMap<Stack, string>,
): Pair<GatewayDomain>[] {
  const keys = new Map(
    groups.flatMap((pair, index) => [[pair.before, index] as const, [pair.after, index] as const]),
  );
  const groupOf = ({ group }: GatewayDomain) => (isUnknown(group) ? keyIn(group, stacks) : keys.get(group));
  const name = (domain: GatewayDomain) => (typeof domain.name === 'string' ? [domain.name] : []);
  return pairBy(base.domains, head.domains, [
    (domain) => name(domain).map((each) => `${each} ${groupOf(domain)}`),
    name,
    (domain) =>
      typeof domain.name !== 'string' ? [`${stacks.get(domain.resource.stack)}/${domain.id}`] : [],
  ]);
}

type Paired = Readonly<Record<'routes' | 'groups' | 'plugins' | 'domains', readonly Pair<FromResource>[]>>;

/** One name for both sides of what was paired by its meaning. */
function sharedNames(paired: Paired): SharedNames {
  const names = new Map<Resource, string>();
  for (const [what, pairs] of Object.entries(paired))
    pairs.forEach(({ before, after }, index) => {
      for (const side of [before, after])
        if (side !== undefined) names.set(side.resource, `${what} ${index}`);
    });
  return names;
}

function pluginsByResource({ base, head }: { readonly base: GatewayModel; readonly head: GatewayModel }) {
  const plugins: readonly GatewayPlugin[] = [...base.plugins, ...head.plugins];
  return new Map(plugins.map((plugin) => [plugin.resource, plugin]));
}

/** What may wait for something else than before: where nothing went to another stack, who says something else. */
function candidatesIn(given: {
  readonly resources: readonly ResourcePair[];
  readonly others: readonly ResourcePair[];
  readonly words: Words;
}): Both<WrittenResource>[] {
  const { others, resources, words } = given;
  const both = others.filter(isBoth);
  const isMove = both.some((pair) => words.homeOf(pair) === undefined);
  return isMove ? resources.filter(isBoth) : both.filter((pair) => !isSameDependsOn(pair, words));
}

function isSameDependsOn({ after, before }: Both<WrittenResource>, words: Words): boolean {
  const [mine, theirs] = [before.written.DependsOn, after.written.DependsOn];
  return isSameValue(mine, theirs && renamedIds(theirs, words.renamesIn(after.stack)));
}

function differencesByThing(differences: readonly Difference[]): Comparison['of'] {
  const byResource = new Map<Stack, Map<string, Difference[]>>();
  for (const difference of differences)
    for (const side of [difference.sides.before, difference.sides.after]) {
      if (side === undefined || difference.type === '') continue;
      const ids = byResource.get(side.stack) ?? new Map<string, Difference[]>();
      byResource.set(side.stack, ids);
      const known = ids.get(side.id);
      if (known === undefined) ids.set(side.id, [difference]);
      else if (known.at(-1) !== difference) known.push(difference);
    }
  return (thing) =>
    thing === undefined ? [] : (byResource.get(thing.resource.stack)?.get(logicalIdOf(thing.resource)) ?? []);
}

import type { GatewayModel, GatewayPlugin, RouteStage } from '../../model';
import { isUnknown, type Stack } from '../../template';
import { type Both, type Pair, pairBy } from './pair';
import type { RoutePair, StagePair } from './pair-routes';

/** Two plug-ins that do the same work on a route, or are one resource. */
export interface PluginPair extends Both<GatewayPlugin> {
  /** Where the head uses the one and the base used the other. */
  readonly uses: readonly StagePair[];
  /** Whether they are one resource; otherwise one took the place of the other. */
  readonly isSame: boolean;
}

/** The plug-ins of both gateways as resources: by logical id, by what they do on a route, by name. */
export function pairPlugins(
  { base, head }: { readonly base: GatewayModel; readonly head: GatewayModel },
  routes: readonly RoutePair[],
  stacks: ReadonlyMap<Stack, string>,
): Pair<GatewayPlugin>[] {
  let roles: ReturnType<typeof rolesOf> | undefined;
  const rolesIn = (plugin: GatewayPlugin) => {
    roles ??= rolesOf(routes);
    return roles.get(plugin) ?? [];
  };
  return pairBy(base.plugins, head.plugins, [
    ({ id, resource }) => [`${stacks.get(resource.stack)}/${id}`],
    rolesIn,
    ({ name, type }) => (typeof name === 'string' && typeof type === 'string' ? [`${type} ${name}`] : []),
  ]);
}

/** `17 RELEASE jwtAuth`: what a plug-in does where. */
function rolesOf(routes: readonly RoutePair[]): ReadonlyMap<GatewayPlugin, readonly string[]> {
  const roles = new Map<GatewayPlugin, string[]>();
  routes.forEach((route, index) => {
    for (const stage of route.stages)
      for (const side of [stage.before, stage.after])
        for (const [type, plugin] of pluginsIn(side)) {
          const role = `${index} ${stage.name} ${type}`;
          const known = roles.get(plugin);
          if (known === undefined) roles.set(plugin, [role]);
          else known.push(role);
        }
  });
  return roles;
}

/** The plug-ins of a stage by their types: of each type one takes effect. */
function pluginsIn(stage: RouteStage | undefined): ReadonlyMap<string, GatewayPlugin> {
  const plugins = new Map<string, GatewayPlugin>();
  for (const { plugin } of stage?.bindings ?? [])
    if (!isUnknown(plugin) && typeof plugin.type === 'string' && !plugins.has(plugin.type))
      plugins.set(plugin.type, plugin);
  return plugins;
}

/** Every two plug-ins whose data have to be compared: the same resource, and what took its place on some route. */
export function comparedPlugins(
  pairs: readonly Pair<GatewayPlugin>[],
  routes: readonly RoutePair[],
): PluginPair[] {
  const uses = usesOf(routes);
  const compared: PluginPair[] = [];
  for (const { before, after } of pairs) {
    if (before === undefined || after === undefined) continue;
    compared.push({ before, after, uses: uses.get(before)?.get(after) ?? [], isSame: true });
    uses.get(before)?.delete(after);
  }
  for (const [before, others] of uses)
    for (const [after, stages] of others) compared.push({ before, after, uses: stages, isSame: false });
  return compared;
}

type Uses = Map<GatewayPlugin, Map<GatewayPlugin, StagePair[]>>;

function usesOf(routes: readonly RoutePair[]): Uses {
  const uses: Uses = new Map();
  for (const { stages } of routes)
    for (const stage of stages)
      for (const { plugin } of stage.before?.bindings ?? [])
        if (!isUnknown(plugin))
          for (const after of sameWork(plugin, stage)) addUse(uses, { before: plugin, after }, stage);
  return uses;
}

/**
 * What does the work of a plug-in in a stage afterwards. Of each type one takes effect; where a template binds several,
 * each is compared with itself and only what came with what went, so that neither order nor direction is a difference.
 */
function sameWork({ id, type }: GatewayPlugin, { after, before }: StagePair): readonly GatewayPlugin[] {
  if (isUnknown(type)) return [];
  const itself = new Set<GatewayPlugin>();
  for (const { plugin } of after?.bindings ?? [])
    if (!isUnknown(plugin) && plugin.id === id && plugin.type === type) itself.add(plugin);
  if (itself.size > 0) return [...itself];
  const now = ofType(type, after);
  const then = new Set(ofType(type, before).map((plugin) => plugin.id));
  return now.filter((plugin) => !then.has(plugin.id));
}

function ofType(type: string, stage: RouteStage | undefined): readonly GatewayPlugin[] {
  const bound = (stage?.bindings ?? []).flatMap(({ plugin }) => (isUnknown(plugin) ? [] : [plugin]));
  return [...new Set(bound)].filter((plugin) => plugin.type === type);
}

function addUse(uses: Uses, { before, after }: Both<GatewayPlugin>, stage: StagePair): void {
  const others = uses.get(before) ?? new Map<GatewayPlugin, StagePair[]>();
  uses.set(before, others);
  const stages = others.get(after);
  if (stages === undefined) others.set(after, [stage]);
  else stages.push(stage);
}

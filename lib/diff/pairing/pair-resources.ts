import type { GatewayDeployment, GatewayModel, PluginBinding } from '../../model';
import { isUnknown, keyOf, type Reference, type Resource, type Stack } from '../../template';
import { followedValue, type NameOf } from './followed-value';
import { type KeysOf, namesakesIn, type Pair, pairBy } from './pair';
import { stackNames } from './pair-stacks';
import { type WrittenResource, writtenResources } from './written-resource';

/** One resource in both gateways. */
export type ResourcePair = Pair<WrittenResource>;

/** What both gateways already know by one name. */
export type SharedNames = ReadonlyMap<Resource, string>;

/** Bindings and deployments by the resources that they are. */
export type Links = ReadonlyMap<Resource, PluginBinding | GatewayDeployment>;

const GATEWAY = 'ALIYUN::ApiGateway::';

/** What routes, groups, plug-ins and domains are made of was paired by what it means. */
const BY_MEANING: ReadonlySet<string> = new Set(
  ['Api', 'Group', 'Plugin', 'CustomDomain'].map((name) => GATEWAY + name),
);

/**
 * The resources of both gateways: by what they mean where that is known, else by logical id and type, else by all that
 * they say.
 */
export function pairResources(
  { base, head }: { readonly base: GatewayModel; readonly head: GatewayModel },
  { links, shared }: Meanings,
  stacks: readonly Pair<Stack>[],
): ResourcePair[] {
  const names = stackNames(stacks);
  const meaning = ({ instance, type }: WrittenResource) => {
    if (instance === undefined) return undefined;
    return BY_MEANING.has(type) ? shared.get(instance) : meaningOf(links.get(instance), shared);
  };
  const nameOf = (stack: Stack, name: string) => {
    const [resource] = stack.resources.get(name) ?? [];
    return (resource && shared.get(resource)) ?? `${names.get(stack)}/${name}`;
  };
  const id = (each: WrittenResource) => `${names.get(each.stack)}/${each.id} ${each.type}`;
  const [all, others] = [writtenResources(base), writtenResources(head)];
  const namesakes = namesakesIn(all, stacks, ({ stack }) => stack);
  const rounds: KeysOf<WrittenResource>[] = [
    (each) => [meaning(each) ?? []].flat(),
    (each) => (BY_MEANING.has(each.type) && each.instance !== undefined ? [] : [id(each)]),
    (each) => (isKnownByMeaning(each, links) ? [] : [`${each.type} ${textOf(each, nameOf)}`]),
  ];
  return pairBy(all, others, rounds, (each) => {
    const namesake = namesakes(each);
    const isSame =
      namesake?.type === each.type && isAlike(namesake.instance, each.instance, { links, shared });
    return isSame ? namesake : undefined;
  });
}

/** What is not the same by its meaning, is not the same because it says the same. */
function isKnownByMeaning({ instance, type }: WrittenResource, links: Links): boolean {
  return BY_MEANING.has(type) || (instance !== undefined && links.has(instance));
}

/** All that a resource says, but for what it waits for: that depends on the stack. */
function textOf({ stack, written }: WrittenResource, nameOf: NameOf): string {
  const { DependsOn, ...others } = written;
  return JSON.stringify(followedValue(others, stack, nameOf));
}

/** What bindings and deployments lead to, and what things are called on both sides. */
interface Meanings {
  readonly links: Links;
  readonly shared: SharedNames;
}

/** Whether two resources mean the same thing, as far as that is known: `meaningOf` without making up words. */
function isAlike(
  before: Resource | undefined,
  after: Resource | undefined,
  { links, shared }: Meanings,
): boolean {
  if (before === undefined || after === undefined) return before === after;
  if (BY_MEANING.has(after.type)) return shared.get(before) === shared.get(after);
  const [mine, theirs] = [links.get(before), links.get(after)];
  if (mine === undefined || theirs === undefined) return mine === theirs;
  if (nameOf(mine.api, shared) !== nameOf(theirs.api, shared) || keyOf(mine.stage) !== keyOf(theirs.stage))
    return false;
  if (!('pluginReference' in mine) || !('pluginReference' in theirs)) return true;
  return pluginOf(mine) === pluginOf(theirs);
}

/** What leads from a resource to the API that it is for. */
export function linksOf(models: readonly GatewayModel[]): Links {
  const links = new Map<Resource, PluginBinding | GatewayDeployment>();
  for (const { bindings, deployments } of models) {
    for (const each of bindings) links.set(each.resource, each);
    for (const each of deployments) links.set(each.resource, each);
  }
  return links;
}

/** What a resource does, in words that both gateways have for it. */
function meaningOf(
  link: PluginBinding | GatewayDeployment | undefined,
  shared: SharedNames,
): string | undefined {
  if (link === undefined) return undefined;
  const what = 'pluginReference' in link ? `binding of ${pluginOf(link)}` : 'deployment';
  return JSON.stringify([what, nameOf(link.api, shared), keyOf(link.stage)]);
}

function nameOf(reference: Reference, shared: SharedNames): string {
  if (reference.kind === 'literal') return `"${reference.text}"`;
  if (reference.kind !== 'resource') return reference.expression;
  return shared.get(reference.resource) ?? `resource ${reference.resource.id}`;
}

/** Of each type a route has one plug-in: another one of the type takes its place. */
function pluginOf({ declaredType, plugin, pluginReference }: PluginBinding): string {
  if (!isUnknown(plugin) && typeof plugin.type === 'string') return plugin.type;
  return (
    declaredType ?? (pluginReference.kind === 'literal' ? `"${pluginReference.text}"` : 'an unknown plug-in')
  );
}

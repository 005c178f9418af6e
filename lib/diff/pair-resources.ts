import {
  type GatewayDeployment,
  type GatewayModel,
  isUnknown,
  type PluginBinding,
  type Reference,
  type Resource,
  type Stack,
} from '../template';
import { type Pair, pairBy } from './pair';
import { wordsOf } from './pair-routes';
import { type WrittenResource, writtenResources } from './written-resource';

/** One resource in both gateways. */
export type ResourcePair = Pair<WrittenResource>;

/** What both gateways already know by one name. */
export type SharedNames = ReadonlyMap<Resource, string>;

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
  shared: SharedNames,
  stacks: ReadonlyMap<Stack, string>,
): ResourcePair[] {
  const links = linksOf([base, head]);
  const meaning = ({ instance, type }: WrittenResource) => {
    if (instance === undefined) return undefined;
    return BY_MEANING.has(type) ? shared.get(instance) : meaningOf(links.get(instance), shared);
  };
  const id = (each: WrittenResource) => `${stacks.get(each.stack)}/${each.id} ${each.type}`;
  return pairBy(writtenResources(base), writtenResources(head), [
    (each) => [`${id(each)} ${meaning(each) ?? ''}`],
    (each) => [meaning(each) ?? []].flat(),
    (each) => (BY_MEANING.has(each.type) && each.instance !== undefined ? [] : [id(each)]),
    (each) => (each.type.startsWith(GATEWAY) ? [] : [`${each.type} ${JSON.stringify(each.written)}`]),
  ]);
}

/** What leads from a resource to the API that it is for. */
function linksOf(models: readonly GatewayModel[]): ReadonlyMap<Resource, PluginBinding | GatewayDeployment> {
  const links = models.flatMap(({ bindings, deployments }) => [...bindings, ...deployments]);
  return new Map(links.map((link) => [link.resource, link]));
}

/** What a resource does, in words that both gateways have for it. */
function meaningOf(
  link: PluginBinding | GatewayDeployment | undefined,
  shared: SharedNames,
): string | undefined {
  if (link === undefined) return undefined;
  const what = 'pluginReference' in link ? `binding of ${pluginOf(link)}` : 'deployment';
  return `${what} ${nameOf(link.api, shared)} ${wordsOf(link.stage)}`;
}

function nameOf(reference: Reference, shared: SharedNames): string {
  if (reference.kind === 'literal') return `"${reference.text}"`;
  if (reference.kind !== 'resource') return reference.expression;
  return shared.get(reference.resource) ?? reference.resource.id;
}

/** Of each type a route has one plug-in: another one of the type takes its place. */
function pluginOf({ declaredType, plugin, pluginReference }: PluginBinding): string {
  if (!isUnknown(plugin) && typeof plugin.type === 'string') return plugin.type;
  return declaredType ?? (pluginReference.kind === 'literal' ? pluginReference.text : 'an unknown plug-in');
}

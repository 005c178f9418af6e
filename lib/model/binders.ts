import { mentionsOf, type Resource } from '../template';
import type { GatewayDeployment, PluginBinding } from './gateway-model';
import { type PossibleBinding, possibleBindings } from './possible-bindings';

/** Something that names an API, or may name it. */
export interface Named<T> {
  readonly by: T;
  /** Why it is not certain that the API is meant. */
  readonly maybe: string | undefined;
}

/** What publishes an API and binds plug-ins to it. */
export interface Binder {
  readonly bindings: readonly Named<PluginBinding | PossibleBinding>[];
  readonly deployments: readonly Named<GatewayDeployment>[];
}

interface Draft extends Binder {
  readonly bindings: Named<PluginBinding | PossibleBinding>[];
  readonly deployments: Named<GatewayDeployment>[];
}

const API = 'ALIYUN::ApiGateway::Api';

/** For each API its bindings and deployments, in one pass over them. */
export function bindersOf(input: {
  readonly bindings: readonly PluginBinding[];
  readonly deployments: readonly GatewayDeployment[];
  readonly apis: readonly Resource[];
  /** Nested stacks, whether they are read or not. */
  readonly nested: readonly Resource[];
  /** Resources of types that are not known here. */
  readonly strangers: readonly Resource[];
  readonly isPlugin: (resource: Resource) => boolean;
}): ReadonlyMap<Resource, Binder> {
  const binders = new Map<Resource, Draft>();
  const binderOf = (api: Resource): Draft => {
    const known = binders.get(api) ?? { bindings: [], deployments: [] };
    binders.set(api, known);
    return known;
  };
  const bind = (api: Resource, named: Named<PluginBinding>) => void binderOf(api).bindings.push(named);
  const publish = (api: Resource, named: Named<GatewayDeployment>) =>
    void binderOf(api).deployments.push(named);
  for (const by of input.bindings) forEachApi('binding', by, bind);
  for (const by of input.deployments) forEachApi('deployment', by, publish);
  // A stack whose template is elsewhere may bind anything to the APIs it is told of.
  const unread = input.nested.filter((each) => !each.stack.children.has(each));
  for (const broker of unread)
    for (const api of mentionsOf(broker.properties.Parameters ?? null, broker).filter(isApi)) {
      const maybe = `nested stack ${broker.id} is told the API and cannot be read`;
      binderOf(api).bindings.push({ by: { broker, plugin: undefined }, maybe });
    }
  const { apis, isPlugin, strangers } = input;
  possibleBindings({ apis, isPlugin, strangers: [...unread, ...strangers] }, (api, binding) => {
    binderOf(api).bindings.push(binding);
  });
  return binders;
}

function isApi({ type }: Resource): boolean {
  return type === API;
}

/** Calls back for every API that a binding or a deployment may be for, with the reason why that is not certain. */
function forEachApi<T extends PluginBinding | GatewayDeployment>(
  kind: string,
  by: T,
  found: (api: Resource, named: Named<T>) => void,
): void {
  const { api: reference, id } = by;
  if (reference.kind === 'unknown') {
    const maybe = `${kind} ${id} is for ${reference.expression}`;
    for (const api of reference.mentions.filter(isApi)) found(api, { by, maybe });
    return;
  }
  if (reference.kind !== 'resource') return;
  const { attribute, resource } = reference;
  const isCertain = isApi(resource) && (attribute === undefined || attribute === 'ApiId');
  if (isCertain) {
    found(resource, { by, maybe: undefined });
    return;
  }
  const maybe = `${kind} ${id} is for ${resource.id}.${attribute ?? ''}`;
  if (isApi(resource)) found(resource, { by, maybe });
  // An id that comes through another resource may be that of any API it is told of.
  else for (const api of mentionsOf(resource.properties, resource).filter(isApi)) found(api, { by, maybe });
}

import { mentionsOf, type Resource } from '../template';
import type { GatewayDeployment, PluginBinding } from './gateway-model';

/** Something that names an API, or may name it. */
export interface Named<T> {
  readonly by: T;
  /** Why it is not certain that the API is meant. */
  readonly maybe: string | undefined;
}

/** What publishes an API and binds plug-ins to it. */
export interface Binder {
  readonly bindings: readonly Named<PluginBinding | Resource>[];
  readonly deployments: readonly Named<GatewayDeployment>[];
}

interface Draft extends Binder {
  readonly bindings: Named<PluginBinding | Resource>[];
  readonly deployments: Named<GatewayDeployment>[];
}

const API = 'ALIYUN::ApiGateway::Api';

/** For each API its bindings and deployments, in one pass over them. */
export function bindersOf(input: {
  readonly bindings: readonly PluginBinding[];
  readonly deployments: readonly GatewayDeployment[];
  readonly nested: readonly Resource[];
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
  for (const by of input.nested.filter((each) => !each.stack.children.has(each)))
    for (const api of mentionsOf(by.properties.Parameters ?? null, by).filter(isApi))
      binderOf(api).bindings.push({ by, maybe: `nested stack ${by.id} is told the API and cannot be read` });
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

import { findProperties } from '../facts';
import { isJsonObject, type JsonValue } from '../json';
import { endOfReference, followReference, mentionsOf, type Resource, type Scope } from '../template';
import type { GatewayDeployment, PluginBinding } from './gateway';

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
  const unread = unreadIn(input.nested);
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

/** The nested stacks whose templates stand elsewhere. */
export function unreadIn(nested: readonly Resource[]): readonly Resource[] {
  return nested.filter((each) => !each.stack.children.has(each));
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

/** A plug-in that a resource of another kind than a PluginAttachment may bind to an API. */
export interface PossibleBinding {
  /** The resource that may bind it. */
  readonly broker: Resource;
  /** The plug-in; `undefined` where it is not one of the template, or not known. */
  readonly plugin: Resource | undefined;
}

interface Things {
  /** All resources that are none of the gateway's own, and no nested stacks that are read. */
  readonly strangers: readonly Resource[];
  readonly apis: readonly Resource[];
  readonly isPlugin: (resource: Resource) => boolean;
}

/**
 * What may bind plug-ins to APIs without being a PluginAttachment: a custom resource, or a resource of a type that is not
 * known here, that is told the id of an API or of its group, and the id of a plug-in.
 */
function possibleBindings(
  { apis, isPlugin, strangers }: Things,
  found: (api: Resource, binding: { readonly by: PossibleBinding; readonly maybe: string }) => void,
): void {
  for (const [broker, told] of toldBy(strangers)) {
    const plugins: (Resource | undefined)[] = [...told].filter(isPlugin);
    const ids = idsIn(broker.properties, PLUGIN_ID);
    if (ids.some((id) => followReference(id, broker).kind !== 'resource')) plugins.push(undefined);
    if (plugins.length === 0) continue;
    const names = new Set(idsIn(broker.properties, TARGET_ID).map((id) => keyOf(id, broker)));
    for (const api of apis) {
      const what = told.has(api) ? 'the API' : isToldGroup(api, told, names) ? 'the group' : undefined;
      if (what === undefined) continue;
      const maybe = `resource ${broker.id} (${broker.type}) is told ${what} and a plug-in, and may bind it`;
      for (const plugin of plugins) found(api, { by: { broker, plugin }, maybe });
    }
  }
}

/** The resources of the gateway whose ids each stranger gets, be it through other strangers. */
export function toldBy(strangers: readonly Resource[]): ReadonlyMap<Resource, ReadonlySet<Resource>> {
  const told = new Map<Resource, Set<Resource>>();
  const listeners = new Map<Resource, Resource[]>();
  for (const stranger of strangers) {
    const mentioned = mentionsOf(stranger.properties, stranger, hasOutputs);
    told.set(stranger, new Set(mentioned.filter((each) => !isStranger(each))));
    for (const other of mentioned.filter(isStranger))
      listeners.set(other, [...(listeners.get(other) ?? []), stranger]);
  }
  const open = new Set(strangers.filter((each) => (told.get(each)?.size ?? 0) > 0));
  for (const here of open) {
    open.delete(here);
    for (const listener of listeners.get(here) ?? []) {
      const known = told.get(listener);
      const before = known?.size;
      for (const each of told.get(here) ?? []) known?.add(each);
      if (known?.size !== before) open.add(listener);
    }
  }
  return told;
}

/** Whether it is a nested stack that is read: what its outputs say is said by it. */
function hasOutputs(resource: Resource): boolean {
  return resource.stack.children.has(resource);
}

/** Whether a resource is none whose work on the gateway is known. */
export function isStranger({ type }: Resource): boolean {
  return findProperties(type) === undefined;
}

function isToldGroup(api: Resource, told: ReadonlySet<Resource>, names: ReadonlySet<string>): boolean {
  const { GroupId = null } = api.properties;
  const group = followReference(GroupId, api);
  if (group.kind === 'resource') return told.has(group.resource);
  if (group.kind === 'unknown' && group.mentions.some((each) => told.has(each))) return true;
  return GroupId !== null && names.has(keyOf(GroupId, api));
}

const PLUGIN_ID = /^plugin[-_ ]?ids?$/i;
const TARGET_ID = /^(?:api[-_ ]?)?(?:group|api)[-_ ]?ids?$/i;

/** The values of all members of a name, wherever they stand; of a list its items. */
function idsIn(value: JsonValue, name: RegExp): JsonValue[] {
  if (Array.isArray(value)) return value.flatMap((item: JsonValue) => idsIn(item, name));
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    if (!name.test(key)) return idsIn(member, name);
    return Array.isArray(member) ? [...member] : [member];
  });
}

/** The same text for the same id of something that exists already. */
function keyOf(id: JsonValue, scope: Scope): string {
  const end = endOfReference(id, scope);
  const isText = typeof end.value === 'string' || typeof end.value === 'number';
  return isText ? JSON.stringify(String(end.value)) : `${end.scope.stack.name} ${JSON.stringify(end.value)}`;
}

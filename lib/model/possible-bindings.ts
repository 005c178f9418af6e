import { findProperties } from '../facts';
import { isJsonObject, type JsonValue } from '../json';
import { endOfReference, followReference, mentionsOf, type Resource, type Scope } from '../template';

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
 * known here, that is told the id of an API or of its group, and the id of a plug-in. To wait for them is not enough.
 */
export function possibleBindings(
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
function toldBy(strangers: readonly Resource[]): ReadonlyMap<Resource, ReadonlySet<Resource>> {
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

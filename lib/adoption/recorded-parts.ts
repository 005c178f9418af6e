import { groupBy } from '../group-by';
import { type JsonObject, type JsonValue, memberOf } from '../json';
import type { GatewayModel, GatewayRoute } from '../model';
import { compareRoutes } from '../route';
import { logicalIdOf, NOT_RECORDED, type Resource, textOrExpression } from '../template';

/** A binding as a recording has it: of a plug-in to one API, or to its group. */
export interface RecordedBinding {
  readonly plugin: string;
  readonly isOfGroup: boolean;
}

/** An API of a recording with what stands beside it. */
export interface RecordedApi {
  readonly name: string;
  readonly apiId: string;
  readonly route: GatewayRoute;
  readonly properties: JsonObject;
  /** What the recording notes of it, but for its id. */
  readonly notes: JsonObject;
  /** The stages that it is published to, with what is bound there. */
  readonly stages: ReadonlyMap<string, readonly RecordedBinding[]>;
}

/** A group of a recording. */
export interface RecordedGroup {
  readonly name: string;
  readonly groupId: string;
  /** `undefined` where the group itself was not recorded. */
  readonly properties: JsonObject | undefined;
  /** In the order of their routes. */
  readonly apis: readonly RecordedApi[];
}

/** A recorded gateway, taken apart. */
export interface RecordedParts {
  readonly name: string;
  readonly recordedOn: string | undefined;
  readonly groups: readonly RecordedGroup[];
  /** Everything that is in no group: plug-ins, policies, what is bound or published in a way of its own. */
  readonly others: readonly Resource[];
  /** What was not recorded, in words. */
  readonly notRead: readonly string[];
}

/** Takes a recorded gateway apart. */
export function partsOf(model: GatewayModel): RecordedParts {
  const [stack] = model.stacks;
  const resources = [...(stack?.resources.values() ?? [])].flat();
  const taken = new Set<Resource>();
  const bound = byApi(resources);
  const apis = model.routes.map((route) => apiOf(route, bound.get(route.id) ?? [], taken));
  const groups = new Map<string, RecordedGroup & { readonly apis: RecordedApi[] }>();
  for (const resource of resources.filter(isOfType('Group'))) {
    const { id, properties } = resource;
    taken.add(resource);
    groups.set(id, { name: id, groupId: idOf(resource), properties, apis: [] });
  }
  for (const [index, api] of apis.entries()) {
    const resource = model.routes[index]?.resource;
    const named = memberOf(api.properties.GroupId, 'Ref') ?? api.properties.GroupId;
    if (resource === undefined || typeof named !== 'string') continue;
    const group = groups.get(named) ?? { name: named, groupId: named, properties: undefined, apis: [] };
    groups.set(named, group);
    group.apis.push(api);
    taken.add(resource);
  }
  for (const group of groups.values()) group.apis.sort(byRoute);
  return {
    name: stack?.name ?? '',
    recordedOn: stack?.recordedOn,
    groups: [...groups.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    others: resources.filter((resource) => !taken.has(resource)),
    notRead: model.problems.map(({ message, origin }) => `${fileIn(origin.file, model.place)}: ${message}`),
  };
}

/** Where a recording was read from is of no use to others. */
function fileIn(file: string, place: string): string {
  const folder = `${place.replace(/^live:/, '')}/`;
  return file.startsWith(folder) ? file.slice(folder.length) : file;
}

/** Whether a resource of a recording is of a type: `Api`. */
export function isOfType(name: string): (resource: Resource) => boolean {
  return ({ type }) => type === `ALIYUN::ApiGateway::${name}`;
}

/** What the service calls a thing. */
export function idOf({ id, metadata }: Resource): string {
  const known = memberOf(memberOf(metadata, 'Live'), 'Id');
  return typeof known === 'string' ? known : id;
}

/** The name that a reference leads to; `undefined` for what was not recorded, and what is no reference. */
export function nameIn(value: JsonValue | undefined): string | undefined {
  const name = memberOf(value, 'Ref');
  return typeof name === 'string' && name !== NOT_RECORDED.Ref ? name : undefined;
}

function byApi(resources: readonly Resource[]): ReadonlyMap<string | undefined, readonly Resource[]> {
  return groupBy(resources, ({ properties }) => nameIn(properties.ApiId));
}

function apiOf(route: GatewayRoute, bound: readonly Resource[], taken: Set<Resource>): RecordedApi {
  const { resource } = route;
  const stages = new Map<string, RecordedBinding[]>();
  for (const each of bound.filter(isOfType('Deployment'))) {
    const { StageName } = each.properties;
    if (typeof StageName !== 'string' || stages.has(StageName)) continue;
    stages.set(StageName, []);
    taken.add(each);
  }
  for (const each of bound.filter(isOfType('PluginAttachment'))) {
    const { PluginId, StageName } = each.properties;
    const plugin = nameIn(PluginId);
    const bindings = typeof StageName === 'string' ? stages.get(StageName) : undefined;
    if (plugin === undefined || bindings === undefined || bindings.some((known) => known.plugin === plugin))
      continue;
    bindings.push({ plugin, isOfGroup: memberOf(memberOf(each.metadata, 'Live'), 'GroupBinding') === true });
    taken.add(each);
  }
  const { Live } = resource.metadata;
  const { Id: _id, ...notes } = (Live ?? {}) as JsonObject;
  return {
    name: logicalIdOf(resource),
    apiId: idOf(resource),
    route,
    properties: resource.properties,
    notes,
    stages: new Map([...stages].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

function byRoute(a: RecordedApi, b: RecordedApi): number {
  if (a.route.route !== undefined && b.route.route !== undefined) {
    const order = compareRoutes(a.route.route, b.route.route);
    if (order !== 0) return order;
  }
  const textOf = ({ name, route }: RecordedApi) =>
    `${textOrExpression(route.path)} ${textOrExpression(route.method)} ${name}`;
  return textOf(a) < textOf(b) ? -1 : 1;
}

import { memberOf } from '../json';
import type { PublicKeySet } from '../jwk';
import {
  flagIn,
  followReference,
  nodeFiles,
  type Reference,
  type Resource,
  readDocument,
  readDocuments,
  readStack,
  type Stack,
  type StackDocument,
  type TemplateFiles,
  textIn,
  type Unknown,
} from '../template';
import { type Binder, bindersOf } from './binders';
import type {
  GatewayDeployment,
  GatewayDomain,
  GatewayGroup,
  GatewayModel,
  GatewayPlugin,
  PluginBinding,
} from './gateway-model';
import { readPluginData } from './plugin-data';
import { createProtections } from './protections';
import { replaceKeys } from './replaced-keys';
import { createGatewayRoute } from './route-model';

/** How a template is read. */
export interface ReadingOptions {
  /**
   * Keys that stand in for those of a provider: of plug-ins that say in their Metadata that they have a provider's keys,
   * or of all JWT plug-ins where none says so.
   * @default - the keys of the template
   */
  readonly replaceKeys?: PublicKeySet;
}

/**
 * Reads a template, or all of a `cdk.out` directory, into the gateway model. Nothing is executed and nothing but
 * the given file or directory is read.
 *
 * @param path a ROS template in JSON or YAML, or a directory with the `manifest.json` of ROS CDK
 * @param files how files are read. Default: from this machine
 * @throws GatewayError `file-unreadable`, or `template-invalid` with file, line and column
 */
export function readGateway(
  path: string,
  files: TemplateFiles = nodeFiles,
  options: ReadingOptions = {},
): GatewayModel {
  return gatewayOf(path, readTemplate(path, files), options);
}

/**
 * The stacks at a path, as `readGateway` reads them, without a model of what they mean.
 *
 * @throws GatewayError `file-unreadable`, or `template-invalid` with file, line and column
 */
export function readTemplate(path: string, files: TemplateFiles = nodeFiles): readonly Stack[] {
  return readDocuments(path, files).map(({ name, document }: StackDocument) => readStack(name, document));
}

/**
 * The gateway model of one template's text.
 *
 * @param place the name of the file, for messages and positions; `.json`, `.yml` and `.yaml` say what it is
 * @throws GatewayError `template-invalid` with file, line and column
 */
export function parseTemplate(text: string, place: string, options: ReadingOptions = {}): GatewayModel {
  const name = place.replace(/^.*[/\\]/s, '').replace(/(?:\.template)?\.(?:json|ya?ml)$/i, '') || place;
  return gatewayOf(place, [readStack(name, readDocument(text, place))], options);
}

function gatewayOf(place: string, roots: readonly Stack[], options: ReadingOptions): GatewayModel {
  const stacks = roots.flatMap(withNested);
  const byType = resourcesByType(stacks);
  const ofType = (name: string): readonly Resource[] => byType.get(`ALIYUN::ApiGateway::${name}`) ?? [];
  const groups = new Map(ofType('Group').map((resource) => [resource, groupOf(resource)]));
  const plugins = pluginsOf(ofType('Plugin'), options);
  const bindings = ofType('PluginAttachment').map((resource) => bindingOf(resource, plugins));
  const deployments = ofType('Deployment').map(deploymentOf);
  const binders = bindersOf({ bindings, deployments, nested: byType.get('ALIYUN::ROS::Stack') ?? [] });
  const nobody: Binder = { bindings: [], deployments: [] };
  const protectionOf = createProtections();
  return {
    place,
    stacks,
    groups: [...groups.values()],
    plugins: [...plugins.values()],
    bindings,
    deployments,
    routes: ofType('Api').map((resource) => {
      const { bindings: own, deployments: published } = binders.get(resource) ?? nobody;
      const group = groupFor(resource, groups);
      return createGatewayRoute(resource, { group, bindings: own, deployments: published, protectionOf });
    }),
    domains: ofType('CustomDomain').map((resource) => domainOf(resource, groups)),
    problems: roots.flatMap(({ problems }) => problems),
  };
}

function withNested(stack: Stack): Stack[] {
  return [stack, ...[...stack.children.values()].flatMap(withNested)];
}

function resourcesByType(stacks: readonly Stack[]): ReadonlyMap<string, readonly Resource[]> {
  const byType = new Map<string, Resource[]>();
  for (const { resources } of stacks)
    for (const instances of resources.values())
      for (const resource of instances) {
        const same = byType.get(resource.type);
        if (same === undefined) byType.set(resource.type, [resource]);
        else same.push(resource);
      }
  return byType;
}

function commonOf(resource: Resource) {
  const { existsIf, id, origin, stack } = resource;
  return { id, stack: stack.name, origin, resource, existsIf };
}

/** A property that must be there. */
function required(resource: Resource, name: string) {
  return (
    textIn(resource.properties[name], resource) ?? ({ kind: 'unknown', expression: `no ${name}` } as const)
  );
}

function groupOf(resource: Resource): GatewayGroup {
  const { BasePath, GroupName, InternetEnable, VpcIntranetEnable } = resource.properties;
  return {
    ...commonOf(resource),
    name: textIn(GroupName, resource),
    basePath: textIn(BasePath, resource),
    internetEnable: flagIn(InternetEnable, resource),
    vpcIntranetEnable: flagIn(VpcIntranetEnable, resource),
  };
}

function pluginsOf(
  resources: readonly Resource[],
  { replaceKeys: keys }: ReadingOptions,
): ReadonlyMap<Resource, GatewayPlugin> {
  const read = resources.map(pluginOf);
  const plugins = keys === undefined ? read : replaceKeys(read, keys);
  return new Map(plugins.map((plugin) => [plugin.resource, plugin]));
}

function pluginOf(resource: Resource): GatewayPlugin {
  const type = required(resource, 'PluginType');
  const name = textIn(resource.properties.PluginName, resource);
  return { ...commonOf(resource), name, type, ...readPluginData(resource, type) };
}

/** What our constructs write into the Metadata of a binding to an existing plug-in. */
function declaredTypeOf({ metadata }: Resource): string | undefined {
  const type = memberOf(memberOf(metadata, 'JwtGateway'), 'PluginType');
  return typeof type === 'string' ? type : undefined;
}

function bindingOf(resource: Resource, plugins: ReadonlyMap<Resource, GatewayPlugin>): PluginBinding {
  const pluginReference = followReference(resource.properties.PluginId ?? null, resource);
  const { existsIf, id, origin, stack } = resource;
  // Bindings and deployments are most of a template, and a spread takes ten times as long.
  return {
    id,
    stack: stack.name,
    origin,
    resource,
    existsIf,
    stage: required(resource, 'StageName'),
    api: followReference(resource.properties.ApiId ?? null, resource),
    plugin: targetOf(pluginReference, plugins),
    pluginReference,
    declaredType: declaredTypeOf(resource),
  };
}

function deploymentOf(resource: Resource): GatewayDeployment {
  const { existsIf, id, origin, stack } = resource;
  return {
    id,
    stack: stack.name,
    origin,
    resource,
    existsIf,
    stage: required(resource, 'StageName'),
    api: followReference(resource.properties.ApiId ?? null, resource),
    historyVersion: textIn(resource.properties.HistoryVersion, resource),
  };
}

function domainOf(resource: Resource, groups: ReadonlyMap<Resource, GatewayGroup>): GatewayDomain {
  const name = textIn(resource.properties.DomainName, resource);
  return { ...commonOf(resource), name, group: groupFor(resource, groups) };
}

function groupFor(resource: Resource, groups: ReadonlyMap<Resource, GatewayGroup>): GatewayGroup | Unknown {
  return targetOf(followReference(resource.properties.GroupId ?? null, resource), groups);
}

/** What a reference means in the model, or the words for what it is instead. */
function targetOf<T>(reference: Reference, known: ReadonlyMap<Resource, T>): T | Unknown {
  if (reference.kind === 'literal') return { kind: 'unknown', expression: JSON.stringify(reference.text) };
  if (reference.kind !== 'resource') return { kind: 'unknown', expression: reference.expression };
  const { attribute, resource } = reference;
  const target = isIdAttribute(attribute) ? known.get(resource) : undefined;
  return (
    target ?? {
      kind: 'unknown',
      expression: attribute === undefined ? resource.id : `${resource.id}.${attribute}`,
    }
  );
}

const IDS: ReadonlySet<string> = new Set(['ApiId', 'GroupId', 'PluginId']);

/** `Ref` of a resource is its id, as its `ApiId`, `GroupId` or `PluginId` is. */
function isIdAttribute(attribute: string | undefined): boolean {
  return attribute === undefined || IDS.has(attribute);
}

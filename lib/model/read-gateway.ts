import { type JsonValue, memberOf } from '../json';
import type { PublicKeySet } from '../jwk';
import {
  flagIn,
  followReference,
  nodeFiles,
  type ParameterValues,
  type Reference,
  type Resource,
  readDocument,
  readDocuments,
  readStack,
  type Stack,
  type StackDocument,
  type TemplateFiles,
  type TemplateProblem,
  textIn,
  Unknown,
} from '../template';
import { type Binder, bindersOf, isStranger, unreadIn } from './binders';
import { createProtections } from './effective-protection';
import type {
  GatewayDeployment,
  GatewayDomain,
  GatewayGroup,
  GatewayModel,
  GatewayPlugin,
  GatewayStageConfig,
  PluginBinding,
} from './gateway';
import { readPluginData } from './plugin-data';
import { recordedPluginsOf, recordedStacksIn } from './recorded-stacks';
import { replaceKeys } from './replaced-keys';
import { createGatewayRoute } from './route-model';
import { redactorOf } from './secrets';
import { createStageVariables } from './stage-variables';
import { type Choice, choiceWords, waysToChoose, withWays } from './ways';

/** How a template is read. */
export interface ReadingOptions {
  /** @default - the files of this machine */
  readonly files?: TemplateFiles;
  /** @default - nobody knows what the parameters are */
  readonly parameters?: ParameterValues;
  /** Which stacks of a directory are read: globs over their names. @default - all */
  readonly stacks?: readonly string[];
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
 * @throws GatewayError `file-unreadable`, or `template-invalid` with file, line and column; `parameter-invalid` for a value
 *   that the template does not allow, `usage` where no stack is called as asked
 */
export function readGateway(path: string, options: ReadingOptions = {}): GatewayModel {
  const { files = nodeFiles, stacks } = options;
  return readAllWays(path, readDocuments(path, files, stacks), options);
}

/** What templates mean, also for each way to choose the values of their parameters. */
function readAllWays(
  place: string,
  documents: readonly StackDocument[],
  options: ReadingOptions,
): GatewayModel {
  const read = (chosen?: Choice) => {
    const values = { ...options.parameters, ...(chosen === undefined ? {} : { chosen }) };
    return gatewayOf(place, readTogether(documents, values), options);
  };
  const model = read();
  const ways = waysToChoose(model).map((choice) => ({ chosen: choiceWords(choice), model: read(choice) }));
  return withWays(model, ways);
}

/** The stacks of one folder, which may read each other's outputs. */
function readTogether(documents: readonly StackDocument[], values: ParameterValues): readonly Stack[] {
  const together = new Map<string, Stack>();
  return documents.map(({ document, name, stackName }) => {
    const stack = readStack(name, document, values, together);
    together.set(stackName, stack);
    return stack;
  });
}

/**
 * The gateway model of one template's text.
 *
 * @param place the name of the file, for messages and positions; `.json`, `.yml` and `.yaml` say what it is
 * @throws GatewayError `template-invalid` with file, line and column
 */
export function parseTemplate(text: string, place: string, options: ReadingOptions = {}): GatewayModel {
  const name = place.replace(/^.*[/\\]/s, '').replace(/(?:\.template)?\.(?:json|ya?ml)$/i, '') || place;
  return readAllWays(place, [{ name, stackName: name, document: readDocument(text, place) }], options);
}

/**
 * What stacks mean to the gateway.
 *
 * @param place where they come from, as the user named it
 * @param roots the stacks, with what is nested in them
 */
export function gatewayOf(
  place: string,
  roots: readonly Stack[],
  options: ReadingOptions = {},
): GatewayModel {
  const stacks = roots.flatMap(withNested).flatMap(withRecorded);
  const byType = resourcesByType(stacks);
  const ofType = (name: string): readonly Resource[] => byType.get(`ALIYUN::ApiGateway::${name}`) ?? [];
  const groups = new Map(ofType('Group').map((resource) => [resource, groupOf(resource)]));
  const plugins = pluginsOf(ofType('Plugin'), options);
  const bindings = ofType('PluginAttachment').map((resource) => bindingOf(resource, plugins));
  const deployments = ofType('Deployment').map(deploymentOf);
  const nested = byType.get('ALIYUN::ROS::Stack') ?? [];
  const strangers = [...byType.values()].filter((same) => same !== nested && same.some(isStranger)).flat();
  const binders = bindersOf({
    bindings,
    deployments,
    nested,
    strangers,
    apis: ofType('Api'),
    isPlugin: (resource) => plugins.has(resource),
  });
  const nobody: Binder = { bindings: [], deployments: [] };
  const stageConfigs = ofType('StageConfig').map((resource) => stageConfigOf(resource, groups));
  const variablesOf = createStageVariables(stageConfigs, [...unreadIn(nested), ...strangers]);
  const recorded = recordedPluginsOf([...plugins.values()]);
  const protectionOf = createProtections();
  const problems = stacks.filter(({ parent }) => parent === undefined).flatMap((stack) => stack.problems);
  const model: GatewayModel = {
    place,
    stacks,
    groups: [...groups.values()],
    plugins: [...plugins.values()],
    bindings,
    deployments,
    routes: ofType('Api').map((resource) => {
      const { bindings: own, deployments: published } = binders.get(resource) ?? nobody;
      const group = groupFor(resource, groups);
      return createGatewayRoute(resource, {
        group,
        plugins,
        bindings: own,
        deployments: published,
        protectionOf,
        recorded,
        variablesOf,
      });
    }),
    domains: ofType('CustomDomain').map((resource) => domainOf(resource, groups)),
    stageConfigs,
    problems,
  };
  // They quote names and values, and few templates have any.
  return problems.length === 0
    ? model
    : { ...model, problems: problems.map((each) => withoutSecrets(each, model)) };
}

function withoutSecrets({ message, origin }: TemplateProblem, model: GatewayModel): TemplateProblem {
  return { origin, message: redactorOf(model)(message) };
}

function withNested(stack: Stack): Stack[] {
  return [stack, ...[...stack.children.values()].flatMap(withNested)];
}

/** A stack, and what its Metadata tells of gateways that exist without it. */
function withRecorded(stack: Stack): Stack[] {
  return [stack, ...(stack.source === 'template' ? recordedStacksIn(stack) : [])];
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
  return textIn(resource.properties[name], resource) ?? new Unknown(`no ${name}`);
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
  const written = resource.properties.PluginId ?? null;
  const pluginReference = followReference(written, resource);
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
    plugin: targetOf(pluginReference, plugins, { value: written, scope: resource }),
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

function stageConfigOf(resource: Resource, groups: ReadonlyMap<Resource, GatewayGroup>): GatewayStageConfig {
  const stage = required(resource, 'StageName');
  return { ...commonOf(resource), stage, group: groupFor(resource, groups) };
}

function groupFor(resource: Resource, groups: ReadonlyMap<Resource, GatewayGroup>): GatewayGroup | Unknown {
  const written = resource.properties.GroupId ?? null;
  return targetOf(followReference(written, resource), groups, { value: written, scope: resource });
}

/** What a reference means in the model, or the words for what it is instead. */
function targetOf<T>(
  reference: Reference,
  known: ReadonlyMap<Resource, T>,
  from: { readonly value: JsonValue; readonly scope: Resource },
): T | Unknown {
  if (reference.kind === 'unknown') return reference.value;
  if (reference.kind === 'literal')
    return new Unknown(JSON.stringify(reference.text), { ...from, value: reference.text });
  if (reference.kind === 'missing') return new Unknown(reference.expression, from);
  const { attribute, resource } = reference;
  const target = isIdAttribute(attribute) ? known.get(resource) : undefined;
  return target ?? new Unknown(attribute === undefined ? resource.id : `${resource.id}.${attribute}`, from);
}

const IDS: ReadonlySet<string> = new Set(['ApiId', 'GroupId', 'PluginId']);

/** `Ref` of a resource is its id, as its `ApiId`, `GroupId` or `PluginId` is. */
function isIdAttribute(attribute: string | undefined): boolean {
  return attribute === undefined || IDS.has(attribute);
}

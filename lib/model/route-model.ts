import { GatewayError } from '../errors';
import { memberOf } from '../json';
import { createRoute } from '../route';
import {
  flagIn,
  groupBySame,
  isSame,
  isUnknown,
  type Maybe,
  outermost,
  type Resource,
  textIn,
  textOrExpression,
  Unknown,
} from '../template';
import type { Binder, Named, PossibleBinding } from './binders';
import type { effectiveProtection, ProtectionInput } from './effective-protection';
import type {
  FromResource,
  GatewayDeployment,
  GatewayGroup,
  GatewayPlugin,
  GatewayRoute,
  PluginBinding,
  RecordedProtection,
  RouteBinding,
  RouteStage,
  StageVariables,
} from './gateway';
import type { VariablesPlace } from './stage-variables';

/** What a route has of the rest of the model. */
interface RouteContext extends Binder {
  readonly group: GatewayGroup | Unknown;
  readonly plugins: ReadonlyMap<Resource, GatewayPlugin>;
  /** What templates tell of plug-ins that exist without them, by their ids. */
  readonly recorded: ReadonlyMap<string, GatewayPlugin>;
  readonly variablesOf: (place: VariablesPlace) => StageVariables;
  readonly protectionOf: typeof effectiveProtection;
}

/** The route of an API resource with everything that publishes it and is bound to it. */
export function createGatewayRoute(resource: Resource, context: RouteContext): GatewayRoute {
  const { AuthType, ApiName, Description, DisableInternet, RequestConfig } = resource.properties;
  const text = (name: string): Maybe<string> =>
    textIn(memberOf(RequestConfig, name), resource) ?? new Unknown(`no ${name}`);
  const [method, path] = [text('RequestHttpMethod'), text('RequestPath')];
  const { problem, route } = routeIn(method, path);
  const api: Api = {
    resource,
    authType: textIn(AuthType, resource),
    publicAccess: publicAccessOf(resource),
    bindings: context.bindings.map((each) => routeBinding(each, context.plugins)),
    protectionOf: context.protectionOf,
    recorded: context.recorded,
    group: context.group,
    variablesOf: context.variablesOf,
  };
  return {
    id: resource.id,
    stack: resource.stack.name,
    origin: resource.origin,
    resource,
    existsIf: resource.existsIf,
    group: context.group,
    method,
    path,
    route,
    problem,
    name: textIn(ApiName, resource),
    description: textIn(Description, resource),
    authType: api.authType,
    disableInternet: flagIn(DisableInternet, resource),
    publicAccess: api.publicAccess,
    stages: stagesOf(api, context.deployments),
    bindings: api.bindings,
  };
}

function routeIn(method: Maybe<string>, path: Maybe<string>): Pick<GatewayRoute, 'route' | 'problem'> {
  if (isUnknown(method)) return { route: undefined, problem: `the method is ${method.expression}` };
  if (isUnknown(path)) return { route: undefined, problem: `the path is ${path.expression}` };
  try {
    return { route: createRoute(method, path), problem: undefined };
  } catch (error) {
    if (GatewayError.isGatewayError(error)) return { route: undefined, problem: problemsIn(error) };
    throw error;
  }
}

function problemsIn({ message, problems }: GatewayError): string {
  return problems.map((each) => `${each.path} ${each.message}`).join('; ') || message;
}

/** The reason that our constructs write into the Metadata of a public API. */
function publicAccessOf({ metadata }: Resource): string | undefined {
  const reason = memberOf(memberOf(metadata, 'JwtGateway'), 'PublicAccess');
  return typeof reason === 'string' && reason.trim() !== '' ? reason : undefined;
}

function routeBinding(
  { by, maybe }: Named<PluginBinding | PossibleBinding>,
  plugins: RouteContext['plugins'],
): RouteBinding {
  if ('api' in by) return { binding: by, stage: by.stage, plugin: by.plugin, maybe };
  const known = by.plugin && plugins.get(by.plugin);
  const unknown = new Unknown(`what ${brokerName(by.broker)} binds`);
  return { binding: undefined, stage: unknown, plugin: known ?? unknown, maybe };
}

function brokerName({ id, type }: Resource): string {
  return type === 'ALIYUN::ROS::Stack' ? `nested stack ${id}` : `resource ${id}`;
}

/** What the stages of an API have in common. */
interface Api extends Pick<GatewayRoute, 'resource' | 'authType' | 'publicAccess' | 'bindings' | 'group'> {
  readonly variablesOf: RouteContext['variablesOf'];
  readonly protectionOf: typeof effectiveProtection;
  readonly recorded: RouteContext['recorded'];
}

function stagesOf(api: Api, deployments: Binder['deployments']): RouteStage[] {
  return groupBySame(deployments, ({ by }) => by.stage).map((same) => stageOf(api, same));
}

function stageOf(api: Api, named: readonly Named<GatewayDeployment>[]): RouteStage {
  const deployments = named.map(({ by }) => by);
  const [first] = deployments;
  const stage: Maybe<string> = first?.stage ?? new Unknown('no StageName');
  // One deployment that is sure publishes the API, whatever the others do.
  const maybe = named.every((each) => each.maybe !== undefined) ? named[0]?.maybe : undefined;
  const existsIf = commonTo(deployments);
  const bindings = bindingsIn({ stage, existsIf, api });
  const old = deployments.find(({ historyVersion }) => historyVersion !== undefined);
  const authType = old ? new Unknown(`that of the version deployment ${old.id} names`) : api.authType;
  const input = { authType, publicAccess: api.publicAccess, bindings };
  const protection = api.protectionOf(input);
  const asRecorded = protection.kind === 'unknown' ? recordedProtection(input, api) : undefined;
  const granted = [...api.resource.existsIf, ...existsIf];
  const variables = api.variablesOf({ group: api.group, api: api.resource, stage, granted });
  return { stage, deployments, existsIf, maybe, bindings, variables, protection, asRecorded };
}

/** What the protection is if the plug-ins that are bound by their ids are what the template says of them. */
function recordedProtection(
  input: ProtectionInput,
  { protectionOf, recorded }: Api,
): RecordedProtection | undefined {
  let on: string | undefined;
  let isTold = false;
  const bindings = input.bindings.map((each) => {
    const reference = each.binding?.pluginReference;
    const plugin = reference?.kind === 'literal' ? recorded.get(reference.text) : undefined;
    if (plugin === undefined) return each;
    isTold = true;
    on = plugin.resource.stack.recordedOn;
    return { ...each, plugin };
  });
  return isTold ? { on, protection: protectionOf({ ...input, bindings }) } : undefined;
}

/** What must be true for each of the deployments to be there. */
function commonTo([first, ...others]: readonly GatewayDeployment[]): readonly string[] {
  const { existsIf = [] } = first ?? {};
  if (others.length === 0) return existsIf;
  return existsIf.filter((text) => others.every((each) => each.existsIf.includes(text)));
}

interface StagePlace extends Pick<RouteStage, 'stage' | 'existsIf'> {
  readonly api: Api;
}

/** Whether something is true wherever the API is published in the stage. */
function isGranted(text: string, { api, existsIf }: StagePlace): boolean {
  return api.resource.existsIf.includes(text) || existsIf.includes(text);
}

/** The bindings that are, or may be, for a stage. */
function bindingsIn(place: StagePlace): readonly RouteBinding[] {
  const bindings: RouteBinding[] = [];
  for (const each of place.api.bindings) {
    const own = bindingIn(each, place);
    if (own !== undefined) bindings.push(own);
  }
  return bindings;
}

/** The binding as this stage has it; `undefined` when it is for another stage. */
function bindingIn(each: RouteBinding, place: StagePlace): RouteBinding | undefined {
  const { binding } = each;
  if (binding === undefined) return each;
  const areSame = isSame(binding.stage, place.stage);
  if (!areSame && !isUnknown(binding.stage) && !isUnknown(place.stage)) return undefined;
  const maybe = each.maybe ?? doubtOf(binding, areSame, place);
  return maybe === each.maybe ? each : { ...each, maybe };
}

function doubtOf(binding: PluginBinding, areSame: boolean, place: StagePlace): string | undefined {
  if (!areSame)
    return `binding ${binding.id} is for ${isUnknown(binding.stage) ? 'the stage ' : ''}${textOrExpression(binding.stage)}`;
  const ofPlugin = isUnknown(binding.plugin) ? undefined : openOf(binding.plugin, place);
  const open = openOf(binding, place) ?? ofPlugin;
  return open === undefined ? undefined : `binding ${binding.id} is there only if ${open}`;
}

function openOf({ existsIf, resource }: FromResource, place: StagePlace): string | undefined {
  // A condition of another template may be called alike.
  const isOwn = outermost(resource.stack) === outermost(place.api.resource.stack);
  for (const text of existsIf) if (!isOwn || !isGranted(text, place)) return text;
  return undefined;
}

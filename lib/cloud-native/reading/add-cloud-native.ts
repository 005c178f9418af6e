import { GatewayError } from '../../errors';
import { type JsonValue, memberOf } from '../../json';
import {
  type GatewayDomain,
  type GatewayModel,
  type GatewayRoute,
  NO_VARIABLES,
  type RouteStage,
} from '../../model';
import { createRoute } from '../../route';
import {
  isUnknown,
  type Maybe,
  type Resource,
  resolveValue,
  type Stack,
  type TemplateProblem,
  textIn,
  Unknown,
} from '../../template';
import type { JwtAuthScope } from '../jwt-auth/scope';
import {
  ANY_STAGE,
  apiOf,
  attachmentPublication,
  autoPublications,
  type CloudNativeApi,
  commonOf,
  type Publication,
  routePathOf,
} from './api';
import { consumerRulesOf } from './consumer-rules';
import { type RoutePlace, reachOf } from './places';
import { type PluginAttachment, pluginAttachmentOf } from './plugins';
import {
  type AttachedPolicy,
  type Attachments,
  decide,
  mayWork,
  policyOf,
  publicAccessOf,
} from './protection';
import { isCloudNative, keyOfTarget, resourcesOf, type Target, targetOf } from './resources';

/** A stage of a route of a cloud-native gateway. */
export interface CloudNativeStage extends RouteStage {
  /** Whom jwt-auth asks for a token. */
  readonly jwtAuth: JwtAuthScope;
  /** Why jwt-auth lets calls pass without a token though it is attached; `undefined` where it is not, or asks for one. */
  readonly openBecause: string | undefined;
  /** The policies that work here, or may. */
  readonly policies: readonly AttachedPolicy[];
  /** The attachments of jwt-auth whose rules are, or may be, for this route alone, and for its API. */
  readonly rules: { readonly own: PluginAttachment | undefined; readonly api: PluginAttachment | undefined };
  /** The plug-ins other than jwt-auth that work here, or may, by their names. */
  readonly otherPlugins: readonly string[];
}

/** Whether a stage is one of a route of a cloud-native gateway. */
export function isCloudNativeStage(stage: RouteStage): stage is CloudNativeStage {
  return 'jwtAuth' in stage;
}

/** Whether a route is one of a cloud-native gateway. */
export function isCloudNativeRoute({ resource }: Pick<GatewayRoute, 'resource'>): boolean {
  return isCloudNative(resource);
}

/**
 * Adds to a model what its stacks hold of cloud-native gateways (`ALIYUN::APIG::*`). A model without any stays as it is.
 */
export function addCloudNative(model: GatewayModel): GatewayModel {
  const whole = withCloudNative(model);
  if (whole.ways === undefined) return whole;
  return { ...whole, ways: whole.ways.map((way) => ({ ...way, model: withCloudNative(way.model) })) };
}

function withCloudNative(model: GatewayModel): GatewayModel {
  const ofType = resourcesOf(model.stacks);
  const operations = ofType('Operation');
  const routes = ofType('Route');
  const apis = new Map(ofType('HttpApi').map((resource) => [resource, apiOf(resource)]));
  const plugins = ofType('PluginAttachment').map(pluginAttachmentOf);
  if (operations.length + routes.length + apis.size + plugins.length === 0) return model;
  const publications = [
    ...ofType('ApiAttachment').map(attachmentPublication),
    ...[...apis.values()].flatMap(autoPublications),
  ];
  const policies = ofType('Policy').map(policyOf);
  const attachments = { plugins, policies, consumerRules: consumerRulesOf(ofType) };
  const context = { apis, publications, attachments };
  return {
    ...model,
    groups: [...model.groups, ...[...apis.values()].map(({ group }) => group)],
    routes: [
      ...model.routes,
      ...operations.map((resource) => operationRoute(resource, context)),
      ...routes.flatMap((resource) => gatewayRoutes(resource, context)),
    ],
    domains: [...model.domains, ...ofType('Domain').flatMap((resource) => domainsOf(resource, context))],
    problems: [...model.problems, ...plugins.flatMap(problemOf)],
  };
}

interface Context {
  readonly apis: ReadonlyMap<Resource, CloudNativeApi>;
  readonly publications: readonly Publication[];
  readonly attachments: Attachments;
}

function problemOf({ config, resource }: Attachments['plugins'][number]): readonly TemplateProblem[] {
  if (config.kind === 'read') return [];
  return [{ origin: resource.origin.at('Properties', 'PluginInfo', 'PluginConfig'), message: config.why }];
}

function operationRoute(resource: Resource, context: Context): GatewayRoute {
  const { Method, OperationName, Path } = resource.properties;
  return routeOf(resource, context, {
    kind: 'Operation',
    method: textIn(Method, resource) ?? new Unknown('no Method'),
    path: pathOf(textIn(Path, resource)),
    name: textIn(OperationName, resource),
  });
}

function pathOf(written: Maybe<string> | undefined): Maybe<string> {
  if (written === undefined || isUnknown(written)) return written ?? new Unknown('no Path');
  return routePathOf(written);
}

/** A Route has one path and several methods. */
function gatewayRoutes(resource: Resource, context: Context): readonly GatewayRoute[] {
  const { Match, RouteName } = resource.properties;
  const methods = memberOf(Match, 'Methods');
  const listed = methods === undefined ? [] : resolveValue(methods, resource);
  const each: readonly Maybe<string>[] = isUnknown(listed)
    ? [listed]
    : Array.isArray(listed) && listed.length > 0
      ? listed.map((method: JsonValue) => textIn(method, resource) ?? new Unknown('no method'))
      : ['ANY'];
  return each.map((method) =>
    routeOf(resource, context, {
      kind: 'GatewayRoute',
      method,
      path: matchedPath(Match, resource),
      name: textIn(RouteName, resource),
    }),
  );
}

/** Only an exact path, whatever headers and query are, is the path of a route. */
function matchedPath(match: JsonValue | undefined, resource: Resource): Maybe<string> {
  const path = memberOf(match, 'Path');
  const [type, value] = [memberOf(path, 'Type'), memberOf(path, 'Value')].map((each) =>
    textIn(each, resource),
  );
  if (type === undefined || value === undefined) return new Unknown('not given');
  const unknown = [type, value].find(isUnknown);
  if (unknown !== undefined) return unknown;
  if (type !== 'Exact') return new Unknown(`${type} ${JSON.stringify(value)}`);
  const narrowed = ['Headers', 'QueryParams'].find((name) => memberOf(match, name) !== undefined);
  if (narrowed !== undefined) return new Unknown(`${JSON.stringify(value)} where ${narrowed} match`);
  if (textIn(memberOf(match, 'IgnoreUriCase'), resource) === 'true')
    return new Unknown(`${JSON.stringify(value)} in any case`);
  return String(value);
}

interface Address {
  readonly kind: RoutePlace['kind'];
  readonly method: Maybe<string>;
  readonly path: Maybe<string>;
  readonly name: Maybe<string> | undefined;
}

function routeOf(resource: Resource, context: Context, { kind, ...address }: Address): GatewayRoute {
  const written = resource.properties.HttpApiId ?? null;
  const target = targetOf(written, resource);
  const api = target.kind === 'resource' ? context.apis.get(target.resource) : undefined;
  const publicAccess = publicAccessOf(resource);
  return {
    ...commonOf(resource),
    ...address,
    ...readRoute(address),
    group: api?.group ?? new Unknown(target.kind === 'resource' ? target.resource.id : wordsFor(target)),
    description: textIn(resource.properties.Description, resource),
    authType: undefined,
    disableInternet: undefined,
    publicAccess,
    stages: stagesOf({ resource, kind, api, target, publicAccess }, context),
    bindings: [],
  };
}

function wordsFor(target: Exclude<Target, { kind: 'resource' }>): string {
  return target.kind === 'elsewhere' ? target.key : target.words;
}

function readRoute({
  method,
  path,
}: Address | Omit<Address, 'kind'>): Pick<GatewayRoute, 'route' | 'problem'> {
  if (isUnknown(method)) return { route: undefined, problem: `the method is ${method.expression}` };
  if (isUnknown(path)) return { route: undefined, problem: `the path is ${path.expression}` };
  try {
    return { route: createRoute(method.toUpperCase(), path), problem: undefined };
  } catch (error) {
    if (!GatewayError.isGatewayError(error)) throw error;
    const { message, problems } = error;
    const words = problems.map((each) => `${each.path} ${each.message}`).join('; ');
    return { route: undefined, problem: words || message };
  }
}

interface ReadRoute extends Pick<RoutePlace, 'resource' | 'kind'> {
  readonly api: CloudNativeApi | undefined;
  readonly target: Target;
  readonly publicAccess: string | undefined;
}

/** One stage where the route is published; none where the template does not publish it. */
function stagesOf(read: ReadRoute, context: Context): readonly CloudNativeStage[] {
  const { api, publicAccess, resource } = read;
  const named = context.publications.flatMap((publication) => {
    const doubt = publishes(publication, read);
    return doubt === undefined ? [] : [{ publication, maybe: doubt === '' ? undefined : doubt }];
  });
  const [first] = named;
  if (first === undefined) return [];
  const existsIf = first.publication.deployment.existsIf.filter((text) =>
    named.every(({ publication }) => publication.deployment.existsIf.includes(text)),
  );
  const granted = new Set([...resource.existsIf, ...existsIf, ...(api?.resource.existsIf ?? [])]);
  const place = {
    resource,
    kind: read.kind,
    api: api?.resource,
    apiKey: keyOfTarget(resource.properties.HttpApiId ?? null, resource),
    granted,
    gateways: api?.gateways ?? new Set<string>(),
    consumerAuthentication: api?.consumerAuthentication,
    publicAccess,
  };
  const { openBecause, protection, scope } = decide(context.attachments, place);
  const { plugins, policies } = context.attachments;
  const ruleAt = (level: 'own' | 'api') =>
    plugins.find(
      (each) => each.installation.className === 'jwt-auth' && reachOf(each, place)?.level === level,
    );
  const others = plugins.filter(
    (each) =>
      each.installation.className !== 'jwt-auth' && mayWork(each) && reachOf(each, place) !== undefined,
  );
  return [
    {
      stage: ANY_STAGE,
      deployments: named.map(({ publication }) => publication.deployment),
      existsIf,
      maybe: named.every(({ maybe }) => maybe !== undefined) ? first.maybe : undefined,
      bindings: [],
      variables: NO_VARIABLES,
      protection,
      asRecorded: undefined,
      jwtAuth: scope,
      openBecause,
      policies: policies.filter((each) => reachOf(each, place) !== undefined),
      rules: { own: ruleAt('own'), api: ruleAt('api') },
      otherPlugins: others.map(({ installation }) => installation.className ?? installation.words),
    },
  ];
}

/** Whether a publication is for a route: `undefined` for no, nothing for yes, else why it may be. */
function publishes({ api, maybe = '', route }: Publication, read: ReadRoute): string | undefined {
  const isApi = isSameTarget(api, read.target);
  if (isApi === undefined) return undefined;
  const doubt = isApi ? maybe : 'which API it publishes cannot be read';
  if (route === undefined || read.kind === 'Operation') return doubt;
  if (route.kind === 'resource') return route.resource === read.resource ? doubt : undefined;
  return doubt === '' ? 'which route is published cannot be read' : doubt;
}

/** Whether two ids are one; `undefined` where they are surely not, `false` where they may be. */
function isSameTarget(a: Target, b: Target): boolean | undefined {
  if (a.kind === 'resource' && b.kind === 'resource') return a.resource === b.resource || undefined;
  if (a.kind !== 'resource' && b.kind !== 'resource' && a.key === b.key) return true;
  if (a.kind === 'unknown')
    return b.kind !== 'resource' || a.mentions.includes(b.resource) ? false : undefined;
  return b.kind === 'unknown' && (a.kind !== 'resource' || b.mentions.includes(a.resource))
    ? false
    : undefined;
}

/** A domain is of the whole account; it leads to the APIs that a publication binds it to. */
function domainsOf(resource: Resource, { apis, publications }: Context): readonly GatewayDomain[] {
  const name = textIn(resource.properties.DomainName, resource);
  const bound = publications.filter(({ domains }) =>
    domains.some((each) => each.kind === 'resource' && each.resource === resource),
  );
  const groups = bound.map(
    ({ api }) =>
      (api.kind === 'resource' ? apis.get(api.resource)?.group : undefined) ??
      new Unknown('an API made elsewhere'),
  );
  const all = groups.length === 0 ? [new Unknown('what binds it')] : [...new Set(groups)];
  return all.map((group) => ({ ...commonOf(resource), name, group }));
}

/** Every policy of some stacks. */
export function policiesOf(stacks: readonly Stack[]): readonly AttachedPolicy[] {
  return resourcesOf(stacks)('Policy').map(policyOf);
}

/** A model without the routes, APIs and domains of cloud-native gateways; the same one where there are none. */
export function traditionalPartOf(model: GatewayModel): GatewayModel {
  const isTraditional = ({ resource }: Pick<GatewayRoute, 'resource'>) => !isCloudNative(resource);
  const { domains, groups, routes } = model;
  if ([...routes, ...groups, ...domains].every(isTraditional)) return model;
  return {
    ...model,
    routes: routes.filter(isTraditional),
    groups: groups.filter(isTraditional),
    domains: domains.filter(isTraditional),
  };
}

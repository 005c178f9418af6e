import { type JsonValue, memberOf } from '../../json';
import type { GatewayDeployment, GatewayGroup, GatewayRoute } from '../../model';
import {
  flagIn,
  followReference,
  isUnknown,
  type Maybe,
  type Resource,
  textIn,
  Unknown,
} from '../../template';
import { keyOfTarget, type Target, targetOf, targetsIn } from './resources';

/** The stage of a route where there are no stages: whatever stage a caller names, it is this one. */
export const ANY_STAGE = 'any';

/** An HttpApi, and what of the template publishes it. */
export interface CloudNativeApi {
  readonly resource: Resource;
  readonly group: GatewayGroup;
  readonly type: Maybe<string> | undefined;
  /** The gateways that it says it is deployed to, as keys. */
  readonly gateways: ReadonlySet<string>;
  /** Why consumer authentication may be on. */
  readonly consumerAuthentication: string | undefined;
}

export function commonOf(resource: Resource) {
  const { existsIf, id, origin, stack } = resource;
  return { id, stack: stack.name, origin, resource, existsIf };
}

/** Reads an HttpApi. */
export function apiOf(resource: Resource): CloudNativeApi {
  const { AuthConfig, BelongGatewayId, DeployConfigs, EnableAuth, HttpApiName, Type } = resource.properties;
  const configs = Array.isArray(DeployConfigs) ? DeployConfigs : [];
  const gateways = [BelongGatewayId, ...configs.map((each) => memberOf(each, 'GatewayId'))];
  return {
    resource,
    group: {
      ...commonOf(resource),
      name: textIn(HttpApiName, resource),
      basePath: basePathOf(resource),
      internetEnable: undefined,
      vpcIntranetEnable: undefined,
    },
    type: textIn(Type, resource),
    gateways: new Set(gateways.flatMap((id) => (id === undefined ? [] : [keyOfTarget(id, resource)]))),
    consumerAuthentication:
      AuthConfig !== undefined ||
      flagIn(EnableAuth, resource) !== (EnableAuth === undefined ? undefined : false)
        ? `${resource.id} may have consumer authentication on, which this does not read`
        : undefined,
  };
}

/** A version may stand in the path, in a way that is not documented. */
function basePathOf(resource: Resource): Maybe<string> | undefined {
  const { BasePath, VersionConfig } = resource.properties;
  const path = textIn(BasePath, resource);
  const isVersioned = flagIn(memberOf(VersionConfig, 'Enable'), resource);
  if (VersionConfig !== undefined && isVersioned !== false && isVersioned !== undefined)
    return new Unknown('VersionConfig, which may add to the path');
  return path;
}

/** Something that publishes an API, or one route of it. */
export interface Publication {
  readonly deployment: GatewayDeployment;
  readonly api: Target;
  /** The one route that it is for; `undefined` for all of the API. */
  readonly route: Target | undefined;
  readonly domains: readonly Target[];
  /** Why it is not certain that it publishes. */
  readonly maybe: string | undefined;
}

/** The publication that an ApiAttachment is. */
export function attachmentPublication(resource: Resource): Publication {
  const { DomainIds, HttpApiId = null, RouteId } = resource.properties;
  return {
    deployment: deploymentOf(resource, HttpApiId),
    api: targetOf(HttpApiId, resource),
    // Older templates name a route that there is not where they publish the whole API.
    route: RouteId === undefined ? undefined : targetOf(RouteId, resource),
    domains: targetsIn(DomainIds, resource),
    maybe: undefined,
  };
}

/** `DeployConfigs` with `AutoDeploy`: whether it publishes at once is not documented. */
export function autoPublications({ resource }: CloudNativeApi): readonly Publication[] {
  const { DeployConfigs } = resource.properties;
  if (DeployConfigs === undefined) return [];
  if (!Array.isArray(DeployConfigs)) {
    const maybe = `whether ${resource.id} publishes itself is not known: DeployConfigs is no plain list`;
    return [ownPublication(resource, [], maybe)];
  }
  return DeployConfigs.flatMap((config) => {
    const auto = flagIn(memberOf(config, 'AutoDeploy'), resource);
    if (auto === undefined || auto === false) return [];
    const maybe = isUnknown(auto) ? `AutoDeploy of ${resource.id} is ${auto.expression}` : undefined;
    return [ownPublication(resource, targetsIn(memberOf(config, 'CustomDomainIds'), resource), maybe)];
  });
}

function ownPublication(
  resource: Resource,
  domains: readonly Target[],
  maybe: string | undefined,
): Publication {
  const deployment = deploymentOf(resource, { Ref: resource.id });
  return { deployment, api: { kind: 'resource', resource }, route: undefined, domains, maybe };
}

function deploymentOf(resource: Resource, api: Parameters<typeof followReference>[0]): GatewayDeployment {
  return {
    ...commonOf(resource),
    stage: ANY_STAGE,
    api: followReference(api, resource),
    historyVersion: undefined,
  };
}

/** `{id}`, `:id` and `[id]` are one thing: `[id]`, as routes have it everywhere else. */
export function routePathOf(path: string): string {
  return path
    .split('/')
    .map((segment) => segment.replace(/\{([^{}[\]]+)\}/g, '[$1]').replace(/^:([A-Za-z_][\w-]*)$/, '[$1]'))
    .join('/');
}

/** In which ways a route is called: `HTTP,HTTPS`. Without a word about it both are taken. */
export function protocolsOf({ group }: Pick<GatewayRoute, 'group'>): Maybe<string> {
  const written = isUnknown(group) ? undefined : group.resource.properties.Protocols;
  if (isUnknown(group) || written === undefined) return 'HTTP,HTTPS';
  if (!Array.isArray(written)) return new Unknown('not a plain list');
  const texts = written.map((each: JsonValue) => textIn(each, group.resource));
  return texts.find(isUnknown) ?? texts.join(',');
}

import { protocolsOf } from '../../cloud-native';
import { type JsonValue, memberOf } from '../../json';
import { type ApiDefinition, type BackendDefinition, basePathOf, type GatewayRoute } from '../../model';
import {
  flagIn,
  followReference,
  isUnknown,
  type Maybe,
  type Resource,
  textIn,
  Unknown,
} from '../../template';

/**
 * What an operation does with its requests: all of them goes on as it came, for parameters are declared and not
 * checked.
 */
export function cloudNativeDefinition(route: GatewayRoute): ApiDefinition {
  return {
    requestMode: 'PASSTHROUGH',
    requestProtocol: protocolsOf(route),
    bodyFormat: undefined,
    requestParameters: [],
    serviceParameters: [],
    serviceParametersMap: [],
    constParameters: [],
    systemParameters: [],
    backend: backendOf(route),
  };
}

function backendOf(route: GatewayRoute): Maybe<BackendDefinition> {
  const { resource } = route;
  const { Mock } = resource.properties;
  const isMock = Mock === undefined ? false : (flagIn(memberOf(Mock, 'Enable'), resource) ?? false);
  const address = isMock === true ? undefined : addressOf(route);
  return {
    protocol: typeof address === 'string' && address.startsWith('https:') ? 'HTTPS' : 'HTTP',
    address,
    path: pathOf(route),
    method: 'ANY',
    timeoutMillis: undefined,
    contentTypeCategory: undefined,
    contentType: undefined,
    isInVpc: false,
    vpcConfig: undefined,
    functionComputeConfig: undefined,
    isMock,
    mockResult: textIn(memberOf(Mock, 'ResponseContent'), resource),
    mockStatusCode: textIn(memberOf(Mock, 'ResponseCode'), resource),
    mockHeaders: [],
  };
}

function pathOf(route: GatewayRoute): Maybe<string> {
  const { group, path } = route;
  const removed = isUnknown(group)
    ? undefined
    : flagIn(group.resource.properties.RemoveBasePathOnForward, group.resource);
  if (isUnknown(removed)) return removed;
  const base = removed === true ? '' : basePathOf(route);
  if (isUnknown(base)) return base;
  return isUnknown(path) ? path : `${base}${path}`;
}

/** The address of the one service of the API. */
function addressOf({ group, resource }: GatewayRoute): Maybe<string> {
  if (isUnknown(group)) return new Unknown(`that of the API ${group.expression}`);
  const own = memberOf(resource.properties.Backend, 'Services');
  const services = Array.isArray(own) ? own : servicesOf(group.resource);
  const [first, second] = services;
  if (first === undefined) return new Unknown('not given in the template');
  if (second !== undefined) return new Unknown('one of several services');
  return serviceAddress(first, Array.isArray(own) ? resource : group.resource);
}

function servicesOf({ properties }: Resource): readonly JsonValue[] {
  const configs = properties.DeployConfigs;
  const [config, second] = Array.isArray(configs) ? configs : [];
  const services = memberOf(config, 'ServiceConfigs');
  return second === undefined && Array.isArray(services) ? services : [];
}

function serviceAddress(config: JsonValue, scope: Resource): Maybe<string> {
  const target = followReference(memberOf(config, 'ServiceId') ?? null, scope);
  if (target.kind !== 'resource') return new Unknown('a service that is made elsewhere');
  const service = target.resource;
  const addresses = service.properties.Addresses;
  const [only, second] = Array.isArray(addresses) ? addresses : [];
  if (only === undefined || second !== undefined) return new Unknown(`one of several of ${service.id}`);
  const address = textIn(only, service) ?? new Unknown('not given');
  const protocol = textIn(memberOf(config, 'Protocol'), scope) ?? 'HTTP';
  if (isUnknown(address)) return address;
  return isUnknown(protocol) ? protocol : `${protocol.toLowerCase()}://${address}`;
}

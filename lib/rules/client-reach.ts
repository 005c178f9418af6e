import { API } from '../facts';
import { type GatewayRoute, isUnknown, type Unknown } from '../template';
import { itemsOf, memberIn, propertyOf } from './property';
import { requestParametersOf } from './request-parameters';

/** A name at the backend, as claimParameters write it. */
export interface BackendTarget {
  readonly name: string;
  readonly location: 'query' | 'header' | 'path' | 'formData';
}

/** What the callers of one API can set at its backend. */
export interface ClientReach {
  /** How a caller sets it; `undefined` when it cannot, as far as the template tells. */
  readonly findWay: (target: BackendTarget) => string | undefined;
  /** What the template does not tell. */
  readonly doubt: string | undefined;
}

/**
 * By RequestMode: MAPPING hands on what ServiceParametersMap names, PASSTHROUGH everything but the path; a group
 * hands on the headers in PassthroughHeaders.
 */
export function clientReachOf(route: GatewayRoute): ClientReach {
  const mode = propertyOf(route.resource, 'RequestConfig', 'RequestMode') ?? API.defaultRequestMode.value;
  const headers = passedHeaders(route);
  const { doubt, ways } = mappedTargets(route);
  const named = isUnknown(headers) ? [] : headers;
  return {
    doubt: [
      isUnknown(mode) ? `RequestMode is ${mode.expression}` : undefined,
      isUnknown(headers) ? `PassthroughHeaders is ${headers.expression}` : undefined,
      doubt,
    ].find((each) => each !== undefined),
    findWay(target) {
      const parameter = ways.get(keyOf(target.location, target.name));
      if (parameter !== undefined) return `the request parameter ${parameter}`;
      if (target.location === 'header' && named.includes(target.name.toLowerCase()))
        return "the group's PassthroughHeaders";
      return mode === 'PASSTHROUGH' && target.location !== 'path' ? 'RequestMode PASSTHROUGH' : undefined;
    },
  };
}

const PLACES: ReadonlyMap<string, BackendTarget['location']> = new Map([
  ['HEAD', 'header'],
  ['QUERY', 'query'],
  ['PATH', 'path'],
  ['BODY', 'formData'],
]);

/** Names of headers mean the same in any case. */
function keyOf(location: string, name: string): string {
  return `${location} ${location === 'header' ? name.toLowerCase() : name}`;
}

interface Mapped {
  /** The request parameter that goes to each target. */
  readonly ways: ReadonlyMap<string, string>;
  readonly doubt: string | undefined;
}

function mappedTargets(route: GatewayRoute): Mapped {
  const requests = requestParametersOf(route);
  const services = pairsIn(route, 'ServiceParameters', ['ServiceParameterName', 'Location']);
  const mappings = pairsIn(route, 'ServiceParametersMap', ['ServiceParameterName', 'RequestParameterName']);
  if (isUnknown(requests)) return nothingFor(requests);
  if (isUnknown(services)) return nothingFor(services);
  if (isUnknown(mappings)) return nothingFor(mappings);
  // Constant and system parameters are mapped by the same list, and no caller sets those.
  const ofClient = new Set(requests.map(({ name }) => name));
  const sources = new Map(mappings.filter(([, request]) => ofClient.has(request)));
  const ways = new Map<string, string>();
  for (const [name, location] of services) {
    const request = sources.get(name);
    if (request !== undefined) ways.set(keyOf(PLACES.get(location) ?? location, name), request);
  }
  return { ways, doubt: requests.map(({ name }) => name).find(isUnknown)?.expression };
}

function nothingFor({ expression }: Unknown): Mapped {
  return { ways: new Map(), doubt: `what its parameters are mapped to is ${expression}` };
}

/** Two texts of each item of a list; unknown where one of them is. */
function pairsIn(
  { resource }: GatewayRoute,
  list: string,
  names: readonly [string, string],
): readonly (readonly [string, string])[] | Unknown {
  const items = itemsOf(resource, list);
  if (isUnknown(items)) return items;
  const pairs: (readonly [string, string])[] = [];
  for (const item of items) {
    const [first, second] = names.map((name) => memberIn(item, resource, name));
    if (isUnknown(first)) return first;
    if (isUnknown(second)) return second;
    if (typeof first === 'string' && typeof second === 'string') pairs.push([first, second]);
  }
  return pairs;
}

function passedHeaders({ group }: GatewayRoute): readonly string[] | Unknown {
  if (isUnknown(group)) return [];
  const written = propertyOf(group.resource, 'PassthroughHeaders');
  if (isUnknown(written)) return written;
  return typeof written === 'string' ? written.split(',').map((name) => name.trim().toLowerCase()) : [];
}

import {
  type ApiParameterMapping,
  type GatewayRoute,
  type ParameterMapping,
  type PlacedParameter,
  parameterMappingOf,
} from '../model';
import { isUnknown, type Maybe, type Unknown } from '../template';
import { propertyOf } from './property';

/** A name at the backend, as claimParameters write it. */
export interface BackendTarget {
  readonly name: string;
  readonly location: 'query' | 'header' | 'path' | 'formData';
}

/** What decides about what the callers of one API can set at its backend. */
export interface ClientReach {
  readonly mapping: ApiParameterMapping;
  /** In lower case, what the group hands on. */
  readonly headers: Maybe<readonly string[]>;
}

/**
 * By RequestMode: MAPPING hands on what ServiceParametersMap names, PASSTHROUGH everything but the path; a group
 * hands on the headers in PassthroughHeaders.
 */
export function clientReachOf(route: GatewayRoute): ClientReach {
  return { mapping: parameterMappingOf(route), headers: passedHeaders(route) };
}

/** How a caller sets a name at the backend; `undefined` when it cannot, as far as the template tells. */
export function findWay(target: BackendTarget, { headers, mapping }: ClientReach): string | undefined {
  const parameter = findSource(target, mapping);
  if (parameter !== undefined) return `the request parameter ${parameter}`;
  if (target.location === 'header' && !isUnknown(headers) && headers.includes(target.name.toLowerCase()))
    return "the group's PassthroughHeaders";
  const isPassed = mapping.requestMode === 'PASSTHROUGH' && target.location !== 'path';
  return isPassed ? 'RequestMode PASSTHROUGH' : undefined;
}

/** What the template does not tell; `undefined` where it tells all. */
export function findDoubt({ headers, mapping }: ClientReach): string | undefined {
  const { requestMode: mode } = mapping;
  if (isUnknown(mode)) return `RequestMode is ${mode.expression}`;
  if (isUnknown(headers)) return `PassthroughHeaders is ${headers.expression}`;
  return doubtAbout(mapping);
}

/** The request parameter that is mapped to a name at the backend. */
function findSource(
  target: BackendTarget,
  { requestParameters, serviceParameters, serviceParametersMap }: ApiParameterMapping,
): string | undefined {
  if (isUnknown(requestParameters) || isUnknown(serviceParameters) || isUnknown(serviceParametersMap))
    return undefined;
  for (const parameter of serviceParameters) {
    if (!isTarget(parameter, target)) continue;
    const sources = serviceParametersMap
      .filter(({ serviceParameterName }) => serviceParameterName === parameter.name)
      .map(({ requestParameterName }) => requestParameterName);
    // Constant and system parameters are mapped by the same list, and no caller sets those.
    const source = requestParameters.find(({ name }) => !isUnknown(name) && sources.includes(name));
    if (source !== undefined && !isUnknown(source.name)) return source.name;
  }
  return undefined;
}

const PLACES: ReadonlyMap<unknown, BackendTarget['location']> = new Map([
  ['HEAD', 'header'],
  ['QUERY', 'query'],
  ['PATH', 'path'],
  ['BODY', 'formData'],
]);

/** Names of headers mean the same in any case. */
function isTarget({ location, name }: PlacedParameter, target: BackendTarget): boolean {
  if (isUnknown(name) || PLACES.get(location) !== target.location) return false;
  if (target.location !== 'header') return name === target.name;
  return name.toLowerCase() === target.name.toLowerCase();
}

function doubtAbout({
  requestParameters,
  serviceParameters,
  serviceParametersMap,
}: ApiParameterMapping): string | undefined {
  const unknown =
    unknownIn(requestParameters, unknownPlace) ??
    unknownIn(serviceParameters, unknownPlace) ??
    unknownIn(serviceParametersMap, unknownEnd);
  return unknown && `what its parameters are mapped to is ${unknown.expression}`;
}

function unknownPlace({ location, name }: PlacedParameter): Unknown | undefined {
  if (isUnknown(name)) return name;
  return isUnknown(location) ? location : undefined;
}

function unknownEnd({ requestParameterName, serviceParameterName }: ParameterMapping): Unknown | undefined {
  if (isUnknown(requestParameterName)) return requestParameterName;
  return isUnknown(serviceParameterName) ? serviceParameterName : undefined;
}

/** The list as a whole, or the first of its texts, that is unknown. */
function unknownIn<T>(
  list: Maybe<readonly T[]>,
  unknownOf: (item: T) => Unknown | undefined,
): Unknown | undefined {
  if (isUnknown(list)) return list;
  for (const item of list) {
    const unknown = unknownOf(item);
    if (unknown !== undefined) return unknown;
  }
  return undefined;
}

const NO_HEADERS: readonly string[] = [];

function passedHeaders({ group }: GatewayRoute): readonly string[] | Unknown {
  if (isUnknown(group)) return NO_HEADERS;
  const written = propertyOf(group.resource, 'PassthroughHeaders');
  if (isUnknown(written)) return written;
  return typeof written === 'string'
    ? written.split(',').map((name) => name.trim().toLowerCase())
    : NO_HEADERS;
}

import {
  type ApiParameterMapping,
  type GatewayRoute,
  isUnknown,
  type Maybe,
  type ParameterMapping,
  type PlacedParameter,
  parameterMappingOf,
  type Unknown,
} from '../template';
import { propertyOf } from './property';

/** A name at the backend, as claimParameters write it. */
export interface BackendTarget {
  readonly name: string;
  readonly location: 'query' | 'header' | 'path' | 'formData';
}

/** What the callers of one API can set at its backend. */
export interface ClientReach {
  /** How a caller sets it; `undefined` when it cannot, as far as the template tells. */
  readonly findWay: (target: BackendTarget) => string | undefined;
  /** What the template does not tell; `undefined` where it tells all. */
  readonly findDoubt: () => string | undefined;
}

/**
 * By RequestMode: MAPPING hands on what ServiceParametersMap names, PASSTHROUGH everything but the path; a group
 * hands on the headers in PassthroughHeaders.
 */
export function clientReachOf(route: GatewayRoute): ClientReach {
  const mapping = parameterMappingOf(route);
  const { requestMode: mode } = mapping;
  const headers = passedHeaders(route);
  return {
    findDoubt() {
      if (isUnknown(mode)) return `RequestMode is ${mode.expression}`;
      if (isUnknown(headers)) return `PassthroughHeaders is ${headers.expression}`;
      return doubtAbout(mapping);
    },
    findWay(target) {
      const parameter = findSource(target, mapping);
      if (parameter !== undefined) return `the request parameter ${parameter}`;
      if (target.location === 'header' && !isUnknown(headers) && headers.includes(target.name.toLowerCase()))
        return "the group's PassthroughHeaders";
      return mode === 'PASSTHROUGH' && target.location !== 'path' ? 'RequestMode PASSTHROUGH' : undefined;
    },
  };
}

/** The request parameter that is mapped to a name at the backend. */
function findSource(
  target: BackendTarget,
  { requestParameters, serviceParameters, serviceParametersMap }: ApiParameterMapping,
): string | undefined {
  if (isUnknown(requestParameters) || isUnknown(serviceParameters) || isUnknown(serviceParametersMap))
    return undefined;
  // The usual case.
  if (!serviceParameters.some((each) => isTarget(each, target))) return undefined;
  const targets = serviceParameters.filter((each) => isTarget(each, target)).map(({ name }) => name);
  const sources = serviceParametersMap
    .filter(({ serviceParameterName }) => targets.includes(serviceParameterName))
    .map(({ requestParameterName }) => requestParameterName);
  // Constant and system parameters are mapped by the same list, and no caller sets those.
  return requestParameters
    .map(({ name }) => name)
    .find((name): name is string => !isUnknown(name) && sources.includes(name));
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

function passedHeaders({ group }: GatewayRoute): readonly string[] | Unknown {
  if (isUnknown(group)) return [];
  const written = propertyOf(group.resource, 'PassthroughHeaders');
  if (isUnknown(written)) return written;
  return typeof written === 'string' ? written.split(',').map((name) => name.trim().toLowerCase()) : [];
}

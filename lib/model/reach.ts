import { API } from '../facts';
import { type BackendName, findLocation, isSameAtBackend } from '../plugin';
import { isUnknown, type Maybe, textIn, Unknown } from '../template';
import {
  type ApiParameterMapping,
  bodyFormatOf,
  type ParameterMapping,
  type PlacedParameter,
  parameterMappingOf,
} from './api-definition';
import type { GatewayRoute } from './gateway';

/** What decides about what the callers of one API can set at its backend. */
export interface ClientReach {
  readonly mapping: ApiParameterMapping;
  /** In lower case, what the group hands on. */
  readonly headers: Maybe<readonly string[]>;
  /** Why a body might go on without being read as a form; `undefined` where it is read, or where there is none. */
  readonly unreadBody: Maybe<string> | undefined;
}

/**
 * By RequestMode: MAPPING hands on what ServiceParametersMap names, PASSTHROUGH everything but the path; a group
 * hands on the headers in PassthroughHeaders.
 */
export function clientReachOf(route: GatewayRoute): ClientReach {
  return {
    mapping: parameterMappingOf(route),
    headers: isUnknown(route.group) ? route.group : passedHeadersOf(route),
    unreadBody: unreadBodyOf(route),
  };
}

/** How a caller sets a name at the backend; `undefined` when it cannot, as far as the template tells. */
export function findWay(
  target: BackendName,
  { headers, mapping, unreadBody }: ClientReach,
): string | undefined {
  const parameter = findSource(target, mapping);
  if (parameter !== undefined) return `the request parameter ${parameter}`;
  const isPassed = (name: string) => isSameAtBackend(target, { location: 'header', name });
  if (!isUnknown(headers) && headers.some(isPassed)) return "the group's PassthroughHeaders";
  if (mapping.requestMode === 'PASSTHROUGH' && target.location !== 'path') return 'RequestMode PASSTHROUGH';
  return target.location === 'formData' && !isUnknown(unreadBody) ? unreadBody : undefined;
}

/** What the template does not tell of a name at the backend; `undefined` where it tells all. */
export function findDoubt(
  { location }: BackendName,
  { headers, mapping, unreadBody }: ClientReach,
): string | undefined {
  const { requestMode: mode } = mapping;
  if (isUnknown(mode)) return `RequestMode is ${mode.expression}`;
  if (location === 'header' && isUnknown(headers))
    return `which headers the group hands on is not known: ${headers.expression}`;
  if (location === 'formData' && isUnknown(unreadBody)) return `BodyFormat is ${unreadBody.expression}`;
  return doubtAbout(mapping);
}

/** The request parameter that reaches the backend under a name. */
function findSource(target: BackendName, mapping: ApiParameterMapping): string | undefined {
  const { requestParameters, serviceParameters, serviceParametersMap } = mapping;
  if (isUnknown(requestParameters) || isUnknown(serviceParameters) || isUnknown(serviceParametersMap))
    return undefined;
  // Without ServiceParameters nothing says how they are called at the backend: as they are here.
  if (serviceParameters.length === 0)
    return knownNameOf(requestParameters.find((each) => isTarget(each, target)));
  for (const parameter of serviceParameters) {
    if (!isTarget(parameter, target)) continue;
    const sources = serviceParametersMap
      .filter(({ serviceParameterName }) => serviceParameterName === parameter.name)
      .map(({ requestParameterName }) => requestParameterName);
    // Constant and system parameters are mapped by the same list, and no caller sets those.
    const source = requestParameters.find(({ name }) => !isUnknown(name) && sources.includes(name));
    if (source !== undefined) return knownNameOf(source);
  }
  return undefined;
}

function knownNameOf(parameter: PlacedParameter | undefined): string | undefined {
  return parameter === undefined || isUnknown(parameter.name) ? undefined : parameter.name;
}

function isTarget({ location: written, name }: PlacedParameter, target: BackendName): boolean {
  const location = isUnknown(written) ? undefined : findLocation(written);
  return location !== undefined && !isUnknown(name) && isSameAtBackend(target, { location, name });
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

/** The caller's headers that the group of a route hands on, in lower case. */
export function passedHeadersOf({ group }: Pick<GatewayRoute, 'group'>): Maybe<readonly string[]> {
  if (isUnknown(group)) return NO_HEADERS;
  const written = textIn(group.resource.properties.PassthroughHeaders, group.resource);
  if (written === undefined || isUnknown(written)) return written ?? NO_HEADERS;
  return written.split(',').flatMap((name) => (name.trim() === '' ? [] : [name.trim().toLowerCase()]));
}

/** A body that is handed on unread may hold any field. */
function unreadBodyOf(route: GatewayRoute): Maybe<string> | undefined {
  const format = bodyFormatOf(route);
  if (format === 'STREAM') return 'the body, which BodyFormat STREAM hands on unread';
  if (format === 'FORM' || BODILESS.has(route.method)) return undefined;
  if (format !== undefined && isUnknown(format)) return format;
  return new Unknown(format === undefined ? 'not given' : 'none that ROS documents');
}

const BODILESS: ReadonlySet<unknown> = new Set(
  API.methods.value.filter((each) => !API.methodsThatMayHaveBody.value.includes(each)),
);

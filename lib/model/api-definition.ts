import { API } from '../facts';
import { isJsonObject, type JsonObject, type JsonValue, memberOf } from '../json';
import { oncePer } from '../once-per';
import { flagIn, isUnknown, type Maybe, type Resource, resolveValue, textIn, Unknown } from '../template';
import type { GatewayRoute } from './gateway';

/** What an API says of its requests and of its backend, as far as the template tells. */
export interface ApiDefinition {
  /** `MAPPING` or `PASSTHROUGH`; ROS takes MAPPING where nothing is said. */
  readonly requestMode: Maybe<string>;
  /** `HTTP`, `HTTPS` or `HTTP,HTTPS`; ROS takes HTTP where nothing is said. */
  readonly requestProtocol: Maybe<string>;
  /** `FORM` or `STREAM`. */
  readonly bodyFormat: Maybe<string> | undefined;
  readonly requestParameters: Maybe<readonly RequestParameter[]>;
  /** What the backend gets. */
  readonly serviceParameters: Maybe<readonly PlacedParameter[]>;
  readonly serviceParametersMap: Maybe<readonly ParameterMapping[]>;
  readonly constParameters: Maybe<readonly ConstParameter[]>;
  readonly systemParameters: Maybe<readonly SystemParameter[]>;
  readonly backend: Maybe<BackendDefinition>;
}

/** A name, and where in a request it stands. */
export interface PlacedParameter {
  readonly name: Maybe<string>;
  /** `HEAD`, `QUERY`, `PATH` or `BODY` */
  readonly location: Maybe<string>;
}

/** A parameter that an API takes from its callers. */
export interface RequestParameter extends PlacedParameter {
  /** `String`, `Int`, `Long`, `Float`, `Double` or `Boolean` */
  readonly type: Maybe<string>;
  /** `REQUIRED` or `OPTION` */
  readonly required: Maybe<string>;
  readonly defaultValue: Maybe<string> | undefined;
  readonly minLength: Maybe<string> | undefined;
  readonly maxLength: Maybe<string> | undefined;
  readonly minValue: Maybe<string> | undefined;
  readonly maxValue: Maybe<string> | undefined;
  /** Allowed values, separated by commas. */
  readonly enumValue: Maybe<string> | undefined;
  readonly regularExpression: Maybe<string> | undefined;
  readonly jsonScheme: Maybe<string> | undefined;
}

/**
 * Whether requests are refused because of a parameter: it is missing, or has another value than it must have. What only
 * ROS knows may refuse some. A part of the path is always there.
 */
export function isCheckedParameter(parameter: RequestParameter): boolean {
  const { defaultValue, location, name, required, type, ...bounds } = parameter;
  const isOptional = required === 'OPTION' || String(location).toUpperCase() === 'PATH';
  return !isOptional || type !== 'String' || Object.values(bounds).some((each) => each !== undefined);
}

/** Which request, constant or system parameter fills a parameter of the backend. */
export interface ParameterMapping {
  readonly requestParameterName: Maybe<string>;
  readonly serviceParameterName: Maybe<string>;
}

/** A value that is the same in every request. */
interface ConstParameter extends PlacedParameter {
  readonly value: Maybe<string>;
}

/** A value that the gateway knows, such as the caller's address. */
interface SystemParameter extends PlacedParameter {
  /** `CaClientIp`, `CaRequestId`, … */
  readonly parameter: Maybe<string>;
}

/** Where an API sends its requests. */
export interface BackendDefinition {
  /** `HTTP`, `HTTPS` or `FunctionCompute`; ROS takes HTTP where nothing is said. */
  readonly protocol: Maybe<string>;
  readonly address: Maybe<string> | undefined;
  readonly path: Maybe<string> | undefined;
  readonly method: Maybe<string> | undefined;
  readonly timeoutMillis: Maybe<string> | undefined;
  /** `DEFAULT`, `CUSTOM` or `CLIENT` */
  readonly contentTypeCategory: Maybe<string> | undefined;
  readonly contentType: Maybe<string> | undefined;
  /** Whether the backend is inside a VPC. */
  readonly isInVpc: Maybe<boolean>;
  /** As the template writes it. */
  readonly vpcConfig: Maybe<JsonObject> | undefined;
  /** As the template writes it. */
  readonly functionComputeConfig: Maybe<JsonObject> | undefined;
  /** Whether a fixed answer stands in for the backend. */
  readonly isMock: Maybe<boolean>;
  readonly mockResult: Maybe<string> | undefined;
  readonly mockStatusCode: Maybe<string> | undefined;
  readonly mockHeaders: Maybe<readonly MockHeader[]>;
}

/** A header of a fixed answer. */
interface MockHeader {
  readonly name: Maybe<string>;
  readonly value: Maybe<string>;
}

/** Reads what an API says of its requests and its backend. Never throws for what the template says. */
export const apiDefinitionOf = oncePerApi((resource): ApiDefinition => {
  const { properties } = resource;
  const request = readerOf(properties.RequestConfig, resource);
  const list = <T>(name: string, read: (item: Reader) => T) => listOf(properties, name, { resource, read });
  return {
    ...parameterMappingOf({ resource }),
    requestParameters: list('RequestParameters', requestParameter),
    requestProtocol: request.text('RequestProtocol') ?? API.defaultRequestProtocol.value,
    bodyFormat: bodyFormatOf({ resource }),
    constParameters: list('ConstParameters', (item) => ({
      ...serviceParameter(item),
      value: item.required('ConstValue'),
    })),
    systemParameters: list('SystemParameters', (item) => ({
      ...serviceParameter(item),
      parameter: item.required('ParameterName'),
    })),
    backend: backendDefinitionOf({ resource }),
  };
});

/** How what callers send becomes what the backend gets. */
export interface ApiParameterMapping
  extends Pick<ApiDefinition, 'requestMode' | 'serviceParameters' | 'serviceParametersMap'> {
  readonly requestParameters: Maybe<readonly PlacedParameter[]>;
}

/** Reads that part of the definition alone. */
export const parameterMappingOf = oncePerApi((resource): ApiParameterMapping => {
  const { properties } = resource;
  const request = readerOf(properties.RequestConfig, resource);
  return {
    requestMode: request.text('RequestMode') ?? API.defaultRequestMode.value,
    requestParameters: listOf(properties, 'RequestParameters', { resource, read: placedRequestParameter }),
    serviceParameters: listOf(properties, 'ServiceParameters', { resource, read: serviceParameter }),
    serviceParametersMap: listOf(properties, 'ServiceParametersMap', { resource, read: parameterMapping }),
  };
});

/** Many rules ask for the same of each API. */
function oncePerApi<T extends {}>(
  read: (resource: Resource) => T,
): (route: Pick<GatewayRoute, 'resource'>) => T {
  const readOnce = oncePer(read);
  return ({ resource }) => readOnce(resource);
}

/** Reads `BodyFormat` alone. */
export function bodyFormatOf({ resource }: Pick<GatewayRoute, 'resource'>): Maybe<string> | undefined {
  return readerOf(resource.properties.RequestConfig, resource).text('BodyFormat');
}

/** Reads the members of one object of the template; of an unknown one, all are unknown. */
class Reader {
  readonly #value: JsonValue;
  readonly #unknown: Unknown | undefined;
  readonly #resource: Resource;

  constructor(value: Maybe<JsonValue>, resource: Resource) {
    this.#unknown = isUnknown(value) ? value : undefined;
    this.#value = isUnknown(value) ? null : value;
    this.#resource = resource;
  }

  text(name: string): Maybe<string> | undefined {
    return this.#unknown ?? textIn(memberOf(this.#value, name), this.#resource);
  }

  /** A text that ROS demands. */
  required(name: string): Maybe<string> {
    return this.text(name) ?? new Unknown(`no ${name}`);
  }

  flag(name: string): Maybe<boolean> | undefined {
    return this.#unknown ?? flagIn(memberOf(this.#value, name), this.#resource);
  }

  value(name: string): JsonValue | undefined {
    return memberOf(this.#value, name);
  }
}

function readerOf(written: JsonValue | undefined, resource: Resource): Reader {
  return new Reader(resolveValue(written ?? {}, resource), resource);
}

const NONE: readonly never[] = [];

function listOf<T>(
  of: JsonValue,
  name: string,
  { read, resource }: { readonly resource: Resource; readonly read: (item: Reader) => T },
): Maybe<readonly T[]> {
  const written = memberOf(of, name);
  if (written === undefined) return NONE;
  const list = resolveValue(written, resource) ?? NONE;
  if (isUnknown(list)) return list;
  if (!Array.isArray(list)) return new Unknown(`${name}, which is no list`);
  return list.map((item) => read(readerOf(item, resource)));
}

function placedRequestParameter(item: Reader): PlacedParameter {
  return { name: item.required('ApiParameterName'), location: item.required('Location') };
}

function requestParameter(item: Reader): RequestParameter {
  return {
    ...placedRequestParameter(item),
    type: item.text('ParameterType') ?? 'String',
    required: item.text('Required') ?? 'OPTION',
    defaultValue: item.text('DefaultValue'),
    minLength: item.text('MinLength'),
    maxLength: item.text('MaxLength'),
    minValue: item.text('MinValue'),
    maxValue: item.text('MaxValue'),
    enumValue: item.text('EnumValue'),
    regularExpression: item.text('RegularExpression'),
    jsonScheme: item.text('JsonScheme'),
  };
}

function serviceParameter(item: Reader): PlacedParameter {
  return {
    name: item.required('ServiceParameterName'),
    location: item.text('Location') ?? API.defaultParameterLocation.value,
  };
}

function parameterMapping(item: Reader): ParameterMapping {
  return {
    requestParameterName: item.required('RequestParameterName'),
    serviceParameterName: item.required('ServiceParameterName'),
  };
}

/** Reads where an API sends its requests alone: with `#name#` as it stands, where stages have variables. */
export const backendDefinitionOf = oncePerApi((resource): Maybe<BackendDefinition> => {
  const value = resolveValue(resource.properties.ServiceConfig ?? {}, resource);
  if (isUnknown(value)) return value;
  const config = new Reader(value, resource);
  return {
    protocol: config.text('ServiceProtocol') ?? API.defaultServiceProtocol.value,
    address: config.text('ServiceAddress'),
    path: config.text('ServicePath'),
    method: config.text('ServiceHttpMethod'),
    timeoutMillis: config.text('ServiceTimeOut'),
    contentTypeCategory: config.text('ContentTypeCatagory'),
    contentType: config.text('ContentTypeValue'),
    isInVpc: config.flag('ServiceVpcEnable') ?? false,
    vpcConfig: objectIn(config.value('VpcConfig'), resource),
    functionComputeConfig: objectIn(config.value('FunctionComputeConfig'), resource),
    isMock: config.flag('Mock') ?? false,
    mockResult: config.text('MockResult'),
    mockStatusCode: config.text('MockStatusCode'),
    mockHeaders: listOf(value, 'MockHeaders', {
      resource,
      read: (item) => ({ name: item.required('HeaderName'), value: item.required('HeaderValue') }),
    }),
  };
});

function objectIn(written: JsonValue | undefined, resource: Resource): Maybe<JsonObject> | undefined {
  if (written === undefined) return undefined;
  const value = resolveValue(written, resource);
  if (value === null) return undefined;
  if (isUnknown(value) || isJsonObject(value)) return value;
  return new Unknown('what is no object');
}

/**
 * Whether a route answers preflight requests with a fixed text: `OPTIONS` without a backend. Browsers send preflights
 * without a token, and there is nothing behind such a route, so that it is open to everybody is no hole.
 */
export function isPreflightAnswer(route: Pick<GatewayRoute, 'method' | 'resource'>): boolean {
  if (route.method !== 'OPTIONS') return false;
  const backend = backendDefinitionOf(route);
  return !isUnknown(backend) && backend.isMock === true;
}

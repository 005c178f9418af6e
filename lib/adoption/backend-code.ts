import { definedMembers, isJsonObject, type JsonObject, type JsonValue, memberOf } from '../json';
import type { Route } from '../route';
import { type Code, call, key, object, optionalText, text } from '../source-code';

/** A backend as code, and the `ServiceConfig` that the code makes. */
interface BackendCode {
  readonly code: Code;
  readonly rendered: JsonObject;
  /** The path of the backend request, where it has one. */
  readonly path: string | undefined;
  readonly isMock: boolean;
}

const DEFAULT_TIMEOUT_MILLIS = 10_000;

/** The backend that comes next to a recorded `ServiceConfig`; what differs still has to be overridden. */
export function backendCode(config: JsonObject, route: Route): BackendCode {
  if (/^true$/i.test(textIn(config, 'Mock') ?? '')) return mockCode(config);
  if (config.FunctionComputeConfig !== undefined) return functionCode(config, route);
  const vpc = config.VpcConfig;
  return isJsonObject(vpc) && /^true$/i.test(textIn(config, 'ServiceVpcEnable') ?? '')
    ? vpcCode(config, vpc, route)
    : httpCode(config, route);
}

function textIn(value: JsonValue | undefined, name: string): string | undefined {
  const member = memberOf(value, name);
  return typeof member === 'string' || typeof member === 'boolean' ? String(member) : undefined;
}

/** What every backend that is called over HTTP says beyond its address. */
function callOf(config: JsonObject, route: Route) {
  const path = textIn(config, 'ServicePath');
  const method = textIn(config, 'ServiceHttpMethod');
  const timeout = memberOf(config, 'ServiceTimeOut');
  const millis = typeof timeout === 'number' && timeout > 0 ? timeout : DEFAULT_TIMEOUT_MILLIS;
  const isCustom = textIn(config, 'ContentTypeCatagory') === 'CUSTOM';
  const contentType = isCustom ? textIn(config, 'ContentTypeValue') : undefined;
  const isPath = path !== undefined && /^\/[^?#\s]*$/.test(path);
  return {
    options: {
      path: isPath && path !== route.path ? text(path) : undefined,
      method: method !== undefined && method !== route.method ? text(method) : undefined,
      timeoutMillis: millis === DEFAULT_TIMEOUT_MILLIS ? undefined : String(millis),
      contentType: optionalText(contentType),
    },
    path: isPath ? path : route.path,
    rendered: {
      ServicePath: isPath ? path : route.path,
      ServiceHttpMethod: method ?? route.method,
      ServiceTimeOut: millis,
      ...(contentType === undefined ? {} : { ContentTypeCatagory: 'CUSTOM', ContentTypeValue: contentType }),
    },
  };
}

function withOptions(options: Readonly<Record<string, Code | undefined>>): Code[] {
  return Object.values(options).every((each) => each === undefined) ? [] : [object(options)];
}

function httpCode(config: JsonObject, route: Route): BackendCode {
  const written = textIn(config, 'ServiceAddress') ?? '';
  const url = URL.canParse(written) ? new URL(written) : undefined;
  const isPlain =
    url !== undefined && /^https?:$/.test(url.protocol) && `${url.protocol}//${url.host}` === written;
  const address = isPlain ? written : 'http://address.invalid';
  const derived = address.startsWith('https:') ? 'HTTPS' : 'HTTP';
  const recorded = textIn(config, 'ServiceProtocol');
  const protocol = recorded === 'HTTP' || recorded === 'HTTPS' ? recorded : derived;
  const { options, path, rendered } = callOf(config, route);
  const code = call(
    'Backend.http',
    text(address),
    ...withOptions({ protocol: protocol === derived ? undefined : text(protocol), ...options }),
  );
  return {
    code,
    path,
    isMock: false,
    rendered: { ServiceProtocol: protocol, ServiceAddress: address, ...rendered },
  };
}

function vpcCode(config: JsonObject, vpc: JsonObject, route: Route): BackendCode {
  const { InstanceId: instanceId = '', Port: port = 0, VpcId: vpcId = '' } = vpc;
  const access = { vpcId: String(vpcId), instanceId: String(instanceId), port: Number(port) || 0 };
  const protocol = textIn(config, 'ServiceProtocol') === 'HTTPS' ? 'HTTPS' : 'HTTP';
  const { options, path, rendered } = callOf(config, route);
  const code = call(
    'Backend.vpc',
    object({ vpcId: text(access.vpcId), instanceId: text(access.instanceId), port: String(access.port) }),
    ...withOptions({ protocol: protocol === 'HTTP' ? undefined : text(protocol), ...options }),
  );
  return {
    code,
    path,
    isMock: false,
    rendered: {
      ServiceProtocol: protocol,
      ...rendered,
      ServiceVpcEnable: 'TRUE',
      VpcConfig: { VpcId: access.vpcId, InstanceId: access.instanceId, Port: access.port },
    },
  };
}

function mockCode(config: JsonObject): BackendCode {
  const result = textIn(config, 'MockResult') ?? '';
  const status = Number(memberOf(config, 'MockStatusCode') ?? 200);
  const statusCode = Number.isInteger(status) && status >= 100 && status <= 599 ? status : 200;
  const list = memberOf(config, 'MockHeaders');
  const headers = (Array.isArray(list) ? list : []).map(
    (each) => [textIn(each, 'HeaderName') ?? '', textIn(each, 'HeaderValue') ?? ''] as const,
  );
  const sorted = [...new Map(headers)].sort(([a], [b]) => (a < b ? -1 : 1));
  const code = call(
    'Backend.mock',
    object({
      result: text(result),
      statusCode: statusCode === 200 ? undefined : String(statusCode),
      headers:
        sorted.length === 0
          ? undefined
          : object(Object.fromEntries(sorted.map(([name, value]) => [key(name), text(value)]))),
    }),
  );
  return {
    code,
    path: undefined,
    isMock: true,
    rendered: {
      Mock: 'TRUE',
      MockResult: result,
      MockStatusCode: statusCode,
      ...(sorted.length === 0
        ? {}
        : { MockHeaders: sorted.map(([HeaderName, HeaderValue]) => ({ HeaderName, HeaderValue })) }),
    },
  };
}

function functionCode(config: JsonObject, route: Route): BackendCode {
  const written = config.FunctionComputeConfig ?? null;
  const textOf = (name: string) => textIn(written, name);
  const version = textOf('FcVersion') === '3.0' ? '3.0' : '2.0';
  const timeout = memberOf(config, 'ServiceTimeOut');
  const millis = typeof timeout === 'number' && timeout > 0 ? timeout : DEFAULT_TIMEOUT_MILLIS;
  const common = {
    fcVersion: text(version),
    roleArn: optionalText(textOf('RoleArn')),
    regionId: optionalText(textOf('FcRegionId')),
    qualifier: optionalText(textOf('Qualifier')),
    timeoutMillis: millis === DEFAULT_TIMEOUT_MILLIS ? undefined : String(millis),
  };
  const renderedCommon = definedMembers({
    FcVersion: version,
    FcRegionId: textOf('FcRegionId') ?? { Ref: 'ALIYUN::Region' },
    RoleArn: textOf('RoleArn'),
    Qualifier: textOf('Qualifier'),
  });
  const rendered = (own: JsonObject): JsonObject => ({
    ServiceProtocol: 'FunctionCompute',
    ServiceTimeOut: millis,
    FunctionComputeConfig: { ...renderedCommon, ...own },
  });
  const base = textOf('FcBaseUrl');
  if (textOf('FcType') === 'HttpTrigger' && base !== undefined && URL.canParse(base)) {
    const path = textOf('Path') ?? route.path;
    const method = textOf('Method') ?? route.method;
    const only = memberOf(written, 'OnlyBusinessPath');
    const code = call(
      'Backend.webFunction',
      object({
        ...common,
        fcBaseUrl: text(base),
        path: path === route.path ? undefined : text(path),
        method: method === route.method ? undefined : text(method),
        onlyBusinessPath: typeof only === 'boolean' ? String(only) : undefined,
      }),
    );
    const own = { FcType: 'HttpTrigger', FcBaseUrl: base, Path: path, Method: method };
    return {
      code,
      path,
      isMock: false,
      rendered: rendered({ ...own, ...(typeof only === 'boolean' ? { OnlyBusinessPath: only } : {}) }),
    };
  }
  const [service, name] = [textOf('ServiceName') ?? '', textOf('FunctionName') ?? ''];
  const code = call(
    'Backend.eventFunction',
    object({
      ...common,
      serviceName: version === '2.0' ? text(service) : undefined,
      functionName: text(name),
    }),
  );
  const own = {
    FcType: 'FCEvent',
    ...(version === '2.0' ? { ServiceName: service } : {}),
    FunctionName: name,
  };
  return { code, path: undefined, isMock: false, rendered: rendered(own) };
}

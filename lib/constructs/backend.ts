import type { RosApi } from '@alicloud/ros-cdk-apigateway';
import * as ros from '@alicloud/ros-cdk-core';
import { GatewayError } from '../errors';
import type { Method } from '../facts';
import { parseRoute, type Route } from '../route';
import { isKnownText, type TemplateText } from './template-value';
import type { ExistingVpcAccess, VpcAccess } from './vpc-access';

/** What every backend that is called over HTTP can say. */
export interface BackendCallOptions {
  /**
   * The path at the backend, with the route's path parameters in square brackets.
   * @default - the path of the route, after the path of the address
   */
  readonly path?: string;
  /** @default - the method of the route */
  readonly method?: Method;
  /**
   * How long the gateway waits for the backend, in milliseconds.
   * @default 10000
   */
  readonly timeoutMillis?: number;
  /**
   * The Content-Type the backend receives.
   * @default - what the caller sent
   */
  readonly contentType?: string;
}

/** An HTTP backend at an address. */
export interface HttpBackendOptions extends BackendCallOptions {
  /** @default - that of the address; needed where the address is known at deployment only */
  readonly protocol?: 'HTTP' | 'HTTPS';
}

/** An HTTP backend inside a VPC. */
export interface VpcBackendOptions extends BackendCallOptions {
  /** @default 'HTTP' */
  readonly protocol?: 'HTTP' | 'HTTPS';
}

/** What a function of Function Compute is called with. */
export interface FunctionBackendOptions {
  /** The ARN of a RAM role that trusts `apigateway.aliyuncs.com` and may call the function. */
  readonly roleArn?: TemplateText;
  /** @default - the region of the stack */
  readonly regionId?: TemplateText;
  /** A version or an alias. */
  readonly qualifier?: TemplateText;
  /**
   * How long the gateway waits for the function, in milliseconds.
   * @default 10000
   */
  readonly timeoutMillis?: number;
}

/** An event function. In Function Compute 2.0 it lives in a service, in 3.0 it does not. */
export type EventFunctionOptions = FunctionBackendOptions &
  (
    | { readonly fcVersion: '2.0'; readonly serviceName: TemplateText; readonly functionName: TemplateText }
    | { readonly fcVersion: '3.0'; readonly functionName: TemplateText }
  );

/** A web function, called at the address of its HTTP trigger. */
export interface WebFunctionOptions extends FunctionBackendOptions {
  readonly fcVersion: '2.0' | '3.0';
  /** The address of the HTTP trigger; starts with `http://` or `https://`. */
  readonly fcBaseUrl: TemplateText;
  /** @default - the path of the route */
  readonly path?: string;
  /** @default - the method of the route */
  readonly method?: Exclude<Method, 'TRACE' | 'CONNECT'>;
  /**
   * Leaves the trigger's own path out of what the function sees.
   * @default false
   */
  readonly onlyBusinessPath?: boolean;
}

/** A fixed answer, without a backend. */
export interface MockOptions {
  /** The body. */
  readonly result: string;
  /** @default 200 */
  readonly statusCode?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

interface HttpCall {
  readonly protocol: 'HTTP' | 'HTTPS';
  readonly basePath: string;
  readonly options: BackendCallOptions;
}

/** Where an API sends its requests. Made by the functions of {@link Backend}. */
export type Backend =
  | (HttpCall & { readonly kind: 'http'; readonly address: TemplateText })
  | (HttpCall & { readonly kind: 'vpc'; readonly access: VpcAccess | ExistingVpcAccess })
  | { readonly kind: 'eventFunction'; readonly options: EventFunctionOptions }
  | { readonly kind: 'webFunction'; readonly options: WebFunctionOptions }
  | { readonly kind: 'mock'; readonly options: MockOptions };

const DEFAULT_TIMEOUT_MILLIS = 10_000;

/**
 * The backends that ROS can express.
 *
 * Each function throws GatewayError `backend-invalid` for what the service would refuse.
 *
 * @see https://www.alibabacloud.com/help/ros/developer-reference/aliyun-apigateway-api
 */
export const Backend = {
  /** A server at an address such as `https://orders.internal.example.com/v2`. */
  http(address: TemplateText, options: HttpBackendOptions = {}): Backend {
    checkCall(options);
    if (!isKnownText(address))
      return { kind: 'http', address, options, basePath: '', ...protocolOf(options) };
    const url = parseAddress(address);
    const protocol = options.protocol ?? (url.protocol === 'https:' ? 'HTTPS' : 'HTTP');
    const basePath = url.pathname.replace(/\/$/, '');
    return { kind: 'http', address: `${url.protocol}//${url.host}`, protocol, basePath, options };
  },

  /** A server inside a VPC. */
  vpc(access: VpcAccess | ExistingVpcAccess, options: VpcBackendOptions = {}): Backend {
    checkCall(options);
    return { kind: 'vpc', access, protocol: options.protocol ?? 'HTTP', basePath: '', options };
  },

  /** An event function of Function Compute: receives the request as a JSON document. */
  eventFunction(options: EventFunctionOptions): Backend {
    checkTimeout(options.timeoutMillis);
    if (options.fcVersion === '2.0' && options.serviceName === undefined) {
      throw wrong('serviceName is missing: an event function of Function Compute 2.0 lives in a service');
    }
    return { kind: 'eventFunction', options };
  },

  /** A web function of Function Compute: receives the request over HTTP. */
  webFunction(options: WebFunctionOptions): Backend {
    checkTimeout(options.timeoutMillis);
    checkPath(options.path);
    if (isKnownText(options.fcBaseUrl)) parseAddress(options.fcBaseUrl);
    return { kind: 'webFunction', options };
  },

  /** A fixed answer, without a backend. */
  mock(options: MockOptions): Backend {
    const { statusCode = 200 } = options;
    if (!Number.isInteger(statusCode) || statusCode < 100 || statusCode > 599) {
      throw wrong(`statusCode must be a whole number from 100 to 599, got ${statusCode}`);
    }
    return { kind: 'mock', options };
  },
};

/** The path of the backend request with its placeholders, where the backend has one. */
export function backendPathOf(backend: Backend, route: Route): string | undefined {
  switch (backend.kind) {
    case 'http':
    case 'vpc':
      return `${backend.basePath}${backend.options.path ?? route.path}`;
    case 'webFunction':
      return backend.options.path ?? route.path;
    default:
      return undefined;
  }
}

/** Whether the backend receives request parameters at all. */
export function receivesParameters(backend: Backend): boolean {
  return backend.kind !== 'mock';
}

/** `ServiceConfig` of the API. */
export function renderServiceConfig(backend: Backend, route: Route): RosApi.ServiceConfigProperty {
  switch (backend.kind) {
    case 'http':
      return { ...renderCall(backend, route), serviceAddress: backend.address };
    case 'vpc': {
      const { vpcId, instanceId, port } = backend.access;
      const vpcConfig = { vpcId, instanceId, port };
      return { ...renderCall(backend, route), serviceVpcEnable: 'TRUE', vpcConfig };
    }
    case 'mock':
      return renderMock(backend.options);
    default:
      return renderFunction(backend, route);
  }
}

function renderCall(
  backend: Extract<Backend, { kind: 'http' | 'vpc' }>,
  route: Route,
): RosApi.ServiceConfigProperty {
  const { method = route.method, contentType, timeoutMillis = DEFAULT_TIMEOUT_MILLIS } = backend.options;
  return {
    serviceProtocol: backend.protocol,
    servicePath: backendPathOf(backend, route),
    serviceHttpMethod: method,
    serviceTimeOut: timeoutMillis,
    // A ContentTypeValue beside CLIENT, which is the default, is refused by the service.
    ...(contentType === undefined ? {} : { contentTypeCatagory: 'CUSTOM', contentTypeValue: contentType }),
  };
}

function renderFunction(
  backend: Extract<Backend, { kind: 'eventFunction' | 'webFunction' }>,
  route: Route,
): RosApi.ServiceConfigProperty {
  const { fcVersion, roleArn, qualifier, regionId = ros.RosPseudo.region } = backend.options;
  const { timeoutMillis = DEFAULT_TIMEOUT_MILLIS } = backend.options;
  const common = { fcVersion, fcRegionId: regionId, roleArn, qualifier };
  return {
    serviceProtocol: 'FunctionCompute',
    serviceTimeOut: timeoutMillis,
    functionComputeConfig:
      backend.kind === 'eventFunction'
        ? { ...common, fcType: 'FCEvent', ...eventTarget(backend.options) }
        : { ...common, fcType: 'HttpTrigger', ...webTarget(backend.options, route) },
  };
}

function eventTarget(options: EventFunctionOptions): RosApi.FunctionComputeConfigProperty {
  const { functionName } = options;
  return options.fcVersion === '2.0' ? { serviceName: options.serviceName, functionName } : { functionName };
}

function webTarget(options: WebFunctionOptions, route: Route): RosApi.FunctionComputeConfigProperty {
  const { fcBaseUrl, path = route.path, method = route.method, onlyBusinessPath } = options;
  return { fcBaseUrl, path, method, onlyBusinessPath };
}

function renderMock({ result, statusCode = 200, headers = {} }: MockOptions): RosApi.ServiceConfigProperty {
  const mockHeaders = Object.keys(headers)
    .sort()
    .map((headerName) => ({ headerName, headerValue: headers[headerName] ?? '' }));
  return {
    mock: 'TRUE',
    mockResult: result,
    mockStatusCode: statusCode,
    ...(mockHeaders.length === 0 ? {} : { mockHeaders }),
  };
}

function protocolOf(options: HttpBackendOptions): { protocol: 'HTTP' | 'HTTPS' } {
  if (options.protocol !== undefined) return { protocol: options.protocol };
  throw wrong('protocol is missing: the address is known at deployment only', "add protocol: 'HTTPS'");
}

function parseAddress(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw wrong(
      `${JSON.stringify(address)} is not an http or https address`,
      "write it like 'https://orders.internal.example.com/v2'",
    );
  }
  // The address itself is not quoted here: it holds a password.
  if (url.username !== '' || url.password !== '') {
    throw wrong('the address holds a user name or a password, which would stand in the template');
  }
  if (url.search !== '' || url.hash !== '') {
    throw wrong(`the address ${JSON.stringify(address)} has a query or a fragment; only a path is allowed`);
  }
  return url;
}

function checkCall(options: BackendCallOptions): void {
  checkTimeout(options.timeoutMillis);
  checkPath(options.path);
}

function checkPath(path: string | undefined): void {
  if (path !== undefined) parseRoute(`GET ${path}`, 'backend path');
}

function checkTimeout(timeoutMillis: number = DEFAULT_TIMEOUT_MILLIS): void {
  if (Number.isInteger(timeoutMillis) && timeoutMillis > 0) return;
  throw wrong(`timeoutMillis must be a whole number of milliseconds above 0, got ${timeoutMillis}`);
}

function wrong(text: string, hint?: string): GatewayError {
  return new GatewayError('backend-invalid', text, { place: 'backend', hint });
}

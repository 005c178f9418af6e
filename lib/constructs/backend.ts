import type { RosApi } from '@alicloud/ros-cdk-apigateway';
import * as ros from '@alicloud/ros-cdk-core';
import { GatewayError } from '../errors';
import type { Method, StageName } from '../facts';
import { API } from '../facts';
import { parseRoute, type Route } from '../route';
import { fcVersion, protocol, textOrVariable } from './members';
import {
  checkProps,
  flag,
  knownNumber,
  literal,
  type MembersOf,
  made,
  mapOf,
  oneOf,
  received,
  text,
} from './props';
import { asText, checkKnown, withoutRosValues } from './ros-value';
import { StageVariable, stageVariablesIn, writtenText } from './stage-variable';
import { isKnownText, type TemplateText } from './template-value';
import type { VpcAccessAttributes } from './vpc-access';

/**
 * The path at a backend, with the route's path parameters in square brackets; in a list, variables of stages stand between
 * the texts.
 *
 * @example
 * const version = StageVariable.of('version', { TEST: 'v2', RELEASE: 'v1' });
 * const backend = Backend.http('https://orders.internal.example.com', { path: ['/', version, '/orders/[orderId]'] });
 */
export type BackendPath = string | readonly (string | StageVariable)[];

/** What every backend that is called over HTTP can say. */
export interface BackendCallOptions {
  /** @default - the path of the route, after the path of the address */
  readonly path?: BackendPath;
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
    | {
        readonly fcVersion: '2.0';
        readonly serviceName: TemplateText | StageVariable;
        readonly functionName: TemplateText | StageVariable;
      }
    | { readonly fcVersion: '3.0'; readonly functionName: TemplateText | StageVariable }
  );

/** A web function, called at the address of its HTTP trigger. */
export interface WebFunctionOptions extends FunctionBackendOptions {
  readonly fcVersion: '2.0' | '3.0';
  /** The address of the HTTP trigger; starts with `http://` or `https://`. */
  readonly fcBaseUrl: TemplateText | StageVariable;
  /** @default - the path of the route */
  readonly path?: BackendPath;
  /** @default - the method of the route */
  readonly method?: (typeof API.functionMethods.value)[number];
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

/**
 * Where an API sends its requests. Made by the functions of {@link Backend}, and checked where a group or an API takes it:
 * there the construct at fault has a name.
 */
export type Backend =
  | {
      readonly kind: 'http';
      readonly address: TemplateText | StageVariable;
      readonly options: HttpBackendOptions;
    }
  | { readonly kind: 'vpc'; readonly access: VpcAccessAttributes; readonly options: VpcBackendOptions }
  | { readonly kind: 'eventFunction'; readonly options: EventFunctionOptions }
  | { readonly kind: 'webFunction'; readonly options: WebFunctionOptions }
  | { readonly kind: 'mock'; readonly options: MockOptions };

const DEFAULT_TIMEOUT_MILLIS = 10_000;

/**
 * The backends that ROS can express.
 *
 * What the service would refuse is refused by the group or the API that takes the backend: GatewayError
 * `backend-invalid`.
 *
 * @example
 * const backend = Backend.http('https://orders.internal.example.com/v2', { timeoutMillis: 5000 });
 *
 * @see https://www.alibabacloud.com/help/ros/developer-reference/aliyun-apigateway-api
 */
export const Backend = {
  /** A server at an address such as `https://orders.internal.example.com/v2`. */
  http: (address: TemplateText | StageVariable, options: HttpBackendOptions = {}): Backend => ({
    kind: 'http',
    address,
    options,
  }),

  /** A server inside a VPC. */
  vpc: (access: VpcAccessAttributes, options: VpcBackendOptions = {}): Backend => ({
    kind: 'vpc',
    access,
    options,
  }),

  /** An event function of Function Compute: receives the request as a JSON document. */
  eventFunction: (options: EventFunctionOptions): Backend => ({ kind: 'eventFunction', options }),

  /** A web function of Function Compute: receives the request over HTTP. */
  webFunction: (options: WebFunctionOptions): Backend => ({ kind: 'webFunction', options }),

  /** A fixed answer, without a backend. */
  mock: (options: MockOptions): Backend => ({ kind: 'mock', options }),
};

/**
 * Refuses a backend that the service would refuse.
 *
 * @param place the construct that takes it
 * @throws GatewayError `backend-invalid`
 */
export function checkBackend(backend: Backend, place: string): void {
  const at = { place: `${place} ${NAMES[backend.kind]}`, code: 'backend-invalid' } as const;
  const refuse = (text: string, hint?: string) =>
    new GatewayError('backend-invalid', text, { place: at.place, hint });
  switch (backend.kind) {
    case 'http':
      checkProps<HttpBackendOptions>(backend.options, HTTP_BACKEND_OPTIONS, at);
      checkAddress(backend.address, 'the address', refuse);
      if (
        backend.options.protocol === undefined &&
        addressesOf(backend.address).some((each) => protocolIn(each) === undefined)
      )
        throw refuse('protocol is missing: the address is known at deployment only', "add protocol: 'HTTPS'");
      if (backend.options.protocol === undefined && !(backend.address instanceof StageVariable))
        checkKnown(targetOfText(asText(backend.address)).basePath, 'the path of an address', at.place);
      break;
    case 'vpc':
      checkProps<VpcBackendOptions>(backend.options, VPC_BACKEND_OPTIONS, at);
      if (!has('instanceId')(backend.access)) throw refuse('the access must be a VpcAccess');
      break;
    case 'eventFunction':
      checkProps<EventFunctionOptions>(backend.options, EVENT_FUNCTION_OPTIONS, at);
      if (backend.options.functionName === undefined) throw refuse('functionName is missing');
      if (backend.options.fcVersion === '2.0' && backend.options.serviceName === undefined)
        throw refuse('serviceName is missing: an event function of Function Compute 2.0 lives in a service');
      break;
    case 'webFunction':
      checkProps<WebFunctionOptions>(backend.options, WEB_FUNCTION_OPTIONS, at);
      checkAddress(backend.options.fcBaseUrl, 'fcBaseUrl', refuse);
      break;
    case 'mock': {
      checkProps<MockOptions>(backend.options, MOCK_OPTIONS, at);
      const { statusCode = 200 } = backend.options;
      if (!Number.isInteger(statusCode) || statusCode < 100 || statusCode > 599)
        throw refuse(`statusCode must be a whole number from 100 to 599, got ${statusCode}`);
      break;
    }
    default:
      throw refuse('is no Backend', "write Backend.http('https://orders.internal.example.com')");
  }
  const { path, timeoutMillis = DEFAULT_TIMEOUT_MILLIS }: Partial<WebFunctionOptions> = callOf(backend);
  if (path !== undefined) checkPath(path, `${at.place} path`, refuse);
  if (!Number.isInteger(timeoutMillis) || timeoutMillis <= 0)
    throw refuse(`timeoutMillis must be a whole number of milliseconds above 0, got ${timeoutMillis}`);
}

const NAMES = {
  http: 'Backend.http',
  vpc: 'Backend.vpc',
  eventFunction: 'Backend.eventFunction',
  webFunction: 'Backend.webFunction',
  mock: 'Backend.mock',
} as const satisfies Record<Backend['kind'], string>;

function has(key: string): (value: unknown) => boolean {
  return (value) => typeof value === 'object' && value !== null && key in value;
}

function callOf(backend: Backend): { readonly path?: BackendPath; readonly timeoutMillis?: number } {
  return backend.kind === 'mock' ? {} : backend.options;
}

/** The path of the backend request with its placeholders, where the backend has one. */
export function backendPathOf(backend: Backend, route: Route): string | undefined {
  switch (backend.kind) {
    case 'http':
    case 'vpc':
      return `${targetOf(backend).basePath}${writtenPath(backend.options.path ?? route.path)}`;
    case 'webFunction':
      return writtenPath(backend.options.path ?? route.path);
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
      return { ...renderCall(backend, route), serviceAddress: targetOf(backend).address };
    case 'vpc': {
      const { vpcId, instanceId, port } = backend.access;
      const vpcConfig = { vpcId: writtenText(vpcId), instanceId: writtenText(instanceId), port };
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
    serviceProtocol: targetOf(backend).protocol,
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
  const functionName = writtenText(options.functionName);
  if (options.fcVersion === '3.0') return { functionName };
  return { serviceName: writtenText(options.serviceName), functionName };
}

function webTarget(options: WebFunctionOptions, route: Route): RosApi.FunctionComputeConfigProperty {
  const { fcBaseUrl, path = route.path, method = route.method, onlyBusinessPath } = options;
  return { fcBaseUrl: writtenText(fcBaseUrl), path: writtenPath(path), method, onlyBusinessPath };
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

interface Target {
  readonly protocol: 'HTTP' | 'HTTPS';
  /** Scheme and host; none for a server inside a VPC. */
  readonly address?: TemplateText;
  /** What the path of every request begins with. */
  readonly basePath: string;
}

/** Each route of a group asks for the same backend. */
const targets = new WeakMap<Backend, Target>();

function targetOf(backend: Extract<Backend, { kind: 'http' | 'vpc' }>): Target {
  const known = targets.get(backend) ?? findTarget(backend);
  targets.set(backend, known);
  return known;
}

function findTarget(backend: Extract<Backend, { kind: 'http' | 'vpc' }>): Target {
  const { protocol = 'HTTP' } = backend.options;
  if (backend.kind === 'vpc') return { protocol, basePath: '' };
  const { address } = backend;
  if (address instanceof StageVariable) {
    const isPlain = addressesOf(address).some((value) => protocolIn(value) === 'HTTP');
    const ofValues = isPlain ? 'HTTP' : 'HTTPS';
    const isSure = addressesOf(address).every((value) => protocolIn(value) !== undefined);
    return { protocol: isSure ? ofValues : protocol, address: address.reference, basePath: '' };
  }
  if (!isKnownText(address))
    return backend.options.protocol === undefined
      ? targetOfText(asText(address))
      : { protocol, address, basePath: '' };
  const url = new URL(address);
  return {
    protocol: backend.options.protocol ?? (url.protocol === 'https:' ? 'HTTPS' : 'HTTP'),
    address: `${url.protocol}//${url.host}`,
    basePath: url.pathname.replace(/\/$/, ''),
  };
}

/** An address whose host ROS fills in; scheme and path are known. */
function targetOfText(address: string): Target {
  const [, origin = address, basePath = ''] = /^(https?:\/\/[^/]*)(\/.*)?$/i.exec(address) ?? [];
  return { protocol: protocolIn(address) ?? 'HTTPS', address: origin, basePath: basePath.replace(/\/$/, '') };
}

/** The addresses that one stands for in the stages. */
function addressesOf(address: TemplateText | StageVariable): readonly TemplateText[] {
  return address instanceof StageVariable ? Object.values(address.values) : [address];
}

/** The protocol that the text of an address begins with, though ROS may fill in what follows. */
function protocolIn(address: TemplateText): 'HTTP' | 'HTTPS' | undefined {
  const [, scheme] = /^(https?):\/\//i.exec(typeof address === 'string' ? address : '') ?? [];
  return scheme === undefined ? undefined : scheme.toLowerCase() === 'http' ? 'HTTP' : 'HTTPS';
}

/** The API says scheme and path once for all stages: only the host may differ. */
function checkVariable(
  { name, values }: StageVariable,
  what: string,
  refuse: (text: string, hint?: string) => GatewayError,
): void {
  for (const value of Object.values(values)) checkAddress(value, what, refuse);
  const urls = Object.values(values)
    .filter(isKnownText)
    .map((value) => new URL(value));
  const protocols = Object.values(values).flatMap((value) => protocolIn(value) ?? []);
  if (new Set(protocols).size > 1)
    throw refuse(
      `the stage variable ${name} mixes http and https: the API says the protocol once for all stages`,
    );
  if (what === 'the address' && urls.some(({ pathname }) => pathname !== '/'))
    throw refuse(
      `the stage variable ${name} has a path: give it in the options`,
      "Backend.http(variable, { path: '/v2/orders' })",
    );
}

/** The stage variables that a backend reads. */
export function variablesOf(backend: Backend): StageVariable[] {
  const own =
    backend.kind === 'http' ? [backend.address] : backend.kind === 'vpc' ? Object.values(backend.access) : [];
  return stageVariablesIn([...own, ...Object.values(backend.options)].flat());
}

/** What the template says for a path. */
function writtenPath(path: BackendPath): string {
  return typeof path === 'string' ? path : path.map((part) => writtenText(part)).join('');
}

/** In each stage it must be a path, and have the same path parameters: those are declared once for all stages. */
function checkPath(
  path: BackendPath,
  place: string,
  refuse: (text: string, hint?: string) => GatewayError,
): void {
  const variables = stageVariablesIn([path].flat());
  const stages = new Set(variables.flatMap(({ values }) => Object.keys(values) as StageName[]));
  if (stages.size === 0) parseRoute(`GET ${writtenPath(path)}`, place);
  const parameters = [...stages].map((stage) => {
    const inStage = [path]
      .flat()
      .map((part) => (part instanceof StageVariable ? (part.values[stage] ?? 'x') : part));
    return parseRoute(`GET ${inStage.join('')}`, place).parameters.join();
  });
  const hasParameter = variables.some(({ values }) =>
    Object.values(values).some((each) => typeof each !== 'string' || /[[\]]/.test(each)),
  );
  if (hasParameter || new Set(parameters).size > 1)
    throw refuse(
      'the path has a path parameter in the value of a stage variable',
      'write it between the variables',
    );
}

function checkAddress(
  address: unknown,
  what: string,
  refuse: (text: string, hint?: string) => GatewayError,
): void {
  if (address instanceof StageVariable) {
    checkVariable(address, what, refuse);
    return;
  }
  if (ros.Token.isUnresolved(address) && protocolIn(address as TemplateText) === undefined) return;
  const text = typeof address === 'string' ? withoutRosValues(address) : '';
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw refuse(
      typeof address === 'string'
        ? `${JSON.stringify(address)} is not an http or https address`
        : `${what} is ${received(address)}, not an http or https address`,
      "write it like 'https://orders.internal.example.com/v2'",
    );
  }
  // The address itself is not quoted here: it holds a password.
  if (url.username !== '' || url.password !== '')
    throw refuse(`${what} holds a user name or a password, which would stand in the template`);
  if (url.search !== '' || url.hash !== '')
    throw refuse(`${what} ${JSON.stringify(text)} has a query or a fragment; only a path is allowed`);
}

const path = made(
  `${literal.words}, or a list of such and StageVariables`,
  (value) =>
    literal.accepts(value) ||
    (Array.isArray(value) && value.every((each) => each instanceof StageVariable || literal.accepts(each))),
);

const BACKEND_CALL = {
  path,
  method: oneOf(API.methods.value),
  timeoutMillis: knownNumber,
  contentType: text,
};

const HTTP_BACKEND_OPTIONS: MembersOf<HttpBackendOptions> = { ...BACKEND_CALL, protocol };

const VPC_BACKEND_OPTIONS: MembersOf<VpcBackendOptions> = { ...BACKEND_CALL, protocol };

const FUNCTION_BACKEND: MembersOf<FunctionBackendOptions> = {
  roleArn: text,
  regionId: text,
  qualifier: text,
  timeoutMillis: knownNumber,
};

const EVENT_FUNCTION_OPTIONS: MembersOf<EventFunctionOptions> = {
  ...FUNCTION_BACKEND,
  fcVersion,
  serviceName: textOrVariable,
  functionName: textOrVariable,
};

const WEB_FUNCTION_OPTIONS: MembersOf<WebFunctionOptions> = {
  ...FUNCTION_BACKEND,
  fcVersion,
  fcBaseUrl: textOrVariable,
  path,
  method: oneOf(API.functionMethods.value),
  onlyBusinessPath: flag,
};

const MOCK_OPTIONS: MembersOf<MockOptions> = {
  result: text,
  statusCode: knownNumber,
  headers: mapOf(text),
};

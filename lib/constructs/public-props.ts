import { API } from '../facts';
import type { ApiGroupProps, ExistingApiGroupProps } from './api-group';
import type { ApiDefaults } from './api-group-base';
import type { ApiOptions, ConstantParameter, ErrorCodeSample, SystemParameter } from './api-options';
import type { AppAuthenticationProps } from './app-authentication';
import type {
  EventFunctionOptions,
  FunctionBackendOptions,
  HttpBackendOptions,
  MockOptions,
  VpcBackendOptions,
  WebFunctionOptions,
} from './backend';
import type { CustomDomainOptions, DomainCertificate } from './custom-domain';
import type { ExistingApiOptions } from './existing-api';
import type { Forward, ForwardOptions } from './forward';
import type { DataPluginProps, PluginProps } from './gateway-plugin';
import type { GroupCors } from './group-cors';
import type {
  ExistingJwtPlugins,
  JwtAuthorizationProps,
  ProviderAuthorizationProps,
} from './jwt-authorization';
import type { NestedLayoutOptions } from './layout';
import type { OpenApiOptions } from './open-api';
import {
  anything,
  flag,
  has,
  listOf,
  literal,
  type Member,
  type MembersOf,
  made,
  mapOf,
  number,
  objectOf,
  oneOf,
  security,
  text,
} from './props';
import type { RequestParameter, RequestParameterOptions, ServiceParameter } from './request-parameter';
import { StageVariable } from './stage-variable';
import type { TokenSource } from './token-source';
import type { VpcAccessAttributes, VpcAccessProps } from './vpc-access';

/** What each public type of properties takes: one row for each of its properties, which the compiler counts. */

const backend = made("a Backend: Backend.http('https://…')", has('kind', 'string'));
const layout = made('a Layout: Layout.nested()', has('kind', 'string'));
const authorization = made(
  'an authorization: a JwtAuthorization, AppAuthentication.of(…), PluginAuthorization.of(…) or PublicAccess.because(…)',
  has('kind', 'string'),
);
const appAuthentication = made('AppAuthentication.of(…)', (value) => isKind(value, 'app'));
const publicAccess = made("PublicAccess.because('…')", (value) => isKind(value, 'public'));
const tags = mapOf(text);
const plugin = made(
  'a plug-in',
  (value) => has('pluginType', 'string')(value) && has('bindingId', 'string')(value),
);
const pluginList = listOf(plugin);
const stagedPlugins: Member = {
  words: `${pluginList.words}, or PerStage.of(…) of such`,
  accepts: (value) => Array.isArray(value) || isKind(value, 'perStage'),
  inside: (value, path) => (Array.isArray(value) ? (pluginList.inside?.(value, path) ?? []) : []),
};
const textOrVariable = made(
  'a text or a StageVariable',
  (value) => text.accepts(value) || value instanceof StageVariable,
);
const stages = listOf(made(`one of ${API.stages.value.join(', ')}`, (value) => typeof value === 'string'));
const protocol = oneOf(['HTTP', 'HTTPS']);
const location = oneOf(API.parameterLocations.value);
const fcVersion = oneOf(['2.0', '3.0']);

function isKind(value: unknown, kind: string): boolean {
  return has('kind', 'string')(value) && (value as { kind: string }).kind === kind;
}

const SERVICE_PARAMETER: MembersOf<ServiceParameter> = { name: literal, location };

export const REQUEST_PARAMETER_OPTIONS: MembersOf<RequestParameterOptions> = {
  type: oneOf(API.requestParameterTypes.value),
  required: security(flag),
  defaultValue: text,
  minLength: security(number),
  maxLength: security(number),
  minValue: security(number),
  maxValue: security(number),
  enumValue: security(listOf(text)),
  regularExpression: security(text),
  jsonSchema: security(text),
  description: text,
  demoValue: text,
  service: objectOf(SERVICE_PARAMETER),
};

const REQUEST_PARAMETER: MembersOf<RequestParameter> = {
  ...REQUEST_PARAMETER_OPTIONS,
  name: literal,
  location,
};

const CONSTANT_PARAMETER: MembersOf<ConstantParameter> = {
  name: literal,
  value: text,
  location,
  description: text,
};

const SYSTEM_PARAMETER: MembersOf<SystemParameter> = {
  systemParameter: oneOf(API.systemParameters.value),
  name: literal,
  location,
};

const ERROR_CODE_SAMPLE: MembersOf<ErrorCodeSample> = { code: text, message: text, description: text };

export const API_OPTIONS: MembersOf<ApiOptions> = {
  authorization: security(authorization),
  secondLock: security(appAuthentication),
  backend: security(backend),
  stages: security(stages),
  plugins: security(stagedPlugins),
  apiName: text,
  description: text,
  visibility: oneOf(API.visibilities.value),
  requestProtocol: oneOf(API.requestProtocols.value),
  requestMode: oneOf(API.requestModes.value),
  body: oneOf(API.bodyFormats.value),
  parameters: security(listOf(objectOf(REQUEST_PARAMETER, 'parameters: RequestParameter.query(…)'))),
  constantParameters: security(listOf(objectOf(CONSTANT_PARAMETER))),
  systemParameters: security(listOf(objectOf(SYSTEM_PARAMETER))),
  forceNonceCheck: security(flag),
  disableInternet: security(flag),
  resultType: oneOf(API.resultTypes.value),
  resultSample: text,
  failResultSample: text,
  errorCodeSamples: listOf(objectOf(ERROR_CODE_SAMPLE)),
  tags,
  layout,
};

const GROUP_CORS: MembersOf<GroupCors> = {
  allowOrigins: security(listOf(literal)),
  allowHeaders: security(listOf(literal)),
  exposeHeaders: security(listOf(literal)),
  allowCredentials: flag,
  maxAge: number,
};

const API_DEFAULTS: MembersOf<ApiDefaults> = {
  cors: security(objectOf(GROUP_CORS)),
  stages,
  defaultAuthorization: security(authorization),
  backend: security(backend),
  secondLock: security(appAuthentication),
  basePath: literal,
  passthroughHeaders: literal,
  plugins: security(stagedPlugins),
  layout,
  lanes: number,
};

export const API_GROUP_PROPS: MembersOf<ApiGroupProps> = {
  ...API_DEFAULTS,
  groupName: text,
  description: text,
  instanceId: text,
  internetEnable: flag,
  vpcIntranetEnable: flag,
  tags,
};

export const EXISTING_API_GROUP_PROPS: MembersOf<ExistingApiGroupProps> = { ...API_DEFAULTS, groupId: text };

export const EXISTING_API_OPTIONS: MembersOf<ExistingApiOptions> = {
  apiId: text,
  authorization: security(authorization),
  stages: security(stages),
  plugins: security(stagedPlugins),
  layout,
};

const TOKEN_SOURCE: MembersOf<TokenSource> = {
  parameter: literal,
  parameterLocation: oneOf(['header', 'query', 'cookie']),
};

export const FORWARD_OPTIONS: MembersOf<ForwardOptions> = { clientMaySet: literal };

const FORWARD: MembersOf<Forward> = {
  ...FORWARD_OPTIONS,
  location: oneOf(['header', 'query', 'path', 'formData']),
  parameterName: literal,
};

export const PLUGIN_PROPS: MembersOf<PluginProps> = { pluginName: text, description: text, tags };

export const DATA_PLUGIN_PROPS: MembersOf<DataPluginProps> = {
  ...PLUGIN_PROPS,
  pluginType: literal,
  // The data is looked at by what renders it.
  pluginData: anything,
};

export const JWT_AUTHORIZATION_PROPS: MembersOf<JwtAuthorizationProps> = {
  ...PLUGIN_PROPS,
  // What keys are none is told with the way to make some.
  keys: anything,
  token: objectOf(TOKEN_SOURCE, 'a TokenSource: TokenSource.bearer()'),
  issuer: security(
    made(`${literal.words}, or a list of them`, (value) => literal.accepts(value) || areLiterals(value)),
  ),
  audience: security(
    made(`${literal.words}, or a list of them`, (value) => literal.accepts(value) || areLiterals(value)),
  ),
  forwardClaims: security(mapOf(objectOf(FORWARD, "a Forward: Forward.header('X-User-Id')"))),
  accessControl: security(
    made('an object with parameters and rules', (value) => has('rules', 'object')(value)),
  ),
  preventJtiReplay: security(flag),
  ignoreExpirationCheck: flag,
  bypassEmptyToken: publicAccess,
  rotation: made('a KeyRotation', has('plan', 'object')),
  keyForm: oneOf(['jwk', 'jwks']),
};

const { keys: _keys, ...BESIDE_KEYS } = JWT_AUTHORIZATION_PROPS;

export const PROVIDER_AUTHORIZATION_PROPS: MembersOf<ProviderAuthorizationProps> = {
  ...BESIDE_KEYS,
  provider: security(made("ProviderKeys.fromFile('keys/login.provider.json')", has('record', 'object'))),
};

function areLiterals(value: unknown): boolean {
  return Array.isArray(value) && value.every((each) => literal.accepts(each));
}

export const EXISTING_JWT_PLUGINS: MembersOf<ExistingJwtPlugins> = {
  jwtAuth: security(text),
  accessControl: security(text),
};

export const APP_AUTHENTICATION_PROPS: MembersOf<AppAuthenticationProps> = {
  apps: listOf(text),
  appCodeAuthType: oneOf(['DEFAULT', 'DISABLE', 'HEADER', 'HEADER_QUERY']),
  allowSignatureMethod: oneOf(['HmacSHA256', 'HmacSHA1,HmacSHA256']),
  authValidTime: security(text),
  description: text,
};

export const VPC_ACCESS_ATTRIBUTES: MembersOf<VpcAccessAttributes> = {
  vpcId: text,
  instanceId: text,
  port: number,
};

export const VPC_ACCESS_PROPS: MembersOf<VpcAccessProps> = { ...VPC_ACCESS_ATTRIBUTES, name: text };

export const OPEN_API_OPTIONS: MembersOf<OpenApiOptions> = {
  // What each name stands for is looked at by what reads the document.
  security: security(mapOf(anything)),
  app: security(appAuthentication),
  public: security(mapOf(literal)),
  only: security(listOf(literal)),
  except: security(listOf(literal)),
  // What is undefined in one says nothing.
  overrides: security(mapOf(anything)),
  backend: security(backend),
  basePath: literal,
  unsupported: oneOf(['error', 'warn']),
};

const DOMAIN_CERTIFICATE: MembersOf<DomainCertificate> = {
  name: text,
  body: text,
  // What is no value of ROS is refused with the reason.
  privateKey: anything,
};

export const CUSTOM_DOMAIN_OPTIONS: MembersOf<CustomDomainOptions> = {
  certificate: security(objectOf(DOMAIN_CERTIFICATE)),
};

export const NESTED_LAYOUT_OPTIONS: MembersOf<NestedLayoutOptions> = { stacks: number, name: literal };

const BACKEND_CALL = {
  path: literal,
  method: oneOf(API.methods.value),
  timeoutMillis: number,
  contentType: text,
};

export const HTTP_BACKEND_OPTIONS: MembersOf<HttpBackendOptions> = { ...BACKEND_CALL, protocol };

export const VPC_BACKEND_OPTIONS: MembersOf<VpcBackendOptions> = { ...BACKEND_CALL, protocol };

const FUNCTION_BACKEND: MembersOf<FunctionBackendOptions> = {
  roleArn: text,
  regionId: text,
  qualifier: text,
  timeoutMillis: number,
};

export const EVENT_FUNCTION_OPTIONS: MembersOf<EventFunctionOptions> = {
  ...FUNCTION_BACKEND,
  fcVersion,
  serviceName: textOrVariable,
  functionName: textOrVariable,
};

export const WEB_FUNCTION_OPTIONS: MembersOf<WebFunctionOptions> = {
  ...FUNCTION_BACKEND,
  fcVersion,
  fcBaseUrl: textOrVariable,
  path: literal,
  method: oneOf(API.methods.value.filter((method) => !['TRACE', 'CONNECT'].includes(method))),
  onlyBusinessPath: flag,
};

export const MOCK_OPTIONS: MembersOf<MockOptions> = {
  result: text,
  statusCode: number,
  headers: mapOf(text),
};

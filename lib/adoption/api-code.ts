import { API, NAMES } from '../facts';
import { isJsonObject, isSameValue, type JsonObject, type JsonValue, memberOf, objectOrEmpty } from '../json';
import { parseRoute, type Route } from '../route';
import { type Code, call, list, object, optionalText, text } from '../source-code';
import { backendCode } from './backend-code';
import { jsonCode } from './json-code';
import { isSameSet, parameterCode } from './parameter-code';

/** An API as options of `addApi`, without its access, and what the options do not say. */
export interface ApiCode {
  readonly options: Readonly<Record<string, Code | undefined>>;
  readonly backend: Code;
  /** Properties that the options do not make as they were recorded, by their paths; `undefined` for what is to go. */
  readonly overrides: readonly Override[];
  /** What ROS cannot say of it. */
  readonly losses: readonly string[];
}

type Override = readonly [path: string, value: JsonValue | undefined];

/** What ROS has no property for, and what is lost without it. */
const UNSAYABLE: Readonly<Record<string, string>> = {
  CustomSystemParameters:
    'its custom system parameters: the backend will not get them once ROS publishes the API',
  BackendConfig: 'its shared backend: ROS would send requests to the address of the API itself',
  BackendEnable: 'whether its shared backend is used',
};

/** How an app is recognized, as far as the options of the constructs say it. */
const APP_CODE_TYPES: readonly string[] = ['DEFAULT', 'DISABLE', 'HEADER', 'HEADER_QUERY'];
const SIGNATURES: readonly string[] = ['HmacSHA256', 'HmacSHA1,HmacSHA256'];

/** Whether a recorded `AuthType` is one of apps. */
export function hasApp({ AuthType }: JsonObject): boolean {
  return AuthType === 'APP' || AuthType === 'APPOPENID';
}

/** `AppAuthentication.of({ … })` for the apps that may call. */
export function appCode(
  { AllowSignatureMethod, AppCodeAuthType }: JsonObject,
  apps: readonly string[],
): Code {
  const type = APP_CODE_TYPES.includes(String(AppCodeAuthType)) ? AppCodeAuthType : undefined;
  const method = SIGNATURES.includes(String(AllowSignatureMethod)) ? AllowSignatureMethod : undefined;
  const options = {
    apps: apps.length === 0 ? undefined : list(apps.map(text)),
    appCodeAuthType: type === undefined || type === 'DISABLE' ? undefined : text(String(type)),
    allowSignatureMethod: method === undefined || method === 'HmacSHA256' ? undefined : text(String(method)),
  };
  const isPlain = Object.values(options).every((each) => each === undefined);
  return call('AppAuthentication.of', ...(isPlain ? [] : [object(options)]));
}

/** Why an API cannot be declared at all; `undefined` where it can. */
export function whyNotDeclared({ GroupId: _group, ...properties }: JsonObject): string | undefined {
  if (hasReference(properties)) return 'it was not recorded in whole';
  const config = properties.ServiceConfig;
  if (!isJsonObject(config)) return 'it has no backend';
  for (const name of ['OssConfig', 'EventBridgeConfig'])
    if (memberOf(config, name) !== undefined) return `its backend (${name}) cannot be said in ROS`;
  const protocol = config.ServiceProtocol;
  if (protocol === 'OSS' || protocol === 'EVENTBRIDGE')
    return `its backend (${protocol}) cannot be said in ROS`;
  return undefined;
}

function hasReference(value: JsonValue): boolean {
  if (Array.isArray(value)) return value.some(hasReference);
  if (!isJsonObject(value)) return false;
  return Object.hasOwn(value, 'Ref') || Object.values(value).some(hasReference);
}

/** An API as options. */
export function apiCode(recorded: JsonObject, route: Route): ApiCode {
  const losses: string[] = [];
  const properties = sayable(recorded, losses);
  const request = objectOrEmpty(properties.RequestConfig);
  const config = objectOrEmpty(properties.ServiceConfig);
  const wanted = backendCode(config, route);
  const isPassthrough = request.RequestMode === 'PASSTHROUGH';
  const parameters = parameterCode(properties, {
    route,
    isMock: wanted.isMock,
    isPassthrough,
    placeholders: wanted.path === undefined ? [] : placeholdersOf(wanted.path),
  });
  // A path of the backend that the declared parameters do not fill is refused: it is overridden.
  const backend = parameters.isWhole ? wanted : backendCode(withoutPath(config), route);
  const { ApiName } = properties;
  const name = isText(ApiName) && NAMES.groupOrApiAtMost.value.pattern.test(ApiName) ? ApiName : undefined;
  const body = bodyOf(request, route, parameters.hasBodyFields);
  const { description, ...texts } = textOptions(properties);
  const flags = { forceNonceCheck: properties.ForceNonceCheck, disableInternet: properties.DisableInternet };
  const samples = samplesOf(properties.ErrorCodeSamples);
  const protocol = oneOf(API.requestProtocols.value, request.RequestProtocol) ?? 'HTTPS';
  const rendered: JsonObject = {
    ...(name === undefined ? {} : { ApiName: name }),
    ...(description === undefined ? {} : { Description: description }),
    Visibility: texts.visibility ?? 'PRIVATE',
    AuthType: hasApp(properties) ? 'APP' : 'ANONYMOUS',
    ...(hasApp(properties) ? renderedApp(properties) : {}),
    ...(flags.forceNonceCheck === true ? { ForceNonceCheck: true } : {}),
    ...(flags.disableInternet === true ? { DisableInternet: true } : {}),
    RequestConfig: {
      RequestHttpMethod: route.method,
      RequestPath: route.path,
      RequestProtocol: protocol,
      RequestMode: isPassthrough ? 'PASSTHROUGH' : 'MAPPING',
      ...(body.rendered === undefined ? {} : { BodyFormat: body.rendered }),
    },
    ServiceConfig: backend.rendered,
    ...parameters.rendered,
    ResultType: texts.resultType ?? 'JSON',
    ResultSample: isText(properties.ResultSample) ? properties.ResultSample : '{}',
    ...(isText(properties.FailResultSample) ? { FailResultSample: properties.FailResultSample } : {}),
    ...(samples === undefined ? {} : { ErrorCodeSamples: properties.ErrorCodeSamples ?? [] }),
  };
  const { GroupId: _group, ...own } = properties;
  return {
    backend: backend.code,
    losses,
    overrides: overridesFor('', rendered, own),
    options: {
      apiName: optionalText(name),
      description: optionalText(description),
      visibility:
        texts.visibility === undefined || texts.visibility === 'PRIVATE' ? undefined : text(texts.visibility),
      requestProtocol: protocol === 'HTTPS' ? undefined : text(protocol),
      requestMode: isPassthrough ? text('PASSTHROUGH') : undefined,
      body: optionalText(body.option),
      ...parameters.options,
      forceNonceCheck: flags.forceNonceCheck === true ? 'true' : undefined,
      disableInternet: flags.disableInternet === true ? 'true' : undefined,
      resultType:
        texts.resultType === undefined || texts.resultType === 'JSON' ? undefined : text(texts.resultType),
      resultSample:
        isText(properties.ResultSample) && properties.ResultSample !== '{}'
          ? text(properties.ResultSample)
          : undefined,
      failResultSample: isText(properties.FailResultSample) ? text(properties.FailResultSample) : undefined,
      errorCodeSamples: samples,
    },
  };
}

const isText = (value: JsonValue | undefined): value is string => typeof value === 'string' && value !== '';

function oneOf<T extends string>(values: readonly T[], value: JsonValue | undefined): T | undefined {
  return values.find((each) => each === value);
}

/** Without what ROS has no words for. */
function sayable(recorded: JsonObject, losses: string[]): JsonObject {
  const members = Object.entries(recorded).filter(([name]) => UNSAYABLE[name] === undefined);
  for (const [name, loss] of Object.entries(UNSAYABLE)) if (recorded[name] !== undefined) losses.push(loss);
  const request = recorded.RequestConfig;
  const mode = memberOf(request, 'RequestMode');
  if (!isJsonObject(request) || mode === undefined || oneOf(API.requestModes.value, mode) !== undefined)
    return Object.fromEntries(members);
  losses.push(
    `its request mode ${String(mode)}: the code says MAPPING, so parameters that it does not declare no longer reach the backend`,
  );
  return { ...Object.fromEntries(members), RequestConfig: { ...request, RequestMode: 'MAPPING' } };
}

function textOptions(properties: JsonObject) {
  const { Description } = properties;
  return {
    description: isText(Description) && [...Description].length <= 180 ? Description : undefined,
    visibility: oneOf(API.visibilities.value, properties.Visibility),
    resultType: oneOf(API.resultTypes.value, properties.ResultType),
  };
}

function renderedApp({ AllowSignatureMethod, AppCodeAuthType }: JsonObject): JsonObject {
  const type = String(AppCodeAuthType);
  const method = String(AllowSignatureMethod);
  return {
    AppCodeAuthType: APP_CODE_TYPES.includes(type) ? type : 'DISABLE',
    AllowSignatureMethod: SIGNATURES.includes(method) ? method : 'HmacSHA256',
  };
}

function bodyOf(request: JsonObject, { method }: Route, hasFields: boolean) {
  const recorded = oneOf(API.bodyFormats.value, request.BodyFormat);
  const isDemanded = (API.methodsWithBody.value as readonly string[]).includes(method);
  const usual =
    isDemanded && request.RequestMode !== 'PASSTHROUGH' ? (hasFields ? 'FORM' : 'STREAM') : undefined;
  const mayHave = API.methodsThatMayHaveBody.value.includes(method);
  const isRefused = !mayHave || (recorded === 'STREAM' && hasFields);
  if (recorded === undefined || recorded === usual || isRefused)
    return { option: undefined, rendered: usual };
  return { option: recorded, rendered: recorded };
}

function samplesOf(samples: JsonValue | undefined): Code | undefined {
  if (!Array.isArray(samples) || samples.length === 0) return undefined;
  const isKnown = samples.every(
    (each) =>
      isJsonObject(each) &&
      isText(each.Code) &&
      isText(each.Message) &&
      Object.entries(each).every(
        ([name, value]) => /^(?:Code|Message|Description)$/.test(name) && isText(value),
      ),
  );
  if (!isKnown) return undefined;
  return list(
    samples.map((each) =>
      object({
        code: jsonCode(memberOf(each, 'Code') ?? ''),
        message: jsonCode(memberOf(each, 'Message') ?? ''),
        description:
          memberOf(each, 'Description') === undefined
            ? undefined
            : jsonCode(memberOf(each, 'Description') ?? ''),
      }),
    ),
  );
}

function withoutPath({
  FunctionComputeConfig: target,
  ServicePath: _path,
  ...config
}: JsonObject): JsonObject {
  if (!isJsonObject(target)) return config;
  const { Path: _own, ...others } = target;
  return { ...config, FunctionComputeConfig: others };
}

function placeholdersOf(path: string): readonly string[] {
  try {
    return parseRoute(`GET ${path}`, 'backend path').parameters;
  } catch {
    return [];
  }
}

/** What has to be overridden so that what the options make becomes what was recorded. */
function overridesFor(prefix: string, rendered: JsonObject, recorded: JsonObject): Override[] {
  const names = [...new Set([...Object.keys(rendered), ...Object.keys(recorded)])];
  return names.flatMap((name): Override[] => {
    const [mine, theirs] = [rendered[name], recorded[name]];
    if (isSameValue(mine, theirs) || isSameSet(mine, theirs) || String(mine) === plain(theirs)) return [];
    if (isJsonObject(mine) && isJsonObject(theirs)) return overridesFor(`${prefix}${name}.`, mine, theirs);
    return [[`${prefix}${name}`, theirs]];
  });
}

/** ROS reads 80 and `"80"` alike. */
function plain(value: JsonValue | undefined): string | undefined {
  return typeof value === 'object' || value === undefined ? undefined : String(value);
}

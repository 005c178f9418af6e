import { API } from '../facts';
import { isJsonObject, type JsonObject, type JsonValue, memberOf } from '../json';
import { type GatewayRoute, parameterMappingOf } from '../model';
import { isUnknown, type Maybe, type Resource, resolveValue, Unknown } from '../template';
import { all, any, negated, type Truth } from '../truth';
import type { Severity } from './rule';

/** What one property of an API demands of another, where the vendor's list of properties says no more than "optional". */
export interface ApiRequirement {
  /** The property that is demanded, or that must not be there. */
  readonly path: readonly string[];
  readonly must: 'be there' | 'be left out';
  /** When it holds, as the end of a sentence. */
  readonly when: string;
  readonly applies: (api: ApiProperties) => Truth;
  /** Where the vendor is not clear about it. */
  readonly severity?: Severity;
}

/** The properties of one API. Names are found in any letter case, since the vendor's own samples differ in it. */
export class ApiProperties {
  readonly #resource: Resource;

  constructor({ resource }: Pick<GatewayRoute, 'resource'>) {
    this.#resource = resource;
  }

  /** What stands at a path; `undefined` where nothing does. */
  at(path: readonly string[]): Maybe<JsonValue> | undefined {
    return this.#at(path, path.length);
  }

  /** Whether what a property would stand in is there, or may be. */
  mayHaveAround(path: readonly string[]): boolean {
    return path.length === 1 || (this.#at(path, path.length - 1) ?? '') !== '';
  }

  #at(path: readonly string[], steps: number): Maybe<JsonValue> | undefined {
    let here: Maybe<JsonValue> = this.#resource.properties;
    for (let step = 0; step < steps; step += 1) {
      const name = path[step] ?? '';
      if (isUnknown(here)) return here;
      if (!isJsonObject(here)) return undefined;
      const written: JsonValue = memberOf(here, name) ?? memberLike(here, name) ?? null;
      if (written === null) return undefined;
      here = resolveValue(written, this.#resource);
    }
    return here ?? undefined;
  }

  has(path: readonly string[]): Truth {
    const value = this.at(path);
    return isUnknown(value) ? undefined : value !== undefined && value !== '';
  }

  /** Whether the text at a path is one of these; in its place where there is none, the default. */
  is(path: readonly string[], words: readonly string[], preset?: string): Truth {
    const value = this.at(path) ?? preset;
    if (isUnknown(value)) return undefined;
    return typeof value !== 'object' && words.includes(String(value));
  }
}

/** Asked of every API for what is mostly not there: the length tells most names apart. */
function memberLike(object: JsonObject, name: string): JsonValue | undefined {
  for (const key in object)
    if (key.length === name.length && key.toLowerCase() === name.toLowerCase()) return object[key];
  return undefined;
}

const SERVICE = 'ServiceConfig';
const FUNCTION = [SERVICE, 'FunctionComputeConfig'] as const;
const OPENID = 'OpenIdConnectConfig';

const isMock = (api: ApiProperties): Truth => api.is([SERVICE, 'Mock'], ['TRUE', 'true'], 'FALSE');
const isInVpc = (api: ApiProperties): Truth =>
  api.is([SERVICE, 'ServiceVpcEnable'], ['TRUE', 'true'], 'FALSE');
const isFunction = (api: ApiProperties): Truth =>
  all([
    negated(isMock(api)),
    api.is([SERVICE, 'ServiceProtocol'], ['FunctionCompute'], API.defaultServiceProtocol.value),
  ]);
const isHttp = (api: ApiProperties): Truth =>
  all([
    negated(isMock(api)),
    api.is([SERVICE, 'ServiceProtocol'], ['HTTP', 'HTTPS'], API.defaultServiceProtocol.value),
  ]);

/** A backend that is made by itself and named here: ROS lists no such property, the service has it. */
const namesBackend = (api: ApiProperties): Truth =>
  any([api.has(['BackendId']), api.has([SERVICE, 'BackendId']), api.has(['BackendConfig'])]) === false
    ? false
    : undefined;

const hasFunction = (api: ApiProperties): Truth => all([isFunction(api), api.has(FUNCTION)]);
const isEvent = (api: ApiProperties): Truth =>
  all([hasFunction(api), api.is([...FUNCTION, 'FcType'], ['FCEvent'], 'FCEvent')]);
const isTrigger = (api: ApiProperties): Truth =>
  all([hasFunction(api), api.is([...FUNCTION, 'FcType'], ['HttpTrigger'], 'FCEvent')]);
const category = (word: string) => (api: ApiProperties) =>
  all([negated(isMock(api)), api.is([SERVICE, 'ContentTypeCatagory'], [word], 'CLIENT')]);
const openIdType = (word: string) => (api: ApiProperties) =>
  all([api.is(['AuthType'], ['APPOPENID']), api.is([OPENID, 'OpenIdApiType'], [word])]);

const there = (
  path: readonly string[],
  when: string,
  applies: ApiRequirement['applies'],
  severity?: Severity,
): ApiRequirement => ({ path, must: 'be there', when, applies, ...(severity && { severity }) });

/** The conditions in the vendor's descriptions of the properties of an API. */
export const API_REQUIREMENTS: readonly ApiRequirement[] = [
  there(
    [SERVICE, 'ServiceAddress'],
    'ServiceProtocol is HTTP or HTTPS and ServiceVpcEnable is not TRUE',
    (api) => all([isHttp(api), negated(isInVpc(api)), negated(namesBackend(api))]),
  ),
  there([SERVICE, 'VpcConfig'], 'ServiceVpcEnable is TRUE', (api) =>
    all([negated(isMock(api)), isInVpc(api)]),
  ),
  there([SERVICE, 'ContentTypeValue'], 'ContentTypeCatagory is CUSTOM', category('CUSTOM')),
  there([SERVICE, 'ContentTypeValue'], 'ContentTypeCatagory is DEFAULT', category('DEFAULT'), 'warning'),
  {
    path: [SERVICE, 'ContentTypeValue'],
    must: 'be left out',
    when: 'ContentTypeCatagory is CLIENT',
    // Where nothing is said CLIENT is what ROS takes; a value beside it may be meant for another category.
    applies: (api) => all([negated(isMock(api)), api.is([SERVICE, 'ContentTypeCatagory'], ['CLIENT'])]),
  },
  there(FUNCTION, 'ServiceProtocol is FunctionCompute', isFunction),
  there([...FUNCTION, 'FunctionName'], 'FcType is FCEvent', isEvent),
  there(
    [...FUNCTION, 'ServiceName'],
    'FcType is FCEvent and FcVersion is 2.0, as it is where nothing is said',
    (api) => all([isEvent(api), api.is([...FUNCTION, 'FcVersion'], ['2.0', '2'], '2.0')]),
  ),
  there([...FUNCTION, 'FcBaseUrl'], 'FcType is HttpTrigger', isTrigger),
  there([...FUNCTION, 'Path'], 'FcType is HttpTrigger', isTrigger, 'warning'),
  there([...FUNCTION, 'Method'], 'FcType is HttpTrigger', isTrigger, 'warning'),
  there([OPENID], 'AuthType is APPOPENID', (api) => api.is(['AuthType'], ['APPOPENID'])),
  there([OPENID, 'PublicKey'], 'OpenIdApiType is IDTOKEN', openIdType('IDTOKEN')),
  there([OPENID, 'PublicKeyId'], 'OpenIdApiType is IDTOKEN', openIdType('IDTOKEN')),
  there([OPENID, 'IdTokenParamName'], 'OpenIdApiType is BUSINESS', openIdType('BUSINESS')),
  there(
    ['RequestConfig', 'BodyFormat'],
    'RequestMode is MAPPING and the method is POST, PUT or PATCH',
    (api) =>
      all([
        api.is(['RequestConfig', 'RequestMode'], ['MAPPING'], API.defaultRequestMode.value),
        api.is(['RequestConfig', 'RequestHttpMethod'], API.methodsWithBody.value),
      ]),
  ),
];

/** The parameters of a path that a MAPPING API does not declare, or why that cannot be told. */
export function undeclaredPathParameters(route: GatewayRoute): Maybe<readonly string[]> {
  const { parameters = [] } = route.route ?? {};
  if (parameters.length === 0) return [];
  const { requestMode, requestParameters } = parameterMappingOf(route);
  if (isUnknown(requestMode)) return new Unknown(`RequestMode is ${requestMode.expression}`);
  if (requestMode !== 'MAPPING') return [];
  if (isUnknown(requestParameters))
    return new Unknown(`RequestParameters is ${requestParameters.expression}`);
  const unclear = requestParameters.flatMap(({ location, name }) => [location, name]).find(isUnknown);
  const declared = requestParameters.filter(({ location }) => location === 'PATH').map(({ name }) => name);
  const missing = parameters.filter((name) => !declared.includes(name));
  return missing.length > 0 && unclear !== undefined ? unclear : missing;
}

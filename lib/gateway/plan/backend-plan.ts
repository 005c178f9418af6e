import { GatewayError } from '../../errors';
import { API, LIMITS } from '../../facts';
import { memberOf } from '../../json';
import {
  type ApiDefinition,
  type BackendDefinition,
  type GatewayGroup,
  type GatewayModel,
  type GatewayRoute,
  passedHeadersOf,
  redactorOf,
  redactorOfMasked,
} from '../../model';
import type { ClaimParameter } from '../../plugin';
import { isUnknown, type Maybe, textIn } from '../../template';
import type { Redactor } from '../../text';
import type { BackendRoute } from '../exchange/backend-request';
import { isHeader, isOwnHeader } from '../exchange/header-text';
import type { Backend } from '../steps/backend';
import type { ParameterPlan } from './parameter-plan';

/** The backends that users give, as they write them. */
interface BackendOptions {
  readonly backends?: Readonly<Record<string, string>> | undefined;
  readonly fetch: typeof globalThis.fetch;
  readonly mock?: boolean | undefined;
}

/** The backends that users give, read. */
export interface GivenBackends {
  readonly isMock: boolean;
  readonly fetch: typeof globalThis.fetch;
  /** Hides the secrets of the template. */
  readonly hide: Redactor;
  /** The base address for a route's group. */
  readonly baseFor: (route: GatewayRoute) => string | undefined;
}

/** Why something cannot be told. */
interface Doubt {
  readonly why: string;
}

/** Who answers for a route, or why nobody can be asked. */
export function readBackend(
  route: GatewayRoute,
  definition: ApiDefinition,
  given: GivenBackends & { readonly forwards: readonly ClaimParameter[] },
): Backend | Doubt {
  const { backend } = definition;
  if (!isUnknown(backend) && backend.isMock === true)
    return fixedAnswer(backend, redactorOfMasked(route.resource.stack));
  const base = given.baseFor(route);
  const timeoutMillis = timeoutOf(backend);
  if (base !== undefined) return { kind: 'http', base, fetch: given.fetch, timeoutMillis };
  if (given.isMock) return { kind: 'echo', forwards: given.forwards, hide: given.hide };
  if (isUnknown(backend)) return { why: `the backend is ${backend.expression}` };
  const address = findAddress(backend);
  return typeof address === 'object'
    ? address
    : { kind: 'http', base: address, fetch: given.fetch, timeoutMillis };
}

/** A longer timer would go off at once. */
const LONGEST_TIMER_MILLIS = 2 ** 31 - 1;

function timeoutOf(backend: Maybe<BackendDefinition>): number {
  const written = isUnknown(backend) ? undefined : Number(backend.timeoutMillis);
  if (written === undefined || !(written > 0)) return LIMITS.backendTimeoutMillis.value;
  return Math.min(written, LONGEST_TIMER_MILLIS);
}

function findAddress({ address, isInVpc, isMock, protocol }: BackendDefinition): string | Doubt {
  if (isUnknown(isMock))
    return { why: `whether a fixed answer stands in for the backend is ${isMock.expression}` };
  if (isUnknown(protocol)) return { why: `the protocol of the backend is ${protocol.expression}` };
  if (protocol !== 'HTTP' && protocol !== 'HTTPS')
    return { why: `the backend is ${protocol}, which is not emulated` };
  if (isInVpc !== false) return { why: 'the backend is inside a VPC' };
  if (address === undefined) return { why: 'the backend has no ServiceAddress' };
  if (isUnknown(address)) return { why: `the address of the backend is ${address.expression}` };
  try {
    return parseBase(address, 'ServiceAddress');
  } catch {
    return { why: 'the address of the backend is no http or https address' };
  }
}

/** The service answers with what a masked parameter holds; here nobody is shown it. */
function fixedAnswer(
  { mockHeaders, mockResult = '', mockStatusCode = '200' }: BackendDefinition,
  hide: Redactor,
): Backend | Doubt {
  const status = isUnknown(mockStatusCode) ? Number.NaN : Number(mockStatusCode);
  const headers = isUnknown(mockHeaders) ? [] : mockHeaders;
  const parts = [
    mockResult,
    mockStatusCode,
    mockHeaders,
    ...headers.flatMap(({ name, value }) => [name, value]),
  ];
  const unknown = parts.find(isUnknown);
  if (isUnknown(unknown)) return { why: `the fixed answer of the API is ${unknown.expression}` };
  if (!(Number.isInteger(status) && status >= 200 && status <= 599))
    return { why: 'the fixed answer of the API has no status from 200 to 599' };
  const lines = headers.map(({ name, value }) => [String(name), hide(String(value))] as const);
  const wrong = lines.find(([name, value]) => !isHeader(name, value) || isOwnHeader(name));
  if (wrong !== undefined) return { why: 'the fixed answer of the API has a header that it cannot set' };
  return { kind: 'fixed', response: { status, headers: lines, body: hide(String(mockResult)) } };
}

/** How requests of an API are put to its backend, or why that cannot be told. */
export function readBackendRoute(
  route: GatewayRoute,
  definition: ApiDefinition,
  parameters: ParameterPlan,
): BackendRoute | Doubt {
  const { backend } = definition;
  if (isUnknown(backend)) return { why: `the backend is ${backend.expression}` };
  const { contentType, contentTypeCategory } = backend;
  const { method, path } = backendPlaceOf(route, backend);
  if (isUnknown(method)) return { why: `the method at the backend is ${method.expression}` };
  if (isUnknown(path)) return { why: `the path at the backend is ${path.expression}` };
  if (isUnknown(contentType)) return { why: `the content type at the backend is ${contentType.expression}` };
  const passedHeaders = passedHeadersOf(route);
  if (isUnknown(passedHeaders))
    return { why: `the PassthroughHeaders of the group are ${passedHeaders.expression}` };
  return {
    method: method === 'ANY' || method === undefined ? undefined : method,
    path: path.startsWith('/') ? path : `/${path}`,
    contentType: contentTypeCategory === 'CLIENT' ? undefined : contentType,
    passedHeaders,
    parameters,
  };
}

/** A function has its method and path elsewhere; one that takes events is put the request as it came. */
function backendPlaceOf(route: GatewayRoute, backend: BackendDefinition): BackendPlace {
  if (backend.protocol !== 'FunctionCompute') {
    const { method = API.defaultServiceMethod.value, path = '/' } = backend;
    return { method, path };
  }
  const { functionComputeConfig: config } = backend;
  const text = (name: string) =>
    isUnknown(config) ? config : textIn(memberOf(config, name), route.resource);
  return { method: text('Method'), path: text('Path') ?? route.path };
}

interface BackendPlace {
  readonly method: Maybe<string> | undefined;
  readonly path: Maybe<string>;
}

/**
 * The base of a backend's address, without a final slash.
 *
 * @throws GatewayError `backend-invalid` for what is no http or https address
 */
function parseBase(address: string, place: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  // Also of an empty query or fragment: what follows would be part of it.
  if (url === undefined || !/^https?:$/.test(url.protocol) || /[?#]/.test(url.href))
    throw new GatewayError('backend-invalid', `${JSON.stringify(address)} is not the address of a backend`, {
      place,
      hint: 'give an http or https address, such as http://127.0.0.1:9000',
    });
  return url.href.replace(/\/$/, '');
}

/**
 * The backends that a user gives for groups.
 *
 * @throws GatewayError `usage` for a group that there is not, `backend-invalid` for what is no address
 */
export function readGivenBackends(
  model: GatewayModel,
  { backends = {}, fetch, mock = false }: BackendOptions,
): GivenBackends {
  const { groups } = model;
  const bases = new Map<GatewayGroup, string>();
  for (const [name, address] of Object.entries(backends)) {
    const meant = groups.filter((group) => group.id === name || group.name === name);
    if (meant.length === 0) throw unknownGroup(name, groups);
    for (const group of meant) bases.set(group, parseBase(address, `backend of ${name}`));
  }
  return {
    isMock: mock,
    fetch,
    hide: (text) => redactorOf(model)(text),
    baseFor: ({ group }) => (isUnknown(group) ? undefined : bases.get(group)),
  };
}

function unknownGroup(name: string, groups: readonly GatewayGroup[]): GatewayError {
  const names = groups.map(({ id, name: called }) => (typeof called === 'string' ? called : id));
  return new GatewayError('usage', `there is no API group ${JSON.stringify(name)}`, {
    place: 'backends',
    hint: names.length === 0 ? 'the template has none' : `there is ${names.join(', ')}`,
  });
}

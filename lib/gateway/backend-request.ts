import { GATEWAY } from '../facts';
import { type Answer, refuse } from './answer';
import type { Call } from './call';
import type { GatewayRequest, HeaderLine } from './exchange';
import { connectionNames, headerText, isHopByHop } from './header-text';
import type { ParameterPlan, Target } from './parameter-plan';
import { findSegmentText, hasOddSegment, segmentText } from './path';
import { pairText, type QueryPair, queryPairs } from './query';

/** What the backend is asked. */
export interface BackendRequest {
  readonly method: string;
  /** Path and query, encoded. */
  readonly target: string;
  readonly headers: readonly HeaderLine[];
  readonly body: GatewayRequest['body'] | Uint8Array;
}

/** Where an API sends its requests. */
export interface BackendRoute {
  /** `undefined` for that of the request. */
  readonly method: string | undefined;
  /** `/v1/[orderId]`, with a final `*` for what that of the request caught. */
  readonly path: string;
  readonly contentType: string | undefined;
  /** Headers that the group hands on, in lower case. */
  readonly passedHeaders: readonly string[];
  readonly parameters: ParameterPlan;
}

interface Value {
  readonly target: Target;
  readonly value: string;
}

/** The request of a call to its backend. What the gateway sets itself, no caller can set. */
export function backendRequestOf(call: Call, route: BackendRoute): BackendRequest | Answer {
  const own = route.parameters.targets.filter(({ isOwn }) => isOwn);
  const values = route.parameters.targets.flatMap((target): Value[] => {
    const isTaken = !target.isOwn && own.some((each) => isSame(each, target));
    const value = isTaken ? undefined : target.valueOf(call);
    return value === undefined ? [] : [{ target, value }];
  });
  const at = (location: Target['location']) => values.filter(({ target }) => target.location === location);
  const path = pathOf(call, route.path, at('path'));
  if (typeof path !== 'string') return path;
  const query = queryOf(call, route, at('query'));
  const form = formOf(call, route, at('form'));
  const body = form === undefined ? (call.bufferedBody ?? call.request.body) : Buffer.from(form);
  return {
    method: route.method ?? call.request.method,
    target: query === '' ? path : `${path}?${query}`,
    headers: [...passedHeaders(call, route, own), ...at('header').map(headerLine)],
    body,
  };
}

function isSame(a: Target, b: Target): boolean {
  if (a.location !== b.location) return false;
  return a.location === 'header' ? backendName(a.name) === backendName(b.name) : a.name === b.name;
}

function headerLine({ target, value }: Value): HeaderLine {
  return [target.name, headerText(value)];
}

function pathOf(call: Call, template: string, values: readonly Value[]): string | Answer {
  const missing: string[] = [];
  const filled = template.replace(/\[([^\]]*)\]/g, (_, name: string) => {
    const value = values.findLast(({ target }) => target.name === name)?.value;
    const sent = call.pathParameters.get(name);
    const text = value ?? (sent === undefined ? undefined : findSegmentText(sent));
    if (text === undefined || text === '') missing.push(name);
    return segmentText(text ?? '');
  });
  const [first] = missing;
  if (first !== undefined) return refuse('I400MP', `${first}, a part of the backend's path`);
  const path = filled.endsWith('/*') ? `${filled.slice(0, -1)}${call.rest}` : filled;
  if (hasOddSegment(path)) return refuse('I400PA', "the backend's path would have the segment . or ..");
  return path;
}

function queryOf(call: Call, { parameters }: BackendRoute, values: readonly Value[]): string {
  const own = parameters.targets.filter(({ isOwn, location }) => isOwn && location === 'query');
  const sent = parameters.isMapping ? [] : call.queryPairs;
  return [...without(own, sent), ...values.map(asPair)].join('&');
}

function without(own: readonly Target[], pairs: readonly QueryPair[]): readonly string[] {
  const names = new Set(own.map(({ name }) => name));
  return pairs.filter(({ name }) => !names.has(name)).map(({ raw }) => raw);
}

function asPair({ target, value }: Value): string {
  return pairText(target.name, value);
}

/** The body of a form that is written anew; `undefined` where the body goes on as it came. */
function formOf(call: Call, { parameters }: BackendRoute, values: readonly Value[]): string | undefined {
  if (call.bufferedBody === undefined || !isForm(call)) return undefined;
  const own = parameters.targets.filter(({ isOwn, location }) => isOwn && location === 'form');
  const sent = parameters.isForm ? [] : queryPairs(Buffer.from(call.bufferedBody).toString());
  return [...without(own, sent), ...values.map(asPair)].join('&');
}

/** Whether the body of a request is a form that can be read. */
export function isForm(call: Call): boolean {
  const [type = ''] = call.headerValues('content-type');
  return /^application\/x-www-form-urlencoded *(?:;|$)/i.test(type);
}

/** Many backends read `X_User_Id` as `X-User-Id`. */
function backendName(header: string): string {
  return header.toLowerCase().replaceAll('_', '-');
}

/** The caller's headers that go on as they came. */
function passedHeaders(call: Call, route: BackendRoute, own: readonly Target[]): readonly HeaderLine[] {
  const { contentType, parameters, passedHeaders: named } = route;
  const connection = connectionNames(call.headerValues('connection'));
  const taken = new Set(
    own.filter(({ location }) => location === 'header').map(({ name }) => backendName(name)),
  );
  const mapped: readonly string[] = [...GATEWAY.mappedHeaders.value, ...named];
  const lines = call.request.headers.filter(([name]) => {
    const lower = name.toLowerCase();
    if (isHopByHop(lower, connection) || taken.has(backendName(name))) return false;
    if (lower === 'content-type' && contentType !== undefined) return false;
    return !parameters.isMapping || mapped.includes(lower);
  });
  return contentType === undefined ? lines : [...lines, ['Content-Type', contentType]];
}

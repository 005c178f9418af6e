import { GATEWAY } from '../../facts';
import type { ParameterPlan } from '../plan/parameter-plan';
import type { Target } from '../plan/parameter-targets';
import { type Answer, refuse } from './answer';
import type { FormReading } from './body';
import type { Call } from './call';
import type { GatewayRequest, HeaderLine } from './exchange';
import { claimHeaderText, connectionNames, headerText, isHopByHop } from './header-text';
import { findSegmentText, hasOddSegment, looseNames, pairText, type QueryPair, segmentText } from './target';

/** What the backend is asked. */
export interface BackendRequest {
  readonly method: string;
  /** Path and query, encoded. */
  readonly target: string;
  readonly headers: readonly HeaderLine[];
  readonly body: GatewayRequest['body'] | Uint8Array;
  /** How long the caller said that its body is, where that goes on as it came. */
  readonly contentLength?: string;
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
export function backendRequestOf(
  call: Call,
  route: BackendRoute,
  form: FormReading,
): BackendRequest | Answer {
  const { targets } = route.parameters;
  const problem = findFormProblem(form, route);
  if (problem !== undefined) return problem;
  const values: Value[] = [];
  for (const target of targets) {
    const value = isTaken(target, route) ? undefined : target.valueOf(call);
    if (typeof value === 'object') return value;
    if (value !== undefined) values.push({ target, value });
  }
  const at = (location: Target['location']) => values.filter(({ target }) => target.location === location);
  const path = pathOf(call, route, at('path'));
  if (typeof path !== 'string') return path;
  const query = queryOf(call, route, at('query'));
  const fields = formOf(form, route, at('formData'));
  const body = fields === undefined ? (call.bufferedBody ?? call.request.body) : Buffer.from(fields);
  return {
    method: route.method ?? call.request.method,
    target: query === '' ? path : `${path}?${query}`,
    headers: [...passedHeaders(call, route), ...at('header').map(headerLine)],
    body,
    ...lengthOf(call, body),
  };
}

function lengthOf(call: Call, body: BackendRequest['body']): Pick<BackendRequest, 'contentLength'> {
  const [contentLength = '', ...others] = call.headerValues('content-length');
  const isSaid = others.length === 0 && /^\d{1,15}$/.test(contentLength);
  return isSaid && body !== undefined && body === call.request.body ? { contentLength } : {};
}

/** Whether a caller's parameter would stand where only the gateway writes. */
function isTaken(target: Target, { parameters }: BackendRoute): boolean {
  return !target.isOwn && parameters.isTaken(target);
}

function headerLine({ target: { isClaim, name }, value }: Value): HeaderLine {
  return [name, isClaim ? claimHeaderText(value) : headerText(value)];
}

function pathOf(
  call: Call,
  { parameters, path: template }: BackendRoute,
  values: readonly Value[],
): string | Answer {
  const missing: string[] = [];
  const filled = template.replace(/\[([^\]]*)\]/g, (_, name: string) => {
    const given = values.findLast(({ target }) => target.name === name);
    const isOwn = parameters.isTaken({ location: 'path', name });
    const sent = isOwn ? undefined : call.pathParameters.get(name);
    const text = given?.value ?? findSegmentText(sent ?? '') ?? '';
    if (text === '') missing.push(name);
    // Servlets drop what follows a semicolon, so that two claims would look the same.
    return given?.target.isClaim ? encodeURIComponent(given.value) : segmentText(text);
  });
  const [first] = missing;
  if (first !== undefined) return refuse('I400MP', `${first}, a part of the backend's path`);
  const path = filled.endsWith('/*') ? `${filled.slice(0, -1)}${call.rest}` : filled;
  if (hasOddSegment(path)) return refuse('I400PA', "the backend's path would have the segment . or ..");
  return path;
}

function queryOf(call: Call, { parameters }: BackendRoute, values: readonly Value[]): string {
  const sent = parameters.isMapping ? [] : call.queryPairs;
  return [...withoutTaken(sent, parameters, 'query'), ...values.map(asPair)].join('&');
}

function withoutTaken(
  pairs: readonly QueryPair[],
  { isTaken }: ParameterPlan,
  location: Target['location'],
): readonly string[] {
  const isCallers = (name: string) => !isTaken({ location, name });
  return pairs.filter((pair) => looseNames(pair).every(isCallers)).map(({ raw }) => raw);
}

function asPair({ target, value }: Value): string {
  return pairText(target.name, value);
}

/** The body of a form that is written anew; `undefined` where the body goes on as it came. */
function formOf(
  form: FormReading,
  { parameters }: BackendRoute,
  values: readonly Value[],
): string | undefined {
  if (form.kind !== 'fields') return undefined;
  const sent = parameters.isForm ? [] : form.fields;
  return [...withoutTaken(sent, parameters, 'formData'), ...values.map(asPair)].join('&');
}

/** The caller's headers that go on as they came. */
function passedHeaders(call: Call, route: BackendRoute): readonly HeaderLine[] {
  const { contentType, parameters, passedHeaders: named } = route;
  const connection = connectionNames(call.headerValues('connection'));
  const mapped: readonly string[] = [...GATEWAY.mappedHeaders.value, ...named];
  const lines = call.forwardedHeaders.filter(([name]) => {
    const lower = name.toLowerCase();
    if (isHopByHop(lower, connection) || parameters.isTaken({ location: 'header', name })) return false;
    if (lower === 'content-type' && contentType !== undefined) return false;
    return !parameters.isMapping || mapped.includes(lower);
  });
  return contentType === undefined ? lines : [...lines, ['Content-Type', contentType]];
}

/** Refuses a body that might hold what callers must not set. */
function findFormProblem(form: FormReading, route: BackendRoute): Answer | undefined {
  if (form.kind !== 'unread') return undefined;
  const { contentType, parameters } = route;
  const field = parameters.targets.find(({ isOwn, location }) => isOwn && location === 'formData');
  if (field !== undefined)
    return refuse('I400CT', `${field.name} goes into a form in UTF-8, and this is none`);
  // Servlets and PHP ask for a parameter without saying whether it stands in the query or in a form.
  const claim = parameters.targets.find(({ isClaim, location }) => isClaim && location === 'query');
  const mayBeForm = [contentType ?? form.contentTypes].flat().some((type) => /form/i.test(type));
  if (claim === undefined || !mayBeForm) return undefined;
  return refuse('I400CT', `a form that cannot be read might hold ${claim.name}, which only the gateway sets`);
}

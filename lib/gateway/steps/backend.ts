import { GatewayError } from '../../errors';
import { LIMITS } from '../../facts';
import type { ClaimParameter } from '../../plugin';
import { type Answer, refuse } from '../answer';
import { type BackendRequest, type BackendRoute, backendRequestOf, isForm } from '../backend-request';
import { CallerBody, readBody } from '../body';
import type { Call } from '../call';
import { echo } from '../echo';
import type { GatewayResponse, HeaderLine } from '../exchange';
import { connectionNames, isHopByHop } from '../header-text';
import type { Step } from '../route-plan';

/** Who answers in the end. */
export type Backend =
  | { readonly kind: 'echo'; readonly forwards: readonly ClaimParameter[] }
  | { readonly kind: 'fixed'; readonly response: GatewayResponse }
  | {
      readonly kind: 'http';
      /** `https://orders.internal.example.com/base` without a final slash. */
      readonly base: string;
      readonly timeoutMillis: number;
      readonly fetch: typeof globalThis.fetch;
    };

/** Asks the backend; always ends the call. */
export function backendStep(route: BackendRoute, backend: Backend): Step {
  const needsForm = route.parameters.targets.some(({ location }) => location === 'form');
  return async (call) => {
    if (backend.kind === 'fixed') return forwarded(backend.response, 'the fixed answer of the template');
    const form = needsForm && isForm(call) ? await readBody(call) : undefined;
    if (form !== undefined && 'outcome' in form) return form;
    const request = backendRequestOf(call, route);
    if ('outcome' in request) return request;
    const { body } = request;
    if (body === undefined || body instanceof Uint8Array) return answerOf(call, request, backend);
    const checked = new CallerBody(body);
    try {
      const answer = await answerOf(call, { ...request, body: checked }, backend);
      return answer.outcome === 'refused' ? (checked.problem ?? answer) : answer;
    } catch (error) {
      if (checked.problem !== undefined) return checked.problem;
      throw error;
    }
  };
}

async function answerOf(
  call: Call,
  request: BackendRequest,
  backend: Exclude<Backend, { kind: 'fixed' }>,
): Promise<Answer> {
  if (backend.kind === 'http') return ask(call, request, backend);
  return forwarded(await echo(call, request, backend.forwards), 'an echo in place of the backend');
}

function forwarded(response: GatewayResponse, reason: string): Answer {
  return { response, outcome: 'forwarded', reason };
}

/** An error and what it came from; errors of fetch are of a class of their own. */
function causes(error: unknown): readonly unknown[] {
  const chain: unknown[] = [];
  for (let each = error; typeof each === 'object' && each !== null && chain.length < 8; each = causeOf(each))
    chain.push(each);
  return chain;
}

function causeOf(error: { readonly cause?: unknown }): unknown {
  return error.cause;
}

async function ask(
  call: Call,
  request: BackendRequest,
  { base, fetch, timeoutMillis }: Extract<Backend, { kind: 'http' }>,
): Promise<Answer> {
  const late = new AbortController();
  // Until the head of the answer is there: what a backend streams may take its time.
  const timer = setTimeout(() => late.abort(), timeoutMillis);
  const { signal: gone } = call.request;
  const signal = gone === undefined ? late.signal : AbortSignal.any([gone, late.signal]);
  try {
    const response = await fetch(base + request.target, { ...fetchOptions(request), signal });
    return forwarded(responseOf(response), `the backend answered ${response.status}`);
  } catch (error) {
    if (late.signal.aborted) return refuse('D504TO', `nothing came in ${timeoutMillis} ms`);
    return refuse('D504CO', codeIn(error) ?? 'it does not answer');
  } finally {
    clearTimeout(timer);
  }
}

/** `ECONNREFUSED`, never a message: it might name what is none of the caller's business. */
function codeIn(error: unknown): string | undefined {
  const codes = causes(error).map((each) => (each as { code?: unknown }).code);
  return codes.find((code) => typeof code === 'string');
}

function fetchOptions({ body, headers, method }: BackendRequest): RequestInit {
  const isBodiless = body === undefined || method === 'GET' || method === 'HEAD';
  const sent: [string, string][] = headers
    .filter(([name]) => name.toLowerCase() !== 'accept-encoding')
    .map(([name, value]) => [name, value]);
  return {
    method,
    // What fetch would unpack could not be handed on as it came.
    headers: [...sent, ['accept-encoding', 'identity']],
    redirect: 'manual',
    ...(isBodiless ? {} : { body: bodyInit(body), duplex: 'half' }),
  } as RequestInit;
}

function bodyInit(body: NonNullable<BackendRequest['body']>): RequestInit['body'] {
  return (body instanceof Uint8Array ? body : ReadableStream.from(body)) as RequestInit['body'];
}

function responseOf(response: Response): GatewayResponse {
  const all: HeaderLine[] = [...response.headers];
  const connection = connectionNames(all.filter(([name]) => name === 'connection').map(([, value]) => value));
  const isUnpacked = response.headers.has('content-encoding');
  const headers = all.filter(
    ([name]) =>
      (!isHopByHop(name, connection) || (name === 'content-length' && !isUnpacked)) &&
      !(isUnpacked && name === 'content-encoding') &&
      // These say that an answer is not the backend's.
      !/^x-(?:ca-error|jwt-gateway)-/.test(name),
  );
  const body = response.body === null ? undefined : (response.body as unknown as AsyncIterable<Uint8Array>);
  return { status: response.status, headers, body };
}

/**
 * The base of a backend's address, without a final slash.
 *
 * @throws GatewayError `backend-invalid` for what is no http or https address
 */
export function parseBase(address: string, place: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.search !== '' || url.hash !== '')
    throw new GatewayError('backend-invalid', `${JSON.stringify(address)} is not the address of a backend`, {
      place,
      hint: 'give an http or https address, such as http://127.0.0.1:9000',
    });
  return url.href.replace(/\/$/, '');
}

/** How long a backend may take, where a template does not say. */
export const DEFAULT_TIMEOUT_MILLIS = LIMITS.backendTimeoutMillis.value;

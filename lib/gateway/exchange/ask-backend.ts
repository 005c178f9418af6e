import { type Answer, answerUnemulated, refuse } from './answer';
import type { BackendRequest } from './backend-request';
import type { Call } from './call';
import type { GatewayResponse, HeaderLine } from './exchange';
import { connectionNames, isHopByHop } from './header-text';

/** A backend that is asked over HTTP. */
export interface HttpBackend {
  readonly kind: 'http';
  /** `https://orders.internal.example.com/base` without a final slash. */
  readonly base: string;
  readonly timeoutMillis: number;
  readonly fetch: typeof globalThis.fetch;
}

/** Asks a backend over HTTP; where it cannot be reached or is late, the answer is the gateway's own. */
export async function askBackend(
  call: Call,
  request: BackendRequest,
  { base, fetch, timeoutMillis }: HttpBackend,
): Promise<Answer> {
  const late = new AbortController();
  // Until the head of the answer is there: what a backend streams may take its time.
  const timer = setTimeout(() => late.abort(), timeoutMillis);
  const { signal: gone } = call.request;
  const signal = gone === undefined ? late.signal : AbortSignal.any([gone, late.signal]);
  try {
    const response = await fetch(base + request.target, { ...fetchOptions(request), signal });
    return {
      response: responseOf(response),
      outcome: 'forwarded',
      reason: `the backend answered ${response.status}`,
    };
  } catch (error) {
    if (late.signal.aborted) return refuse('D504TO', `nothing came in ${timeoutMillis} ms`);
    if (isNeverSent(error, request))
      return answerUnemulated('backend', `fetch cannot send ${request.method} like this`);
    return refuse('D504CO', codeIn(error) ?? 'it does not answer');
  } finally {
    clearTimeout(timer);
  }
}

/** What the `fetch` of the Fetch standard refuses to send, as if the network had failed. */
function isNeverSent(error: unknown, { body, method }: BackendRequest): boolean {
  const { name } = Object(error) as { readonly name?: unknown };
  if (name !== 'TypeError' || codeIn(error) !== undefined) return false;
  return /^(?:trace|track|connect)$/i.test(method) || (body !== undefined && /^(?:get|head)$/i.test(method));
}

/** `ECONNREFUSED`, never a message: it might name what is none of the caller's business. */
function codeIn(error: unknown): string | undefined {
  const codes = causes(error).map((each) => (each as { code?: unknown }).code);
  return codes.find((code) => typeof code === 'string');
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

function fetchOptions({ body, contentLength, headers, method }: BackendRequest): RequestInit {
  const sent: [string, string][] = headers
    .filter(([name]) => name.toLowerCase() !== 'accept-encoding')
    .map(([name, value]) => [name, value]);
  return {
    method,
    // What fetch would unpack could not be handed on as it came.
    headers: [
      ...sent,
      ['accept-encoding', 'identity'],
      ...(contentLength === undefined ? [] : [['content-length', contentLength]]),
    ],
    redirect: 'manual',
    ...(body === undefined ? {} : { body: bodyInit(body), duplex: 'half' }),
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

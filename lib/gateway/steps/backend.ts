import type { ClaimParameter } from '../../plugin';
import type { Redactor } from '../../text';
import type { Answer } from '../exchange/answer';
import { askBackend, type HttpBackend } from '../exchange/ask-backend';
import { type BackendRequest, type BackendRoute, backendRequestOf } from '../exchange/backend-request';
import { CallerBody, readFormFor } from '../exchange/body';
import type { Call, Step } from '../exchange/call';
import type { GatewayResponse } from '../exchange/exchange';
import { queryPairs } from '../exchange/target';
import { claimText } from '../plan/parameter-targets';

/** Who answers in the end. */
export type Backend = Echo | { readonly kind: 'fixed'; readonly response: GatewayResponse } | HttpBackend;

/** Asks the backend; always ends the call. */
export function backendStep(route: BackendRoute, backend: Backend): Step {
  if (backend.kind === 'fixed') {
    const answer = forwarded(backend.response, 'the fixed answer of the template');
    return () => answer;
  }
  return async (call) => {
    const form = await readFormFor(call, route.parameters);
    if ('outcome' in form) return form;
    const request = backendRequestOf(call, route, form);
    if ('outcome' in request) return request;
    const { body } = request;
    if (body === undefined || body instanceof Uint8Array) return answerOf(call, request, backend);
    const checked = new CallerBody(body);
    try {
      const answer = await answerOf(call, { ...request, body: checked }, backend);
      return answer.outcome === 'forwarded' ? answer : (checked.problem ?? answer);
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
  if (backend.kind === 'http') return askBackend(call, request, backend);
  return forwarded(await echo(call, request, backend), 'an echo in place of the backend');
}

function forwarded(response: GatewayResponse, reason: string): Answer {
  return { response, outcome: 'forwarded', reason };
}

/** Stands for a backend. */
interface Echo {
  readonly kind: 'echo';
  readonly forwards: readonly ClaimParameter[];
  /** Hides the secrets of the template: a constant of an API may be the backend's password. */
  readonly hide: Redactor;
}

/** Answers in place of a backend with what that would have got. */
async function echo(call: Call, request: BackendRequest, { forwards, hide }: Echo): Promise<GatewayResponse> {
  const mark = request.target.indexOf('?');
  const path = mark === -1 ? request.target : request.target.slice(0, mark);
  const query = mark === -1 ? '' : request.target.slice(mark + 1);
  const seen = {
    method: request.method,
    path,
    query: grouped(queryPairs(query).map(({ name, value }) => [name, value])),
    headers: grouped(request.headers),
    body: await bodyText(request.body),
    claims: Object.fromEntries(
      forwards.flatMap(({ claimName }) => {
        const value = claimText(call.claims, claimName);
        return typeof value === 'string' ? [[claimName, value]] : [];
      }),
    ),
  };
  return {
    status: 200,
    headers: [['Content-Type', 'application/json; charset=utf-8']],
    body: `${JSON.stringify(seen, (_, value: unknown) => (typeof value === 'string' ? hide(value) : value), 2)}\n`,
  };
}

/** One value by itself, several as a list. */
function grouped(pairs: readonly (readonly [string, string])[]): Readonly<Record<string, string | string[]>> {
  const values = new Map<string, string | string[]>();
  for (const [name, value] of pairs) {
    const known = values.get(name);
    values.set(name, known === undefined ? value : [known, value].flat());
  }
  return Object.fromEntries(values);
}

async function bodyText(body: BackendRequest['body']): Promise<string> {
  if (body === undefined) return '';
  if (body instanceof Uint8Array) return Buffer.from(body).toString();
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

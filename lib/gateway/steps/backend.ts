import type { Answer } from '../exchange/answer';
import { askBackend, type HttpBackend } from '../exchange/ask-backend';
import { type BackendRequest, type BackendRoute, backendRequestOf } from '../exchange/backend-request';
import { CallerBody } from '../exchange/body';
import type { Call } from '../exchange/call';
import { type Echo, echo } from '../exchange/echo';
import type { GatewayResponse } from '../exchange/exchange';
import { readFormFor } from '../exchange/form';
import type { Step } from '../plan/route-plan';

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

import type { GatewayRequest, GatewayResponse } from '../gateway';
import { redactorOf } from '../model';
import { jsonAnswer, problemAnswer } from './answer';
import { collect, readBody } from './body';
import { valuesOf } from './caller';
import type { ConsoleContext } from './context';
import type { Endpoint } from './endpoint';
import { findErrorWords } from './error-words';
import { parseMessage } from './message';

/** As much of an answer as a person reads. */
const MOST_BYTES = 256 * 1024;

/**
 * Sends a request to the gateway, as the page's visitor: `{"method": "GET", "target": "/orders/1", "headers":
 * [["X-Ca-Stage", "TEST"]], "body": "…"}`. Unlike a script of the page, this may set every header and read every one.
 */
export const send: Endpoint = {
  method: 'POST',
  work: async (request, context) => {
    const body = await readBody(request);
    if ('refusal' in body) return body.refusal;
    const message = parseMessage(body.document, request.host);
    if (typeof message === 'string') return problemAnswer(400, message);
    const response = await context.served().gateway.handle({ ...message, ...callerOf(request) });
    return jsonAnswer(await described(response, context), 200, [], redactorOf(context.served().model));
  },
};

function callerOf({ clientAddress, protocol, signal }: GatewayRequest) {
  return { clientAddress, protocol, ...(signal === undefined ? {} : { signal }) };
}

async function described({ body, headers, status }: GatewayResponse, { findDecision }: ConsoleContext) {
  const { data, isCut } = await collect(chunksOf(body), MOST_BYTES);
  const [requestId = ''] = valuesOf({ headers }, 'x-ca-request-id');
  return {
    status,
    headers,
    body: { bytes: data.length, isCut, text: textOf(data, isCut) },
    error: errorOf({ headers }),
    decision: findDecision(requestId) ?? null,
  };
}

/** What the gateway's own error headers mean; `null` when the answer is the backend's. */
function errorOf(answer: Pick<GatewayResponse, 'headers'>) {
  const [code] = valuesOf(answer, 'x-ca-error-code');
  const [message = ''] = valuesOf(answer, 'x-ca-error-message');
  return code === undefined ? null : { code, message, words: findErrorWords(code) ?? null };
}

async function* chunksOf(body: GatewayResponse['body']): AsyncGenerator<Uint8Array> {
  if (body === undefined) return;
  if (typeof body === 'string' || body instanceof Uint8Array) yield Buffer.from(body);
  else yield* body;
}

/** `null` for what is no text. */
function textOf(data: Buffer, isCut: boolean): string | null {
  try {
    // A cut may go through a character.
    return new TextDecoder('utf-8', { fatal: true }).decode(data, { stream: isCut });
  } catch {
    return null;
  }
}

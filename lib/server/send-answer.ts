import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { GatewayResponse } from '../gateway';
import type { PendingRequest } from './pending-request';

/**
 * Sends an answer, no faster than the caller reads it. Whoever calls this cuts the connection when it throws, so that
 * half an answer is never taken for a whole one.
 *
 * @param unreadBodyBytes how much of a body that nobody read is taken in, so that the caller gets to see the answer
 * @throws RangeError or TypeError for a status or a header that HTTP does not have; and what the body throws
 */
export async function sendAnswer(
  answer: GatewayResponse,
  pending: PendingRequest,
  unreadBodyBytes: number,
): Promise<void> {
  const { message, response } = pending;
  const { method = '' } = message;
  // A body that came with its head is read on the next turn.
  if (!message.complete) await nextTurn();
  const isReceived = message.complete;
  // What the caller goes on sending would be taken for its next request.
  if (!isReceived) response.shouldKeepAlive = false;
  response.strictContentLength = true;
  const { status, headers } = answerHeadOf(answer, method);
  response.writeHead(status, headers);
  const { body } = answer;
  const content = endsWithHead(answer, method) ? undefined : body;
  if (isStream(body)) await (content === undefined ? discard(body) : sendStream(body, pending));
  else if (!isReceived && content !== undefined) response.write(content);
  if (!isReceived && !pending.awaitsContinue) await takeIn(pending, unreadBodyBytes);
  // Head and body in one packet, where they are at hand together.
  response.end(isReceived && !isStream(content) ? content : undefined);
}

// Not `pipeline`: when a body breaks off, that ends the connection as if all had been sent.
async function sendStream(
  body: AsyncIterable<Uint8Array>,
  { response, signal }: PendingRequest,
): Promise<void> {
  response.flushHeaders();
  for await (const chunk of body) {
    signal.throwIfAborted();
    if (!response.write(chunk)) await once(response, 'drain', { signal });
  }
}

/** Lets go of what a body holds, such as a backend's connection. */
async function discard(body: AsyncIterable<Uint8Array>): Promise<void> {
  await body[Symbol.asyncIterator]().return?.();
}

async function takeIn(pending: PendingRequest, limit: number): Promise<void> {
  let bytes = 0;
  for await (const chunk of { [Symbol.asyncIterator]: () => pending.readBody() }) {
    bytes += chunk.length;
    if (bytes > limit) return;
  }
}

/** What goes out before the body. */
interface AnswerHead {
  readonly status: number;
  /** Names and values in turn; a name as often as it comes. */
  readonly headers: string[];
}

/** What speaks of one connection (RFC 9110, section 7.6.1), or of the length: both are the server's to say. */
const OF_THE_CONNECTION: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/**
 * The head of an answer to a request of that method.
 *
 * @throws RangeError for a status that no final answer has
 */
function answerHeadOf(answer: GatewayResponse, method: string): AnswerHead {
  const { status } = answer;
  if (!Number.isInteger(status) || status < 200 || status > 999) {
    throw new RangeError(`an answer has a status from 200 to 999, not ${status}`);
  }
  const headers: string[] = [];
  for (const [name, value] of answer.headers)
    if (!OF_THE_CONNECTION.has(name.toLowerCase())) headers.push(name, value);
  const length = lengthOf(answer, method);
  if (length !== undefined) headers.push('Content-Length', length);
  return { status, headers };
}

/** Whether the answer ends with its head: RFC 9110, section 6.4.1. */
function endsWithHead({ status }: Pick<GatewayResponse, 'status'>, method: string): boolean {
  return method === 'HEAD' || status === 204 || status === 304;
}

/** Whether a body comes in pieces. */
function isStream(body: GatewayResponse['body']): body is AsyncIterable<Uint8Array> {
  return typeof body === 'object' && Symbol.asyncIterator in body;
}

// A length that a backend promised stands, and is held; of a text it is known.
function lengthOf({ body, headers, status }: GatewayResponse, method: string): string | undefined {
  if (status === 204) return undefined;
  if (body !== undefined && !isStream(body)) return String(Buffer.byteLength(body));
  if (body === undefined && !endsWithHead({ status }, method)) return '0';
  const [promised, ...others] = headers.filter(([name]) => name.toLowerCase() === 'content-length');
  return others.length === 0 && promised !== undefined && /^\d{1,15}$/.test(promised[1])
    ? promised[1]
    : undefined;
}

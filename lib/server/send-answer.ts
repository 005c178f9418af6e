import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { GatewayResponse } from '../gateway';
import { answerHeadOf, endsWithHead, isStream } from './answer-head';
import type { Arrival } from './arrival';

/**
 * Sends an answer, no faster than the caller reads it. Whoever calls this cuts the connection when it throws, so that
 * half an answer is never taken for a whole one.
 *
 * @param unreadBodyBytes how much of a body that nobody read is taken in, so that the caller gets to see the answer
 * @throws RangeError or TypeError for a status or a header that HTTP does not have; and what the body throws
 */
export async function sendAnswer(
  answer: GatewayResponse,
  arrival: Arrival,
  unreadBodyBytes: number,
): Promise<void> {
  const { message, response } = arrival;
  const { method = '' } = message;
  // A body that came with its head is read on the next turn.
  if (!message.complete) await nextTurn();
  // What the caller goes on sending would be taken for its next request.
  if (!message.complete) response.shouldKeepAlive = false;
  response.strictContentLength = true;
  const { status, headers } = answerHeadOf(answer, method);
  response.writeHead(status, headers);
  await sendBody(answer, arrival);
  if (!message.complete && !arrival.awaitsContinue) await takeIn(message, unreadBodyBytes);
  if (!response.writableEnded) response.end();
}

async function sendBody(answer: GatewayResponse, arrival: Arrival): Promise<void> {
  const { message, response } = arrival;
  const { body } = answer;
  if (endsWithHead(answer, message.method ?? '')) await discard(body);
  else if (isStream(body)) await sendStream(body, arrival);
  else if (message.complete) {
    // Head and body in one packet.
    response.end(body);
  } else if (body !== undefined) response.write(body);
}

// Not `pipeline`: when a body breaks off, that ends the connection as if all had been sent.
async function sendStream(body: AsyncIterable<Uint8Array>, { response, signal }: Arrival): Promise<void> {
  response.flushHeaders();
  for await (const chunk of body) {
    signal.throwIfAborted();
    if (!response.write(chunk)) await once(response, 'drain', { signal });
  }
}

/** Lets go of what a body holds, such as a backend's connection. */
async function discard(body: GatewayResponse['body']): Promise<void> {
  if (isStream(body)) await body[Symbol.asyncIterator]().return?.();
}

async function takeIn(message: IncomingMessage, limit: number): Promise<void> {
  let bytes = 0;
  for await (const chunk of message.iterator({ destroyOnReturn: false })) {
    bytes += chunk.length;
    if (bytes > limit) return;
  }
}

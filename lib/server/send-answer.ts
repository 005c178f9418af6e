import { once } from 'node:events';
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
  const isReceived = message.complete;
  // What the caller goes on sending would be taken for its next request.
  if (!isReceived) response.shouldKeepAlive = false;
  response.strictContentLength = true;
  const { status, headers } = answerHeadOf(answer, method);
  response.writeHead(status, headers);
  const { body } = answer;
  const content = endsWithHead(answer, method) ? undefined : body;
  if (isStream(body)) await (content === undefined ? discard(body) : sendStream(body, arrival));
  else if (!isReceived && content !== undefined) response.write(content);
  if (!isReceived && !arrival.awaitsContinue) await takeIn(arrival, unreadBodyBytes);
  // Head and body in one packet, where they are at hand together.
  response.end(isReceived && !isStream(content) ? content : undefined);
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
async function discard(body: AsyncIterable<Uint8Array>): Promise<void> {
  await body[Symbol.asyncIterator]().return?.();
}

async function takeIn(arrival: Arrival, limit: number): Promise<void> {
  let bytes = 0;
  for await (const chunk of { [Symbol.asyncIterator]: () => arrival.readBody() }) {
    bytes += chunk.length;
    if (bytes > limit) return;
  }
}

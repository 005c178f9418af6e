import { LIMITS } from '../facts';
import { type Answer, refuse } from './answer';
import type { Call } from './call';

const LIMIT = LIMITS.bodyBytes.value;

/** A body turned out to be larger than the service takes. */
export class BodyTooLarge extends Error {}

/** The answer to a body that is too large. */
export function refuseBody(): Answer {
  return refuse('I413RL', `${LIMIT} bytes are let through`);
}

/**
 * The chunks of a body, as long as they are not too many bytes.
 *
 * @throws BodyTooLarge while it is read
 */
export async function* limited(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > LIMIT) throw new BodyTooLarge('the body is too large');
    yield chunk;
  }
}

/** All of the body of a call, which is then at hand for every step. */
export async function readBody(call: Call): Promise<Uint8Array | Answer> {
  if (call.bufferedBody !== undefined) return call.bufferedBody;
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of limited(call.request.body ?? nothing())) chunks.push(chunk);
  } catch (error) {
    if (error instanceof BodyTooLarge) return refuseBody();
    return refuse('I400BD', 'it broke off');
  }
  call.bufferedBody = Buffer.concat(chunks);
  return call.bufferedBody;
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

import { LIMITS } from '../../facts';
import { type Answer, refuse } from './answer';
import type { Call } from './call';

const LIMIT = LIMITS.bodyBytes.value;

/** The answer to a body that is too large. */
export function refuseBody(): Answer {
  return refuse('I413RL', `${LIMIT} bytes are let through`);
}

/** The body of a caller on its way; whoever reads it fails where it is too large or breaks off, and can ask why. */
export class CallerBody implements AsyncIterable<Uint8Array> {
  #problem: Answer | undefined;

  constructor(private readonly chunks: AsyncIterable<Uint8Array>) {}

  /** What is wrong with it, as far as it was read. */
  get problem(): Answer | undefined {
    return this.#problem;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    let bytes = 0;
    try {
      for await (const chunk of this.chunks) {
        bytes += chunk.byteLength;
        if (bytes > LIMIT) break;
        yield chunk;
      }
    } catch (error) {
      this.#problem = refuse('I400BD', 'it broke off');
      throw error;
    }
    if (bytes <= LIMIT) return;
    this.#problem = refuseBody();
    throw new Error('the body is too large');
  }
}

/** All of the body of a call, which is then at hand for every step. */
export async function readBody(call: Call): Promise<Uint8Array | Answer> {
  if (call.bufferedBody !== undefined) return call.bufferedBody;
  const body = new CallerBody(call.request.body ?? nothing());
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of body) chunks.push(chunk);
  } catch (error) {
    if (body.problem !== undefined) return body.problem;
    throw error;
  }
  call.bufferedBody = Buffer.concat(chunks);
  return call.bufferedBody;
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

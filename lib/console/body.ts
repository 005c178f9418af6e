import type { GatewayRequest, GatewayResponse } from '../gateway';
import { isJsonObject, type JsonObject } from '../json';
import { problemAnswer } from './answer';
import { valuesOf } from './caller';

/** Far more than a request that somebody writes by hand. */
const MOST_BYTES = 1024 * 1024;

/** The JSON object of a request, or the answer that says why there is none. */
export async function readBody(
  request: GatewayRequest,
): Promise<{ readonly document: JsonObject } | { readonly refusal: GatewayResponse }> {
  // A form of another site cannot have this type without asking first (Fetch standard, "CORS-safelisted").
  const types = valuesOf(request, 'content-type');
  if (types.length !== 1 || !types.every((type) => /^application\/json\s*(?:;|$)/i.test(type))) {
    return { refusal: problemAnswer(415, 'the body must have Content-Type: application/json') };
  }
  const bytes = await collect(request.body, MOST_BYTES);
  if (bytes.isCut) return { refusal: problemAnswer(413, `the body may have ${MOST_BYTES} bytes`) };
  const document = parsed(bytes.data.toString('utf8'));
  if (isJsonObject(document)) return { document };
  return { refusal: problemAnswer(400, 'the body must be a JSON object') };
}

/** The first bytes of a stream. */
export async function collect(
  body: AsyncIterable<Uint8Array> | undefined,
  most: number,
): Promise<{ readonly data: Buffer; readonly isCut: boolean }> {
  const chunks: Uint8Array[] = [];
  let left = most;
  for await (const chunk of body ?? []) {
    chunks.push(chunk.subarray(0, left));
    left -= chunk.byteLength;
    // Leaving the loop tells the stream that nobody wants the rest.
    if (left < 0) break;
  }
  return { data: Buffer.concat(chunks), isCut: left < 0 };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

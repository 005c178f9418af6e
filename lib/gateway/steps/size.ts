import { LIMITS } from '../../facts';
import { type Answer, refuse } from '../exchange/answer';
import { refuseBody } from '../exchange/body';
import type { Call } from '../exchange/call';

const BODY_LIMIT = LIMITS.bodyBytes.value;
const LIMIT = LIMITS.headerAndUrlBytes.value;
/** Colon, space and line end of a header on the wire. */
const PUNCTUATION = 4;

/** Refuses a request whose URL and headers are too large together, and a body that says it is. */
export function checkSize(call: Call): Answer | undefined {
  const { headers, target } = call.request;
  // Characters of a request line and of headers are bytes.
  let bytes = target.length;
  for (const [name, value] of headers) bytes += name.length + value.length + PUNCTUATION;
  if (bytes > LIMIT) return refuse('I413UL', `URL and headers are ${bytes} bytes, ${LIMIT} are let through`);
  return Number(call.headerValues('content-length')[0]) > BODY_LIMIT ? refuseBody() : undefined;
}

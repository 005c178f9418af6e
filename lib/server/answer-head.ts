import type { GatewayResponse } from '../gateway';

/** What goes out before the body. */
export interface AnswerHead {
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
export function answerHeadOf(answer: GatewayResponse, method: string): AnswerHead {
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
export function endsWithHead({ status }: Pick<GatewayResponse, 'status'>, method: string): boolean {
  return method === 'HEAD' || status === 204 || status === 304;
}

/** Whether a body comes in pieces. */
export function isStream(body: GatewayResponse['body']): body is AsyncIterable<Uint8Array> {
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

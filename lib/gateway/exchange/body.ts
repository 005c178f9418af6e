import { LIMITS } from '../../facts';
import type { ParameterPlan } from '../plan/parameter-plan';
import { type Answer, refuse } from './answer';
import type { Call } from './call';
import { type QueryPair, queryPairs } from './target';

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

/** What the gateway has read of the body of a request: its fields, where it is a form. */
export type FormReading =
  /** Nobody asked, or there is no body: no field of a caller is in it. */
  | { readonly kind: 'none' }
  | { readonly kind: 'fields'; readonly fields: readonly QueryPair[] }
  /** No form that could be read: the body goes to the backend as it came, or the request is refused. */
  | { readonly kind: 'unread'; readonly contentTypes: readonly string[] };

/** Whether the body of a request is a form in UTF-8, by its headers: with any doubt it is none. */
export function isForm(call: Call): boolean {
  const [type = '', ...others] = call.headerValues('content-type');
  const isPacked = call.headerValues('content-encoding').some((coding) => !/^(?:identity)?$/i.test(coding));
  return others.length === 0 && !isPacked && FORM.test(type);
}

const FORM = /^application\/x-www-form-urlencoded *(?:; *charset=(?:utf-8|"utf-8") *)?$/i;

/** Reads the body where a value that callers must not set goes into it, or where a backend might look for one in it. */
export async function readFormFor(call: Call, { targets }: ParameterPlan): Promise<FormReading | Answer> {
  const isInForm = targets.some(({ location }) => location === 'formData');
  const isAsked = isInForm || targets.some(({ isClaim, location }) => isClaim && location === 'query');
  if (!isAsked) return { kind: 'none' };
  if (isForm(call)) return readFields(call);
  if (call.request.body === undefined) return { kind: 'none' };
  if (isInForm) {
    const body = await readBody(call);
    if ('outcome' in body) return body;
    if (body.byteLength === 0) return { kind: 'none' };
  }
  return { kind: 'unread', contentTypes: call.headerValues('content-type') };
}

async function readFields(call: Call): Promise<FormReading | Answer> {
  const body = await readBody(call);
  if ('outcome' in body) return body;
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
    return { kind: 'fields', fields: queryPairs(text) };
  } catch {
    return { kind: 'unread', contentTypes: call.headerValues('content-type') };
  }
}

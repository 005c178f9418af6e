import type { GatewayErrorCode } from '../facts';
import type { GatewayRequest, GatewayResponse, HeaderLine } from '../gateway';
import type { JsonObject, JsonValue } from '../json';
import { redactorOf } from '../model';
import { jsonAnswer, problemAnswer } from './answer';
import type { ConsoleContext, Endpoint } from './endpoint';
import { collect, headerValuesOf, readBody } from './request';

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
  const [requestId = ''] = headerValuesOf({ headers }, 'x-ca-request-id');
  return {
    status,
    headers,
    body: { bytes: data.length, isCut, text: decodedText(data, isCut) },
    error: errorOf({ headers }),
    decision: findDecision(requestId) ?? null,
  };
}

/** What the gateway's own error headers mean; `null` when the answer is the backend's. */
function errorOf(answer: Pick<GatewayResponse, 'headers'>) {
  const [code] = headerValuesOf(answer, 'x-ca-error-code');
  const [message = ''] = headerValuesOf(answer, 'x-ca-error-message');
  return code === undefined ? null : { code, message, words: findErrorWords(code) ?? null };
}

async function* chunksOf(body: GatewayResponse['body']): AsyncGenerator<Uint8Array> {
  if (body === undefined) return;
  if (typeof body === 'string' || body instanceof Uint8Array) yield Buffer.from(body);
  else yield* body;
}

/** `null` for what is no text. */
function decodedText(data: Buffer, isCut: boolean): string | null {
  try {
    // A cut may go through a character.
    return new TextDecoder('utf-8', { fatal: true }).decode(data, { stream: isCut });
  } catch {
    return null;
  }
}

/** What a visitor of the page decides about a request. */
type Message = Pick<GatewayRequest, 'method' | 'host' | 'target' | 'headers' | 'body'>;

const TOKEN = /^[A-Za-z0-9!#$%&'*+\-.^_`|~]+$/;
const TARGET = /^\/[\x21-\x7e]*$/;
// RFC 9110 section 5.5, without what only looks like a space.
const VALUE = /^[\x20-\x7e\x80-\xff\t]*$/;

/** These follow from the body, and are written by who knows it. */
const FRAMING = /^(?:content-length|transfer-encoding|connection)$/i;

/**
 * Reads a request that is to be sent; a text says what is wrong with it.
 *
 * @param host the `Host` unless the headers have one
 */
function parseMessage(document: JsonObject, host: string): Message | string {
  const { body, headers = [], method, target } = document;
  if (typeof method !== 'string' || !TOKEN.test(method)) return 'method must be a word such as GET';
  if (typeof target !== 'string' || !TARGET.test(target)) {
    return 'target must be a path and query that start with / and are percent-encoded';
  }
  if (body !== undefined && body !== null && typeof body !== 'string') return 'body must be text';
  const lines = linesOf(headers);
  if (typeof lines === 'string') return lines;
  const own = lines.find(([name]) => name.toLowerCase() === 'host');
  const kept = lines.filter(([name]) => !FRAMING.test(name));
  const bytes = Buffer.from(body ?? '');
  const hosted: HeaderLine[] = own === undefined ? [['Host', host], ...kept] : kept;
  return {
    method,
    target,
    host: own?.[1] ?? host,
    headers: bytes.length === 0 ? hosted : [...hosted, ['Content-Length', String(bytes.length)]],
    body: bytes.length === 0 ? undefined : streamOf(bytes),
  };
}

async function* streamOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function linesOf(headers: JsonValue): HeaderLine[] | string {
  if (!Array.isArray(headers)) return 'headers must be a list of [name, value]';
  const lines = headers.flatMap((each: JsonValue): HeaderLine[] => {
    const [name, value] = Array.isArray(each) && each.length === 2 ? each : [];
    return typeof name === 'string' && typeof value === 'string' ? [[name, value]] : [];
  });
  if (lines.length < headers.length) return 'headers must be a list of [name, value]';
  const wrong = lines.find(([name, value]) => !TOKEN.test(name) || !VALUE.test(value));
  return wrong === undefined ? lines : `the header ${JSON.stringify(wrong[0])} cannot be sent`;
}

/** What a caller who gets this code should look at. The codes and their grades stand in lib/facts. */
const WORDS = {
  I400JR: 'The route wants a token, and the request has none where the plug-in looks for it.',
  I400JD: 'What stands in the place of the token cannot be read as one.',
  A403JT: 'The token is not accepted: its signature, its algorithm, its header or its time is wrong.',
  A403JK:
    "None of the plug-in's keys is the one that the token names: it was signed with another key, or the key is not published yet.",
  A403JE: 'The token has expired: get a new one.',
  S403JI: 'The plug-in takes each token once and tells them apart by jti, which this token does not have.',
  S403JU: 'The plug-in takes each token once, and this one was used before: get a new one.',
  I400JP: "The plug-in's data is broken: no token can be checked with it.",
  I400HD: 'A header cannot be read, or comes more than once where it may not.',
  I400BD: 'The body cannot be read as the API declares it.',
  I400PA: 'The path cannot be read.',
  I400RU: 'The address cannot be read.',
  I400CT: 'The Content-Type does not fit what the API declares.',
  I400SG: 'No API is published to the stage that X-Ca-Stage names.',
  I403PT: 'The API does not take requests over this protocol.',
  I404NF: 'No API has this method and path in this stage.',
  I413RL: 'The body is larger than the gateway takes.',
  I413UL: 'Address and headers together are larger than the gateway takes; a long token counts.',
  I400MP: 'A parameter that the API demands is missing.',
  I400IP: 'A parameter is not of the type, length or form that the API declares.',
  A403IP: "An ipControl plug-in keeps the caller's address out.",
  A403AC:
    'A rule of an accessControl plug-in denies the request: often the issuer or the audience of the token.',
  A403CO: 'The cors plug-in does not know the origin of the page that asks.',
  T429PR: 'Too many requests in this time: a trafficControl plug-in holds the caller back.',
  D504CO: 'The backend could not be reached.',
  D504TO: 'The backend did not answer in time.',
  X500ER: 'The gateway failed.',
} as const satisfies Readonly<Record<GatewayErrorCode, string>>;

/** An error code in words; `undefined` for one that is not known. */
function findErrorWords(code: string): string | undefined {
  return Object.hasOwn(WORDS, code) ? WORDS[code as GatewayErrorCode] : undefined;
}

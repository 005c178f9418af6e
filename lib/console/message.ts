import type { GatewayRequest, HeaderLine } from '../gateway';
import type { JsonObject, JsonValue } from '../json';

/** What a visitor of the page decides about a request. */
export type Message = Pick<GatewayRequest, 'method' | 'host' | 'target' | 'headers' | 'body'>;

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
export function parseMessage(document: JsonObject, host: string): Message | string {
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

import type { GatewayRequest, GatewayResponse } from '../gateway';
import { isJsonObject, type JsonObject, parseJsonIfAny } from '../json';
import { isLoopbackAddress, isLoopbackHost } from '../loopback';
import { problemAnswer } from './answer';

/** Far more than a request that somebody writes by hand. */
const MOST_BYTES = 1024 * 1024;

/** The JSON object of a request, or the answer that says why there is none. */
export async function readBody(
  request: GatewayRequest,
): Promise<{ readonly document: JsonObject } | { readonly refusal: GatewayResponse }> {
  // A form of another site cannot have this type without asking first (Fetch standard, "CORS-safelisted").
  const types = headerValuesOf(request, 'content-type');
  if (types.length !== 1 || !types.every((type) => /^application\/json\s*(?:;|$)/i.test(type))) {
    return { refusal: problemAnswer(415, 'the body must have Content-Type: application/json') };
  }
  const bytes = await collect(request.body, MOST_BYTES);
  if (bytes.isCut) return { refusal: problemAnswer(413, `the body may have ${MOST_BYTES} bytes`) };
  const document = parseJsonIfAny(bytes.data.toString('utf8'));
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

/**
 * Why a request does not come from this machine and from the page itself; `undefined` when it does.
 *
 * `Host` tells a name that was made to point to this machine, `Origin` and `Sec-Fetch-Site` a page of somebody else:
 * a browser lets no script change them. Tools such as curl send neither of the last two. A proxy on this machine makes
 * every caller look like one of this machine, and says so in a header.
 *
 * @see https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Sec-Fetch-Site
 */
export function findForeignness(request: GatewayRequest): string | undefined {
  const { clientAddress, host, protocol } = request;
  if (!isLoopbackAddress(clientAddress)) return 'this page is for the machine that the gateway runs on';
  if (!isLoopbackHost(host)) return 'this page is at localhost or a loopback address only';
  const proxied = request.headers.find(([name]) => PROXIED.test(name));
  if (proxied !== undefined)
    return `a proxy handed this on (${proxied[0]}), and who asked it nobody knows; open the address yourself`;
  const origins = headerValuesOf(request, 'origin');
  const sites = headerValuesOf(request, 'sec-fetch-site');
  const isOwn = origins.every((origin) => origin.toLowerCase() === `${protocol}://${host}`.toLowerCase());
  const isDirect = sites.every((site) => site === 'same-origin' || site === 'none');
  if (isOwn && isDirect) return undefined;
  return 'another site asked for this; open the address yourself';
}

/** RFC 9110 section 7.6.3, RFC 7239, and what came before that. */
const PROXIED = /^(?:via|forwarded|x-forwarded-.*|x-real-ip)$/i;

/** The values of a header, each as sent. */
export function headerValuesOf({ headers }: Pick<GatewayRequest, 'headers'>, name: string): string[] {
  return headers.flatMap(([each, value]) => (each.toLowerCase() === name ? [value] : []));
}

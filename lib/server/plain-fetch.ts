import { type ClientRequest, type IncomingMessage, request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { pipeline, Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

type FetchBody = NonNullable<RequestInit['body']>;

/**
 * A `fetch` for gateways: it sends the headers that it is given, one by one as they stand, and adds none but what HTTP
 * needs, `Host` and the length of the body. That of Node.js adds `Accept`, `Accept-Language`, `Sec-Fetch-Mode` and
 * `User-Agent` of its own, and takes no TRACE request and no GET request with a body.
 *
 * Takes an address as text, headers as a list, and a body of bytes or a stream; follows no redirect, and unpacks an
 * answer as `fetch` does. Rejects with the network's error, which has a `code`, or with the reason of the signal.
 */
export const plainFetch = ((address: string, init: RequestInit = {}) =>
  new Promise<Response>((resolve, reject) => {
    const { body, method = 'GET', signal } = init;
    const url = new URL(address);
    const send = url.protocol === 'https:' ? overHttps : overHttp;
    const headers = [['Host', url.host], ...((init.headers ?? []) as [string, string][])];
    const bytes = body instanceof Uint8Array ? body : undefined;
    if (bytes !== undefined) headers.push(['Content-Length', String(bytes.byteLength)]);
    const request: ClientRequest = send(url, {
      method,
      headers: headers.flat(),
      ...(signal ? { signal } : {}),
    });
    request.on('error', (error) => reject(signal?.aborted ? signal.reason : error));
    request.on('response', (answer) => {
      try {
        resolve(responseOf(answer, method));
      } catch (error) {
        answer.destroy();
        reject(error);
      }
    });
    if (body === undefined || body === null || bytes !== undefined) request.end(bytes);
    else pipeline(streamOf(body), request, () => {});
  })) as typeof globalThis.fetch;

function streamOf(body: FetchBody): Readable {
  return Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]);
}

/** Statuses whose answers have no body, as `Response` has it. */
const WITHOUT_BODY: readonly unknown[] = [204, 205, 304];

function responseOf(answer: IncomingMessage, method: string): Response {
  const { rawHeaders, statusCode: status = 0 } = answer;
  const headers = rawHeaders.flatMap((name, i): [string, string][] =>
    i % 2 === 0 ? [[name, rawHeaders[i + 1] ?? '']] : [],
  );
  if (method === 'HEAD' || WITHOUT_BODY.includes(status)) {
    answer.resume();
    return new Response(null, { status, headers });
  }
  return new Response(Readable.toWeb(unpacked(answer)) as ReadableStream, { status, headers });
}

const UNPACKERS: ReadonlyMap<string, () => NodeJS.ReadWriteStream> = new Map([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress],
]);

function unpacked(answer: IncomingMessage): Readable {
  const unpack = UNPACKERS.get(answer.headers['content-encoding']?.toLowerCase() ?? '');
  if (unpack === undefined) return answer;
  return pipeline(answer, unpack(), () => {}) as unknown as Readable;
}

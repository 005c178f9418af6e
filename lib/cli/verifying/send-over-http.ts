import { type ClientRequest, request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import type { HeaderLine, ProbeAnswer, ProbeRequest } from '../../probe';

/**
 * Sends a request as it stands, and tells status and headers of what comes back, and of a refusal the beginning of its body. Header lines go out one by one, which
 * `fetch` would join; no redirect is followed, no header is added but `Host` and `Content-Length`, and certificates are
 * verified.
 *
 * Rejects with the network's error, which has a `code`.
 */
export function sendOverHttp({ body, headers, method, signal, url }: ProbeRequest): Promise<ProbeAnswer> {
  const { host, protocol } = new URL(url);
  const own: HeaderLine[] = body === undefined ? [] : [['Content-Length', String(Buffer.byteLength(body))]];
  const lines = [['Host', host], ...headers, ...own].flat();
  return new Promise((resolve, reject) => {
    const send = protocol === 'https:' ? overHttps : overHttp;
    const request: ClientRequest = send(url, { method, headers: lines, signal });
    // An aborted request tells its own error: that it took too long says more.
    request.on('error', (error) => reject(signal.aborted ? signal.reason : error));
    request.on('response', (answer) => {
      const { rawHeaders, statusCode: status = 0 } = answer;
      const seen = { status, headers: linesOf(rawHeaders) };
      if (!STATUSES_WITH_WORDS.includes(status)) {
        resolve(seen);
        answer.on('error', () => {}).resume();
        return;
      }
      let body = '';
      const end = () => resolve({ ...seen, words: body.slice(0, LONGEST_BODY) });
      answer.setEncoding('utf8').on('error', end).on('end', end);
      answer.on('data', (text: string) => {
        // The rest is let go by: the connection may serve the next request.
        if (body.length < LONGEST_BODY) body += text;
        if (body.length >= LONGEST_BODY) end();
      });
    });
    request.end(body);
  });
}

/** Only these are read further, and no further than any refusal goes. */
const STATUSES_WITH_WORDS: readonly number[] = [401, 403];
const LONGEST_BODY = 400;

function linesOf(raw: readonly string[]): HeaderLine[] {
  return raw.flatMap((name, i): HeaderLine[] => (i % 2 === 0 ? [[name, raw[i + 1] ?? '']] : []));
}

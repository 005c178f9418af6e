import type { GatewayRequest, GatewayResponse } from './exchange';

const THIS_MACHINE = '127.0.0.1';
/** Statuses whose responses must not have a body, as `Response` has it. */
const WITHOUT_BODY = [101, 103, 204, 205, 304];

/** A web request as the gateway takes it. */
export function requestOf(request: Request, clientAddress = THIS_MACHINE): GatewayRequest {
  const url = new URL(request.url);
  return {
    method: request.method,
    protocol: url.protocol === 'https:' ? 'https' : 'http',
    host: request.headers.get('host') ?? url.host,
    target: url.pathname + url.search,
    headers: [...request.headers],
    body: request.body === null ? undefined : (request.body as unknown as AsyncIterable<Uint8Array>),
    clientAddress,
    signal: request.signal,
  };
}

/** An answer of the gateway as a web response. */
export function responseOf({ body, headers, status }: GatewayResponse): Response {
  const init = { status, headers: headers.map(([name, value]): [string, string] => [name, value]) };
  if (body === undefined || WITHOUT_BODY.includes(status)) return new Response(null, init);
  const isWhole = typeof body === 'string' || body instanceof Uint8Array;
  return new Response(
    (isWhole ? body : ReadableStream.from(body)) as ConstructorParameters<typeof Response>[0],
    init,
  );
}

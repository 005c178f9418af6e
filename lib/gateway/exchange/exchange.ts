/** A request on its way through the gateway, however it came: over a socket, or as a `Request`. */
export interface GatewayRequest {
  /** As sent: `GET`. */
  readonly method: string;
  readonly protocol: 'http' | 'https';
  /** The `Host` header, or the authority of the URL. */
  readonly host: string;
  /** Path and query as sent, percent-encoding and all: `/orders/1?a=b`. */
  readonly target: string;
  /** As sent, in order; a name may come more than once. */
  readonly headers: readonly HeaderLine[];
  readonly body: AsyncIterable<Uint8Array> | undefined;
  /** The caller's IP address. */
  readonly clientAddress: string;
  /** Aborted when the caller is gone. */
  readonly signal?: AbortSignal;
}

/** An answer on its way back. */
export interface GatewayResponse {
  readonly status: number;
  readonly headers: readonly HeaderLine[];
  readonly body: string | Uint8Array | AsyncIterable<Uint8Array> | undefined;
}

/** The name and value of one header field. */
export type HeaderLine = readonly [name: string, value: string];

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

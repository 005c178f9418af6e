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

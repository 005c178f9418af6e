import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GatewayError } from '../errors';

/** A server of Node.js that holds the limits, and reads requests strictly whatever the environment says. */
export function createHttpServer(limits: ServerLimits): Server {
  const { headersTimeoutMillis, requestTimeoutMillis } = limits;
  const server = createServer({
    connectionsCheckingInterval: Math.min(headersTimeoutMillis, requestTimeoutMillis) / 4,
    headersTimeout: Math.min(headersTimeoutMillis, requestTimeoutMillis),
    insecureHTTPParser: false,
    keepAlive: true,
    keepAliveTimeout: limits.keepAliveTimeoutMillis,
    maxHeaderSize: limits.headerBytes,
    requestTimeout: requestTimeoutMillis,
  });
  // Otherwise the 2,001st header would be dropped, and with it a second token.
  server.maxHeadersCount = 0;
  // A caller may say that it has sent all, and still wait for its answer (RFC 9112, section 9.6). Node.js knows this
  // setting, its types do not.
  Object.assign(server, { httpAllowHalfOpen: true });
  server.timeout = limits.silenceTimeoutMillis;
  return server;
}

/** What a caller may cost. */
export interface ServerLimits {
  /** Request line and headers that are read at all; beyond them the answer is 431. In bytes. */
  readonly headerBytes: number;
  /** How much of a body that nobody read is taken in after the answer, so that the caller gets to see it. In bytes. */
  readonly unreadBodyBytes: number;
  /** How long a caller may take for the headers. */
  readonly headersTimeoutMillis: number;
  /** How long a caller may take for the whole request. */
  readonly requestTimeoutMillis: number;
  /** How long a connection may be silent in both directions while an answer is under way. */
  readonly silenceTimeoutMillis: number;
  /** How long a connection may wait for its next request. */
  readonly keepAliveTimeoutMillis: number;
  /** How long `close` waits for the answers that are under way. */
  readonly closeTimeoutMillis: number;
}

/**
 * The limits unless others are given. Headers may be larger than the service takes them, so that the gateway says so
 * with its own error code; silence may last longer than the service waits for a backend.
 */
export const DEFAULT_LIMITS: ServerLimits = {
  headerBytes: 64 * 1024,
  unreadBodyBytes: 8 * 1024 * 1024,
  headersTimeoutMillis: 20_000,
  requestTimeoutMillis: 300_000,
  silenceTimeoutMillis: 120_000,
  keepAliveTimeoutMillis: 60_000,
  closeTimeoutMillis: 10_000,
};

const OTHER_PORT = 'port 0 takes any that is free';
const REASONS: Readonly<Record<string, { readonly text: string; readonly hint?: string }>> = {
  EACCES: { text: 'no permission to listen there', hint: OTHER_PORT },
  EADDRINUSE: { text: 'something else listens there', hint: OTHER_PORT },
  EADDRNOTAVAIL: { text: 'this machine has no such address' },
  ENOTFOUND: { text: 'no such host' },
};

/**
 * Listens, and says where.
 *
 * @throws GatewayError `address-unavailable`
 */
export async function listen(
  server: Server,
  host: string,
  port: number,
): Promise<{ readonly url: string; readonly port: number }> {
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (cause) {
    const { code = 'unknown error' } = cause as NodeJS.ErrnoException;
    const { text, hint } = REASONS[code] ?? { text: `cannot listen there (${code})` };
    throw new GatewayError('address-unavailable', text, { place: `${host}:${port}`, hint, cause });
  }
  const address = server.address() as AddressInfo;
  const shown = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return { url: `http://${shown}:${address.port}`, port: address.port };
}

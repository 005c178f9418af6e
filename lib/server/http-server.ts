import { createServer, type Server } from 'node:http';
import type { ServerLimits } from './server-limits';

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

/**
 * Floor 4: a gateway on a socket. Turns what comes over HTTP/1.1 into a GatewayRequest and sends the answer back; the
 * only folder that knows `node:http`. Decides nothing about who may call: it asks the handler that it is given.
 */

export { plainFetch } from './plain-fetch';
export { type RunningServer, type ServerOptions, startServer } from './start-server';

import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

const started: Server[] = [];

/** A server of this machine, at a port that is free. */
export async function startLoopback(listener: RequestListener): Promise<string> {
  return fullNameOf(createServer(listener), 'http');
}

/** The same over TLS, with a certificate that nobody has signed. */
export async function startLoopbackTls(
  listener: RequestListener,
  identity: { readonly key: string; readonly cert: string },
): Promise<string> {
  return fullNameOf(createTlsServer(identity, listener), 'https');
}

async function fullNameOf(server: Server, protocol: string): Promise<string> {
  started.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `${protocol}://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Ends them all. */
export async function stopLoopback(): Promise<void> {
  for (const server of started.splice(0)) {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
}

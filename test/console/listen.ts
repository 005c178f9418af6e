import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { GatewayRequest, GatewayResponse } from '../../lib/gateway';

/** A bare HTTP server on loopback around a function. */
export async function listen(answer: (request: GatewayRequest) => Promise<GatewayResponse>) {
  const server = createServer(async (incoming, outgoing) => {
    const { body, headers, status } = await answer(requestOf(incoming));
    outgoing.writeHead(status, headers.flat());
    if (body !== undefined && typeof body !== 'string' && !(body instanceof Uint8Array)) {
      for await (const chunk of body) outgoing.write(chunk);
      outgoing.end();
    } else outgoing.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function requestOf(incoming: IncomingMessage): GatewayRequest {
  const { headers, method = 'GET', rawHeaders, socket, url = '/' } = incoming;
  const lines = rawHeaders.flatMap((name, i) =>
    i % 2 === 0 ? [[name, rawHeaders[i + 1] ?? ''] as const] : [],
  );
  return {
    method,
    protocol: 'http',
    host: headers.host ?? '',
    target: url,
    headers: lines,
    body: incoming,
    clientAddress: socket.remoteAddress ?? '',
  };
}

import type { GatewayRequest, GatewayResponse } from '../../lib/gateway';
import { type RunningServer, type ServerOptions, startServer } from '../../lib/server';

/** Servers for tests; all are closed after each test. */
export function createServing() {
  const running: RunningServer[] = [];
  const logged: string[] = [];
  afterEach(async () => {
    await Promise.all(running.splice(0).map((server) => server.close()));
    logged.length = 0;
  });
  const serve = async (handle: ServerOptions['handle'], options: Partial<ServerOptions> = {}) => {
    const server = await startServer({ handle, log: (text) => logged.push(text), ...options });
    running.push(server);
    return server;
  };
  return { serve, logged };
}

/** An answer with a text. */
export function answer(body?: GatewayResponse['body'], rest: Partial<GatewayResponse> = {}): GatewayResponse {
  return { status: 200, headers: [], body, ...rest };
}

/** A handler that always answers the same. */
export const always = (response: GatewayResponse) => async () => response;

export async function textOf({ body }: GatewayRequest): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body ?? []) chunks.push(chunk);
  return Buffer.concat(chunks).toString('latin1');
}

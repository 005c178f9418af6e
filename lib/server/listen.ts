import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GatewayError } from '../errors';

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

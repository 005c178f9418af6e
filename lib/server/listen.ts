import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GatewayError } from '../errors';

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'no permission to listen there',
  EADDRINUSE: 'something else listens there',
  EADDRNOTAVAIL: 'this machine has no such address',
  ENOTFOUND: 'no such host',
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
    throw new GatewayError('address-unavailable', REASONS[code] ?? `cannot listen there (${code})`, {
      place: `${host}:${port}`,
      hint: 'port 0 takes any that is free',
      cause,
    });
  }
  const address = server.address() as AddressInfo;
  const shown = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return { url: `http://${shown}:${address.port}`, port: address.port };
}

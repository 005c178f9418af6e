import { isIPv4 } from 'node:net';

/**
 * What counts as this machine alone. An address, a name, a `Host` header and a URL are written differently, so each is
 * a question of its own; other spellings of the same address (`127.1`, `0x7f000001`, `0:0:0:0:0:0:0:1`) count for none.
 */

/** Whether the address of a caller is one of this machine: in 127.0.0.0/8, also as IPv4 inside IPv6, or `::1`. */
export function isLoopbackAddress(address: string): boolean {
  return isOwn(address.replace(/^::ffff:(?=\d)/i, ''));
}

/** Whether a name or an address to listen at is no other machine's: `localhost`, `127.0.0.1`, `::1`. */
export function isLoopbackName(name: string): boolean {
  return name.toLowerCase() === 'localhost' || isOwn(name);
}

/** Whether a `Host` header names this machine, with a port or without: `localhost:8080`, `[::1]`. */
export function isLoopbackHost(host: string): boolean {
  const [, name = ''] = /^(\[::1\]|[^:]*)(?::\d{1,5})?$/.exec(host) ?? [];
  return name === '[::1]' || isLoopbackName(name);
}

/** Whether a URL leads to this machine. Names below `localhost` do, by RFC 6761 section 6.3. */
export function isLoopbackUrl({ hostname }: URL): boolean {
  return isLoopbackHost(hostname) || hostname.endsWith('.localhost');
}

function isOwn(address: string): boolean {
  return address === '::1' || (address.startsWith('127.') && isIPv4(address));
}

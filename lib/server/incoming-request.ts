import type { GatewayRequest, HeaderLine } from '../gateway';
import type { Arrival } from './arrival';
import { readRequestAddress } from './request-address';

/** What a caller sent, as the gateway takes it; `undefined` for a request that is to be answered with 400. */
export function readIncomingRequest(arrival: Arrival): GatewayRequest | undefined {
  const { method = '', rawHeaders, socket, url = '' } = arrival.message;
  const { hasBody, headers, hosts } = readHeaders(rawHeaders);
  const address = readRequestAddress(url, hosts);
  if (address === undefined) return undefined;
  return {
    method,
    protocol: 'http',
    host: address.host,
    target: address.target,
    headers,
    body: hasBody ? { [Symbol.asyncIterator]: () => arrival.readBody() } : undefined,
    clientAddress: (socket.remoteAddress ?? '').replace(MAPPED_IPV4, ''),
    get signal() {
      return arrival.signal;
    },
  };
}

// How a socket for both IPv6 and IPv4 shows a caller of IPv4.
const MAPPED_IPV4 = /^::ffff:(?=\d+\.)/i;

const NAMES = ['host', 'content-length', 'transfer-encoding'] as const;
const NAME_LENGTHS: ReadonlySet<number> = new Set(NAMES.map(({ length }) => length));

/** Every header as sent: `message.headers` joins, drops and overwrites what comes more than once. */
function readHeaders(raw: readonly string[]) {
  const headers: HeaderLine[] = [];
  const hosts: string[] = [];
  let hasBody = false;
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = raw[i] ?? '';
    const value = raw[i + 1] ?? '';
    headers.push([name, value]);
    if (!NAME_LENGTHS.has(name.length)) continue;
    const known = name.toLowerCase();
    if (known === 'host') hosts.push(value);
    else if (known === 'transfer-encoding' || (known === 'content-length' && Number(value) > 0))
      hasBody = true;
  }
  return { headers, hosts, hasBody };
}

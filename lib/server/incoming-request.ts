import type { GatewayRequest, HeaderLine } from '../gateway';
import type { PendingRequest } from './pending-request';

/** What a caller sent, as the gateway takes it; `undefined` for a request that is to be answered with 400. */
export function readIncomingRequest(pending: PendingRequest): GatewayRequest | undefined {
  // Node.js takes HTTP/0.9 and HTTP/2.0 in a request line, and answers as if it were HTTP/1.1.
  if (pending.message.httpVersionMajor !== 1) return undefined;
  const read = readHeaders(pending.message.rawHeaders);
  // HTTP/1.0 has no chunks: whoever sends or reads it may see another end (RFC 9112, section 6.1).
  if (pending.message.httpVersionMinor === 0 && read.isChunked) return undefined;
  const address = readRequestAddress(pending.message.url ?? '', read.hosts);
  return address === undefined ? undefined : new IncomingRequest(pending, address, read);
}

// A class, since an object with a getter of its own takes many times as long to make.
class IncomingRequest implements GatewayRequest {
  readonly method: string;
  readonly protocol = 'http';
  readonly host: string;
  readonly target: string;
  readonly headers: readonly HeaderLine[];
  readonly body: AsyncIterable<Uint8Array> | undefined;
  readonly clientAddress: string;
  readonly #pending: PendingRequest;

  constructor(pending: PendingRequest, { host, target }: RequestAddress, { hasBody, headers }: HeadersRead) {
    const { method = '', socket } = pending.message;
    this.method = method;
    this.host = host;
    this.target = target;
    this.headers = headers;
    this.body = hasBody ? { [Symbol.asyncIterator]: () => pending.readBody() } : undefined;
    this.clientAddress = (socket.remoteAddress ?? '').replace(MAPPED_IPV4, '');
    this.#pending = pending;
  }

  get signal(): AbortSignal {
    return this.#pending.signal;
  }
}

// How a socket for both IPv6 and IPv4 shows a caller of IPv4.
const MAPPED_IPV4 = /^::ffff:(?=\d+\.)/i;

const NAMES = ['host', 'content-length', 'transfer-encoding'] as const;
const NAME_LENGTHS: ReadonlySet<number> = new Set(NAMES.map(({ length }) => length));

interface HeadersRead {
  readonly headers: readonly HeaderLine[];
  /** The values of all Host headers. */
  readonly hosts: readonly string[];
  readonly hasBody: boolean;
  readonly isChunked: boolean;
}

/** Every header as sent: `message.headers` joins, drops and overwrites what comes more than once. */
function readHeaders(raw: readonly string[]): HeadersRead {
  const headers: HeaderLine[] = [];
  const hosts: string[] = [];
  let hasLength = false;
  let isChunked = false;
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = raw[i] ?? '';
    const value = raw[i + 1] ?? '';
    headers.push([name, value]);
    if (!NAME_LENGTHS.has(name.length)) continue;
    const known = name.toLowerCase();
    if (known === 'host') hosts.push(value);
    else if (known === 'transfer-encoding') isChunked = true;
    else if (known === 'content-length' && Number(value) > 0) hasLength = true;
  }
  return { headers, hosts, hasBody: hasLength || isChunked, isChunked };
}

/** Where a request goes, by its request line and its Host header. */
interface RequestAddress {
  readonly host: string;
  /** Path and query, as sent. */
  readonly target: string;
}

// RFC 3986, section 3.2: a registered name, an IPv4 or an IPv6 address, and a port. No user name: RFC 9112 has none.
const AUTHORITY = /^(?:[\w.~!$&'()*+,;=%-]*|\[[\da-f:.]+\])(?::\d{0,5})?$/i;
const ABSOLUTE = /^https?:\/\/([^/?#]*)([^#]*)$/i;

/**
 * The address of a request, or `undefined` for one that RFC 9112 (section 3.2) has refused with 400.
 *
 * @param url the target as sent: `/orders?a=b`, `http://host/orders`, or `*`
 * @param hosts the values of all Host headers
 */
function readRequestAddress(url: string, hosts: readonly string[]): RequestAddress | undefined {
  const [host = '', ...others] = hosts;
  if (others.length > 0 || !AUTHORITY.test(host)) return undefined;
  if (url.startsWith('/') && !url.includes('#')) return { host, target: url };
  if (url === '*') return { host, target: url };
  const [, authority = '', rest = ''] = ABSOLUTE.exec(url) ?? [];
  if (authority === '' || !AUTHORITY.test(authority)) return undefined;
  return { host: authority, target: rest.startsWith('/') ? rest : `/${rest}` };
}

/** Where a request goes, by its request line and its Host header. */
export interface RequestAddress {
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
export function readRequestAddress(url: string, hosts: readonly string[]): RequestAddress | undefined {
  const [host = '', ...others] = hosts;
  if (others.length > 0 || !AUTHORITY.test(host)) return undefined;
  if (url.startsWith('/') && !url.includes('#')) return { host, target: url };
  if (url === '*') return { host, target: url };
  const [, authority = '', rest = ''] = ABSOLUTE.exec(url) ?? [];
  if (authority === '' || !AUTHORITY.test(authority)) return undefined;
  return { host: authority, target: rest.startsWith('/') ? rest : `/${rest}` };
}

import type { GatewayRequest } from '../gateway';
import { isLoopbackAddress, isLoopbackHost } from '../loopback';

/**
 * Why a request does not come from this machine and from the page itself; `undefined` when it does.
 *
 * `Host` tells a name that was made to point to this machine, `Origin` and `Sec-Fetch-Site` a page of somebody else:
 * a browser lets no script change them. Tools such as curl send neither of the last two. A proxy on this machine makes
 * every caller look like one of this machine, and says so in a header.
 *
 * @see https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Sec-Fetch-Site
 */
export function findForeignness(request: GatewayRequest): string | undefined {
  const { clientAddress, host, protocol } = request;
  if (!isLoopbackAddress(clientAddress)) return 'this page is for the machine that the gateway runs on';
  if (!isLoopbackHost(host)) return 'this page is at localhost or a loopback address only';
  const proxied = request.headers.find(([name]) => PROXIED.test(name));
  if (proxied !== undefined)
    return `a proxy handed this on (${proxied[0]}), and who asked it nobody knows; open the address yourself`;
  const origins = valuesOf(request, 'origin');
  const sites = valuesOf(request, 'sec-fetch-site');
  const isOwn = origins.every((origin) => origin.toLowerCase() === `${protocol}://${host}`.toLowerCase());
  const isDirect = sites.every((site) => site === 'same-origin' || site === 'none');
  if (isOwn && isDirect) return undefined;
  return 'another site asked for this; open the address yourself';
}

/** RFC 9110 section 7.6.3, RFC 7239, and what came before that. */
const PROXIED = /^(?:via|forwarded|x-forwarded-.*|x-real-ip)$/i;

/** The values of a header, each as sent. */
export function valuesOf({ headers }: Pick<GatewayRequest, 'headers'>, name: string): string[] {
  return headers.flatMap(([each, value]) => (each.toLowerCase() === name ? [value] : []));
}

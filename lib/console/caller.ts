import type { GatewayRequest } from '../gateway';
import { isLoopbackAddress, isLoopbackHost } from '../loopback';

/**
 * Why a request does not come from this machine and from the page itself; `undefined` when it does.
 *
 * `Host` tells a name that was made to point to this machine, `Origin` and `Sec-Fetch-Site` a page of somebody else:
 * a browser lets no script change them. Tools such as curl send neither of the last two.
 *
 * @see https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Sec-Fetch-Site
 */
export function findForeignness(request: GatewayRequest): string | undefined {
  const { clientAddress, host, protocol } = request;
  if (!isLoopbackAddress(clientAddress)) return 'this page is for the machine that the gateway runs on';
  if (!isLoopbackHost(host)) return 'this page is at localhost or a loopback address only';
  const origins = valuesOf(request, 'origin');
  const sites = valuesOf(request, 'sec-fetch-site');
  const isOwn = origins.every((origin) => origin.toLowerCase() === `${protocol}://${host}`.toLowerCase());
  const isDirect = sites.every((site) => site === 'same-origin' || site === 'none');
  if (isOwn && isDirect) return undefined;
  return 'another site asked for this; open the address yourself';
}

/** The values of a header, each as sent. */
export function valuesOf({ headers }: Pick<GatewayRequest, 'headers'>, name: string): string[] {
  return headers.flatMap(([each, value]) => (each.toLowerCase() === name ? [value] : []));
}

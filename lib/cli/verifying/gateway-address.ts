import { GatewayError } from '../../errors';
import { isLoopbackUrl } from '../../loopback';

/**
 * Reads the address of a gateway: `https://api.example.com`, or with a path that comes before every route's.
 *
 * @throws GatewayError `usage`
 */
export function parseGatewayAddress(text: string): URL {
  const hint = 'write it like https://api.example.com or http://localhost:8080';
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new GatewayError('usage', `'${text}' is no http or https address`, { place: 'URL', hint });
  }
  if (url.username !== '' || url.password !== '') {
    throw new GatewayError('usage', 'a user or password does not belong into the address', {
      place: 'URL',
      hint: "give --header 'Authorization: …' where the gateway wants it",
    });
  }
  if (url.search !== '' || url.hash !== '') {
    throw new GatewayError('usage', 'the address ends with its path', { place: 'URL', hint });
  }
  return url;
}

/** Whether what is sent there can be read on the way. */
export function isReadableOnTheWay(url: URL): boolean {
  return url.protocol === 'http:' && !isLoopbackUrl(url);
}

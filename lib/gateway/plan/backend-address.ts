import { GatewayError } from '../../errors';

/**
 * The base of a backend's address, without a final slash.
 *
 * @throws GatewayError `backend-invalid` for what is no http or https address
 */
export function parseBase(address: string, place: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.search !== '' || url.hash !== '')
    throw new GatewayError('backend-invalid', `${JSON.stringify(address)} is not the address of a backend`, {
      place,
      hint: 'give an http or https address, such as http://127.0.0.1:9000',
    });
  return url.href.replace(/\/$/, '');
}

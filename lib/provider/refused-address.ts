import { BlockList, isIP } from 'node:net';

/**
 * Addresses at which clouds hand out credentials to the machine itself, and the link-local ones around them. In IPv6
 * they are also written as mapped (RFC 4291) and translated (RFC 6052) IPv4 addresses.
 */
const REFUSED = new BlockList();
REFUSED.addSubnet('169.254.0.0', 16, 'ipv4');
REFUSED.addAddress('100.100.100.200', 'ipv4');
REFUSED.addSubnet('fe80::', 10, 'ipv6');
REFUSED.addAddress('fd00:ec2::254', 'ipv6');
REFUSED.addSubnet('64:ff9b::a9fe:0', 112, 'ipv6');
REFUSED.addAddress('64:ff9b::6464:64c8', 'ipv6');

/**
 * Whether nothing may be asked at an IP address, because it is link-local or hands out credentials of the machine.
 *
 * @param address as a name resolves to it, or as it stands in a URL, with or without brackets
 */
export function isRefusedAddress(address: string): boolean {
  const plain = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  const family = isIP(plain);
  return family !== 0 && REFUSED.check(plain, family === 6 ? 'ipv6' : 'ipv4');
}

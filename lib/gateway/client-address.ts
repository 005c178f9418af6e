import { BlockList, isIP } from 'node:net';

/** An address as IPv4 where it is one inside IPv6: `::ffff:192.0.2.7`. Without the zone of `fe80::1%eth0`. */
export function plainAddress(address: string): string {
  const [bare = ''] = address.split('%');
  return bare.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
}

/** Whether the address is one of this machine alone. */
export function isLoopback(address: string): boolean {
  const plain = plainAddress(address);
  return plain === '::1' || (isIP(plain) === 4 && plain.startsWith('127.'));
}

/** Addresses and ranges (`192.0.2.0/24`, `2001:db8::/32`), to be asked about one address at a time. */
export class AddressSet {
  readonly #list = new BlockList();

  constructor(blocks: readonly string[]) {
    for (const block of blocks) this.#add(block);
  }

  has(address: string): boolean {
    const plain = plainAddress(address);
    const family = isIP(plain);
    return family !== 0 && this.#list.check(plain, family === 4 ? 'ipv4' : 'ipv6');
  }

  #add(block: string): void {
    const [address = '', bits] = block.split('/');
    const plain = plainAddress(address);
    const family = isIP(plain) === 4 ? 'ipv4' : 'ipv6';
    if (bits === undefined) this.#list.addAddress(plain, family);
    else this.#list.addSubnet(plain, plain === address ? Number(bits) : Number(bits) - 96, family);
  }
}

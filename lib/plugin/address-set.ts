import { BlockList, isIP } from 'node:net';

/** An address as IPv4 where it is one inside IPv6: `::ffff:192.0.2.7`. Without the zone of `fe80::1%eth0`. */
export function plainAddress(address: string): string {
  const [bare = ''] = address.split('%');
  return bare.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
}

/** Whether a text is an IPv4 or IPv6 address. */
export function isAddress(text: string): boolean {
  return isIP(text) !== 0;
}

/** Whether a text is an address or a range: `192.0.2.7`, `192.0.2.0/24`, `2001:db8::/32`. */
export function isAddressRange(text: string): boolean {
  return prefixBits(text) !== undefined;
}

/** How many bits of the address count, `undefined` for what is no address or range. */
export function prefixBits(value: string): number | undefined {
  const [, address = '', prefix] = /^([0-9A-Fa-f.:]+)(?:\/(0|[1-9]\d*))?$/.exec(value) ?? [];
  const version = isIP(address);
  if (version === 0) return undefined;
  const width = version === 4 ? 32 : 128;
  const bits = prefix === undefined ? width : Number(prefix);
  return bits <= width ? bits : undefined;
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
    // Of an IPv4 range inside IPv6, 96 bits are the same for all of IPv4.
    const inside = plain === address ? 0 : 96;
    if (bits === undefined) this.#list.addAddress(plain, family);
    else this.#list.addSubnet(plain, Math.max(0, Number(bits) - inside), family);
  }
}

import { isIPv4 } from 'node:net';

/** Addresses from the first to the last, as numbers of one family. */
interface Range {
  readonly first: bigint;
  readonly last: bigint;
}

type Family = 4 | 6;

const BITS: Readonly<Record<Family, number>> = { 4: 32, 6: 128 };

/** A set of IPv4 and IPv6 addresses: ranges that neither meet nor overlap, in order. */
export class AddressRanges {
  static readonly none = new AddressRanges([], []);
  static readonly all = AddressRanges.none.complement();

  private constructor(
    private readonly v4: readonly Range[],
    private readonly v6: readonly Range[],
  ) {}

  /** The addresses in any of the blocks: `192.0.2.7`, `192.0.2.0/24`, `2001:db8::/32`; what is no block is left out. */
  static of(blocks: readonly string[]): AddressRanges {
    const ranges = blocks.flatMap((block) => rangeOf(block) ?? []);
    return new AddressRanges(
      merged(ranges.filter(({ family }) => family === 4)),
      merged(ranges.filter(({ family }) => family === 6)),
    );
  }

  get isEmpty(): boolean {
    return this.v4.length + this.v6.length === 0;
  }

  /** Whether every IPv4 address, or every IPv6 address, is in it. All of IPv6 has all of IPv4 inside. */
  get hasWholeFamily(): boolean {
    return gapsIn(merged([...this.v4, ...mappedIn(this.v6)]), 4).length === 0;
  }

  complement(): AddressRanges {
    return new AddressRanges(gapsIn(this.v4, 4), gapsIn(this.v6, 6));
  }

  union(other: AddressRanges): AddressRanges {
    return new AddressRanges(merged([...this.v4, ...other.v4]), merged([...this.v6, ...other.v6]));
  }

  /** What is in this set and not in the other. */
  without(other: AddressRanges): AddressRanges {
    return this.complement().union(other).complement();
  }

  /** The fewest blocks that make the set. */
  toBlocks(): string[] {
    return [...blocksIn(this.v4, 4), ...blocksIn(this.v6, 6)];
  }
}

function rangeOf(block: string): (Range & { readonly family: Family }) | undefined {
  const [, address = '', prefix] = /^([0-9A-Fa-f.:]+)(?:\/(\d+))?$/.exec(block.trim()) ?? [];
  const family = isIPv4(address) ? 4 : 6;
  const value = numberOf(address);
  const bits = prefix === undefined ? BITS[family] : Number(prefix);
  if (value === undefined || bits > BITS[family]) return undefined;
  const size = 1n << BigInt(BITS[family] - bits);
  const first = (value / size) * size;
  return { family, first, last: first + size - 1n };
}

function numberOf(address: string): bigint | undefined {
  if (isIPv4(address)) return address.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n);
  const url = `http://[${address}]/`;
  if (!URL.canParse(url)) return undefined;
  const [head, tail] = new URL(url).hostname.slice(1, -1).split('::');
  const groups = (text: string | undefined) => (text ? text.split(':') : []);
  const [left, right] = [groups(head), groups(tail)];
  const zeros = new Array<string>(8 - left.length - right.length).fill('0');
  return [...left, ...zeros, ...right].reduce((sum, part) => sum * 65536n + BigInt(`0x${part}`), 0n);
}

function merged(ranges: readonly Range[]): Range[] {
  const sorted = [...ranges].sort((a, b) => Number(a.first - b.first));
  const result: Range[] = [];
  for (const { first, last } of sorted) {
    const previous = result.at(-1);
    if (previous === undefined || first > previous.last + 1n) result.push({ first, last });
    else if (last > previous.last) result[result.length - 1] = { first: previous.first, last };
  }
  return result;
}

/** Where `::ffff:0.0.0.0` is. */
const MAPPED = 0xffff00000000n;

/** The IPv4 addresses that are written as IPv6: `::ffff:192.0.2.7`. */
function mappedIn(v6: readonly Range[]): Range[] {
  return v6
    .map(({ first, last }) => ({ first: first - MAPPED, last: last - MAPPED }))
    .filter(({ first, last }) => last >= 0n && first < 1n << BigInt(BITS[4]));
}

function gapsIn(ranges: readonly Range[], family: Family): Range[] {
  const end = 1n << BigInt(BITS[family]);
  const gaps: Range[] = [];
  let next = 0n;
  for (const { first, last } of ranges) {
    if (first > next) gaps.push({ first: next, last: first - 1n });
    next = last + 1n;
  }
  return next < end ? [...gaps, { first: next, last: end - 1n }] : gaps;
}

function* blocksIn(ranges: readonly Range[], family: Family): Generator<string> {
  for (const range of ranges) {
    let { first } = range;
    while (first <= range.last) {
      let bits = 0;
      while (fits(first, BigInt(bits + 1), range.last)) bits += 1;
      yield `${textOf(first, family)}/${BITS[family] - bits}`;
      first += 1n << BigInt(bits);
    }
  }
}

/** Whether a block of so many free bits begins here and ends in time. */
function fits(first: bigint, bits: bigint, last: bigint): boolean {
  const size = 1n << bits;
  return first % size === 0n && first + size - 1n <= last;
}

function textOf(value: bigint, family: Family): string {
  if (family === 4) return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.');
  const groups = Array.from({ length: 8 }, (_, index) =>
    ((value >> BigInt(112 - 16 * index)) & 65535n).toString(16),
  );
  return new URL(`http://[${groups.join(':')}]/`).hostname.slice(1, -1);
}

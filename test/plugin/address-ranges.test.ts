import fc from 'fast-check';
import { AddressRanges, AddressSet } from '../../lib/plugin';

test.each([
  { blocks: ['10.0.0.0/9', '10.128.0.0/9'], merged: ['10.0.0.0/8'] },
  { blocks: ['192.0.2.7', '192.0.2.6/32', '192.0.2.9'], merged: ['192.0.2.6/31', '192.0.2.9/32'] },
  { blocks: ['10.1.2.3/8'], merged: ['10.0.0.0/8'] },
  { blocks: ['2001:db8::/33', '2001:db8:8000::/33', '::1'], merged: ['::1/128', '2001:db8::/32'] },
  { blocks: ['::ffff:192.0.2.1'], merged: ['::ffff:c000:201/128'] },
  { blocks: ['0.0.0.0/0', '::/0'], merged: ['0.0.0.0/0', '::/0'] },
  { blocks: ['10.0.0.0/8', '10.1.0.0/16', '10.255.255.255'], merged: ['10.0.0.0/8'] },
  { blocks: [' 10.0.0.0/8 ', '0.0.0.1/032'], merged: ['0.0.0.1/32', '10.0.0.0/8'] },
  { blocks: ['10.0.0.9', '9.9.9.9', '10.0.0.9', '10.0.0.8'], merged: ['9.9.9.9/32', '10.0.0.8/31'] },
  { blocks: ['255.255.255.255', '254.0.0.0/7'], merged: ['254.0.0.0/7'] },
  { blocks: ['1:2:3:4:5:6:7:8', 'ABCD::'], merged: ['1:2:3:4:5:6:7:8/128', 'abcd::/128'] },
  { blocks: ['1::2:3/128', '::/127'], merged: ['::/127', '1::2:3/128'] },
  { blocks: ['nonsense', '10.0.0.0/33', '::/129', ''], merged: [] },
  { blocks: ['10.0.0.0/8/8', '10.0.0.0/', '/8', 'x10.0.0.0', '10.0.0.0/8x', '10.0.0'], merged: [] },
  { blocks: ['::1]', '::1]?', '[::1]', 'fe80::1%eth0', 'abcd'], merged: [] },
])('$blocks are $merged', ({ blocks, merged }) => {
  expect(AddressRanges.of(blocks).toBlocks()).toEqual(merged);
});

test.each([
  { blocks: ['10.0.0.0/8'], without: ['10.0.0.0/10'], left: ['10.64.0.0/10', '10.128.0.0/9'] },
  { blocks: ['10.0.0.0/29'], without: ['10.0.0.0', '10.0.0.7'], left: [1, 2, 4, 6] },
  { blocks: ['::/0'], without: ['8000::/1', '0.0.0.0/0'], left: ['::/1'] },
  { blocks: ['10.0.0.0/8', '::1'], without: ['10.0.0.0/8'], left: ['::1/128'] },
  { blocks: ['10.0.0.0/8', '::1'], without: ['::2'], left: ['10.0.0.0/8', '::1/128'] },
  { blocks: ['10.0.0.0/8'], without: ['0.0.0.0/0'], left: [] },
])('$blocks without $without are $left', ({ blocks, without, left }) => {
  const expected = left.map((each) =>
    typeof each === 'number' ? `10.0.0.${each}/${each === 2 || each === 4 ? 31 : 32}` : each,
  );
  const rest = AddressRanges.of(blocks).without(AddressRanges.of(without));
  expect(rest.toBlocks()).toEqual(expected);
  expect(rest.isEmpty).toBe(left.length === 0);
});

test('ranges that overlap, and of which none holds the other, are joined', () => {
  const some = AddressRanges.of(['10.0.0.128/25', '10.0.1.0/25']);
  const others = AddressRanges.of(['10.0.1.0/24', '10.0.2.0/32']);
  const joined = ['10.0.0.128/25', '10.0.1.0/24', '10.0.2.0/32'];
  expect(some.union(others).toBlocks()).toEqual(joined);
  expect(others.union(some).toBlocks()).toEqual(joined);
});

test('none of the addresses are no address, and all of them every one of both families', () => {
  expect(AddressRanges.none.toBlocks()).toEqual([]);
  expect(AddressRanges.all.toBlocks()).toEqual(['0.0.0.0/0', '::/0']);
});

test.each([
  { blocks: [], isWhole: false },
  { blocks: ['0.0.0.0/0'], isWhole: true },
  { blocks: ['0.0.0.0/1'], isWhole: false },
  { blocks: ['0.0.0.0/1', '128.0.0.0/1'], isWhole: true },
  { blocks: ['0.0.0.0/1', '128.0.0.1/1', '::1'], isWhole: true },
  { blocks: ['::/0'], isWhole: true },
  { blocks: ['::/1', '8000::/1'], isWhole: true },
  { blocks: ['8000::/1'], isWhole: false },
  { blocks: ['::ffff:0.0.0.0/96'], isWhole: true },
  { blocks: ['::ffff:0:0/97', '::ffff:8000:0/97'], isWhole: true },
  { blocks: ['::ffff:0:0/97', '128.0.0.0/2'], isWhole: false },
  { blocks: ['::ffff:0:0/97', '128.0.0.0/1'], isWhole: true },
  { blocks: ['::fffe:ffff:ffff', '0.0.0.0/1', '::ffff:8000:0/97', '2001:db8::1'], isWhole: true },
  { blocks: ['0.0.0.1', '0.0.0.2/31', '0.0.0.4/30', '::fffe:ffff:ffff'], isWhole: false },
])('$blocks have every address of a family: $isWhole', ({ blocks, isWhole }) => {
  expect(AddressRanges.of(blocks).hasWholeFamily).toBe(isWhole);
  const set = new AddressSet(blocks);
  const some = ['0.0.0.0', '127.255.255.255', '128.0.0.0', '255.255.255.255'];
  expect(some.every((address) => set.has(address))).toBe(isWhole);
});

test('all of IPv4 may be written as IPv6 in part', () => {
  const all = AddressRanges.of(['0.0.0.0/0']);
  for (const address of ['0.0.0.0', '192.0.2.7', '255.255.255.255']) {
    const others = all.without(AddressRanges.of([address]));
    expect(others.hasWholeFamily).toBe(false);
    expect(others.union(AddressRanges.of([`::ffff:${address}`])).hasWholeFamily).toBe(true);
  }
});

const block = fc
  .tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 }))
  .map(([address, bits]) => `${address}/${bits}`);
const set = fc.array(fc.oneof(block, fc.ipV6()), { maxLength: 4 }).map((blocks) => AddressRanges.of(blocks));
const textOf = (each: AddressRanges): string => each.toBlocks().join();

test('sets are sets', () => {
  fc.assert(
    fc.property(set, set, (a, b) => {
      expect(textOf(a.complement().complement())).toBe(textOf(a));
      expect(textOf(a.union(b))).toBe(textOf(b.union(a)));
      expect(a.without(a).isEmpty).toBe(true);
      expect(textOf(a.without(b).union(b))).toBe(textOf(a.union(b)));
      expect(textOf(AddressRanges.of(a.toBlocks()))).toBe(textOf(a));
      expect(textOf(AddressRanges.all.without(a))).toBe(textOf(a.complement()));
      expect(a.isEmpty).toBe(a.toBlocks().length === 0);
    }),
    { numRuns: 50 },
  );
});

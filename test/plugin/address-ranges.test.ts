import fc from 'fast-check';
import { AddressRanges } from '../../lib/plugin';

test.each([
  { blocks: ['10.0.0.0/9', '10.128.0.0/9'], merged: ['10.0.0.0/8'] },
  { blocks: ['192.0.2.7', '192.0.2.6/32', '192.0.2.9'], merged: ['192.0.2.6/31', '192.0.2.9/32'] },
  { blocks: ['10.1.2.3/8'], merged: ['10.0.0.0/8'] },
  { blocks: ['2001:db8::/33', '2001:db8:8000::/33', '::1'], merged: ['::1/128', '2001:db8::/32'] },
  { blocks: ['::ffff:192.0.2.1'], merged: ['::ffff:c000:201/128'] },
  { blocks: ['0.0.0.0/0', '::/0'], merged: ['0.0.0.0/0', '::/0'] },
  { blocks: ['nonsense', '10.0.0.0/33', ''], merged: [] },
])('$blocks are $merged', ({ blocks, merged }) => {
  expect(AddressRanges.of(blocks).toBlocks()).toEqual(merged);
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
    }),
    { numRuns: 50 },
  );
});

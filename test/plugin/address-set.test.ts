import fc from 'fast-check';
import { AddressSet, plainAddress } from '../../lib/plugin';
import { isAddress, isAddressRange, prefixBits } from '../../lib/plugin/address-set';

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['::FFFF:192.0.2.7', '192.0.2.7'],
  ['::ffff:198.51.100.233', '198.51.100.233'],
  ['fe80::1%eth0', 'fe80::1'],
  ['::ffff:192.0.2.7%eth0', '192.0.2.7'],
  ['2001:db8::ffff:192.0.2.7', '2001:db8::ffff:192.0.2.7'],
  ['::ffff:c000:207', '::ffff:c000:207'],
  ['::ffff:192.0.2.7.9', '::ffff:192.0.2.7.9'],
  ['::ffff:192.0.2.7x', '::ffff:192.0.2.7x'],
  ['', ''],
])('%s is plainly %s', (address, plain) => {
  expect(plainAddress(address)).toBe(plain);
});

test.each<[string, number | undefined]>([
  ['192.0.2.7', 32],
  ['192.0.2.0/24', 24],
  ['0.0.0.0/0', 0],
  ['192.0.2.7/32', 32],
  ['192.0.2.0/33', undefined],
  ['2001:DB8::1', 128],
  ['2001:db8::/32', 32],
  ['::/128', 128],
  ['::/129', undefined],
  ['192.0.2.0/08', undefined],
  ['192.0.2.0/', undefined],
  ['192.0.2.0/24/8', undefined],
  ['x192.0.2.0/24', undefined],
  ['/24', undefined],
  ['', undefined],
])('of %s count as many bits: %s', (range, bits) => {
  expect(prefixBits(range)).toBe(bits);
  expect(isAddressRange(range)).toBe(bits !== undefined);
});

test.each([
  ['192.0.2.7', true],
  ['2001:db8::1', true],
  ['192.0.2.0/24', false],
  ['nobody', false],
])('%s is an address: %s', (text, expected) => {
  expect(isAddress(text)).toBe(expected);
});

test.each<[string[], string[], string[]]>([
  [['192.0.2.7'], ['192.0.2.7', '::ffff:192.0.2.7', '::ffff:c000:207'], ['192.0.2.6', '::c000:207']],
  [
    ['192.0.2.0/24', '10.0.0.0/8'],
    ['192.0.2.255', '10.9.8.7'],
    ['192.0.3.0', '11.0.0.0'],
  ],
  [['0.0.0.0/0'], ['0.0.0.0', '255.255.255.255'], ['2001:db8::1']],
  [
    ['2001:db8::/32', 'fe80::1'],
    ['2001:db8:1::', 'fe80::1%eth0'],
    ['2001:db9::', 'fe80::2', '192.0.2.7'],
  ],
  [['::ffff:192.0.2.0/120'], ['192.0.2.0', '192.0.2.255'], ['192.0.3.0', '192.0.1.255']],
  [['::ffff:192.0.2.9'], ['192.0.2.9', '::ffff:192.0.2.9'], ['192.0.2.8']],
  [['::ffff:0.0.0.0/96'], ['192.0.2.9'], ['2001:db8::1']],
  [[], [], ['192.0.2.7', '']],
  [['::/0'], ['2001:db8::1'], ['nobody', '']],
])('the set of %j has %j, and not %j', (blocks, inside, outside) => {
  const set = new AddressSet(blocks);
  expect(inside.filter((each) => !set.has(each))).toEqual([]);
  expect(outside.filter((each) => set.has(each))).toEqual([]);
});

test('a range has the addresses that begin with its bits', () => {
  const number = (address: string) => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  fc.assert(
    fc.property(fc.ipV4(), fc.ipV4(), fc.integer({ min: 0, max: 32 }), (range, address, bits) => {
      const size = 2 ** (32 - bits);
      const isInside = Math.floor(number(range) / size) === Math.floor(number(address) / size);
      expect(new AddressSet([`${range}/${bits}`]).has(address)).toBe(isInside);
      expect(new AddressSet([`::ffff:${range}/${96 + bits}`]).has(address)).toBe(isInside);
    }),
  );
});

import fc from 'fast-check';
import { isLoopbackAddress, isLoopbackHost, isLoopbackName, isLoopbackUrl } from '../lib/loopback';

/** What looks like this machine and is not, or is in a spelling that nothing here has to understand. */
const LOOKALIKES = [
  '',
  ' ',
  '.',
  ':80',
  '0.0.0.0',
  '::',
  '::2',
  '128.0.0.1',
  '126.255.255.255',
  '10.0.0.1',
  '::ffff:10.0.0.1',
  'fe80::1',
  '1127.0.0.1',
  '127.0.0.1.',
  '127.0.0.256',
  '127.0.0',
  '127.1',
  '127.0.0.01',
  '0177.0.0.1',
  '0x7f.0.0.1',
  '0x7f000001',
  '2130706433',
  '127.0.0.1.evil.example',
  '127.0.0.1@evil.example',
  '127.0.0.1%eth0',
  '127.0.0.1\n',
  '１２７.0.0.1',
  '::1%lo',
  '::ffff:::1',
  '0:0:0:0:0:0:0:1',
  '::ffff:7f00:1',
  '64:ff9b::127.0.0.1',
  'localhost.',
  'localhost.evil.example',
  'evil.example',
  'evil.localhost.example',
  'xlocalhost',
  'localhost:8080@evil.example',
  'evil.example#localhost',
  'localhost\0',
  'localhost,evil.example',
  'ʟocalhost',
];

const ipv4 = fc.tuple(...Array.from({ length: 3 }, () => fc.nat(255))).map((bytes) => bytes.join('.'));

test('all of 127.0.0.0/8 is this machine, however it is asked about', () => {
  fc.assert(
    fc.property(ipv4, fc.nat(65_535), (rest, port) => {
      const address = `127.${rest}`;
      expect(isLoopbackAddress(address)).toBe(true);
      expect(isLoopbackAddress(`::ffff:${address}`)).toBe(true);
      expect(isLoopbackName(address)).toBe(true);
      expect(isLoopbackHost(`${address}:${port}`)).toBe(true);
      expect(isLoopbackUrl(new URL(`http://${address}:${port}/`))).toBe(true);
    }),
  );
});

test('no other address is, and no name that only begins or ends like one', () => {
  const around = fc.stringMatching(/^[a-z.@#/% -]+$/);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 255 }), ipv4, around, (first, rest, more) => {
      fc.pre(first !== 127);
      const others = ['localhost', '127.0.0.1', '::1', '[::1]'].flatMap((own) => [own + more, more + own]);
      for (const isLoopback of [isLoopbackAddress, isLoopbackName, isLoopbackHost])
        expect([`${first}.${rest}`, ...others].filter(isLoopback)).toEqual([]);
    }),
  );
});

describe('the address of a caller', () => {
  test.each(['127.0.0.1', '127.255.255.255', '::1', '::ffff:127.0.0.1', '::FFFF:127.9.9.9'])(
    '%s is this machine',
    (address) => {
      expect(isLoopbackAddress(address)).toBe(true);
    },
  );

  test.each([...LOOKALIKES, 'localhost', '[::1]', '127.0.0.1:80', '[::1]:80'])('%j is not', (address) => {
    expect(isLoopbackAddress(address)).toBe(false);
  });
});

describe('a name to listen at', () => {
  test.each(['localhost', 'LocalHost', '127.0.0.1', '::1'])('%s is this machine', (name) => {
    expect(isLoopbackName(name)).toBe(true);
  });

  test.each([...LOOKALIKES, '[::1]', 'localhost:80', 'orders.localhost', '::ffff:127.0.0.1'])(
    '%j is not',
    (name) => {
      expect(isLoopbackName(name)).toBe(false);
    },
  );
});

describe('the Host header', () => {
  test.each(['localhost', 'LOCALHOST:1', 'localhost:65535', '127.0.0.1:80', '[::1]', '[::1]:8080'])(
    '%s names this machine',
    (host) => {
      expect(isLoopbackHost(host)).toBe(true);
    },
  );

  test.each([
    ...LOOKALIKES,
    '::1',
    '::1:80',
    '[::1',
    '[::1]80',
    '[::2]:80',
    '[127.0.0.1]',
    '[localhost]:80',
    '[::ffff:127.0.0.1]',
    'localhost:',
    'localhost:x',
    'localhost:123456',
    'localhost:80:80',
    'localhost:-1',
    'orders.localhost',
    'evil.example:80',
  ])('%j does not', (host) => {
    expect(isLoopbackHost(host)).toBe(false);
  });
});

describe('a URL', () => {
  test.each([
    'http://localhost:8080',
    'http://LOCALHOST/orders',
    'http://orders.localhost:8080',
    'http://127.0.0.1',
    'http://[::1]:80',
    // These are 127.0.0.1 and ::1 by the time that anything is sent.
    'http://2130706433',
    'http://0x7f.1',
    'http://0177.0.0.1',
    'http://[0:0:0:0:0:0:0:1]',
  ])('%s leads to this machine', (url) => {
    expect(isLoopbackUrl(new URL(url))).toBe(true);
  });

  test.each([
    'http://localhost.',
    'http://localhost.evil.example',
    'http://evil.example/localhost',
    'http://localhost@evil.example',
    'http://evil.example?http://localhost',
    'http://evillocalhost',
    'http://127.0.0.1.evil.example',
    'http://127.0.0.1.nip.io',
    'http://0.0.0.0',
    'http://[::]',
    'http://[::2]',
    'http://[::ffff:127.0.0.1]',
    'http://10.0.0.1',
    'data:,localhost',
  ])('%s does not', (url) => {
    expect(isLoopbackUrl(new URL(url))).toBe(false);
  });
});

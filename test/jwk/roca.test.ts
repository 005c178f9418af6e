import { generateKeyPairSync } from 'node:crypto';
import { PublicKeySet } from '../../lib/jwk';
import { isRocaModulus } from '../../lib/jwk/roca';
import { fixturePublicJwk } from '../fixtures/keys/fixture-keys';
import { gatewayErrorOf, problemsOf } from './gateway-error-of';

const PRIMES = Array.from({ length: 166 }, (_, i) => i + 2).filter((n) =>
  Array.from({ length: n - 2 }, (_, i) => i + 2).every((divisor) => n % divisor !== 0),
);

/** The product of the primes that the faulty library used, and a number of that many bits as it made them. */
const PRODUCT = PRIMES.reduce((product, prime) => product * BigInt(prime), 1n);
function faultyModulus(exponent: bigint, bits = 2048): Buffer {
  let rest = 1n;
  for (let i = 0n; i < exponent; i += 1n) rest = (rest * 65_537n) % PRODUCT;
  const high = ((1n << BigInt(bits - 1)) / PRODUCT + 12_345n) * PRODUCT;
  return Buffer.from((high + rest).toString(16).padStart(bits / 4, '0'), 'hex');
}

test.each([1n, 7n, 1000n])(
  'a modulus of the faulty library is known, whatever its exponent (%d)',
  (exponent) => {
    expect(isRocaModulus(faultyModulus(exponent))).toBe(true);
  },
);

test('no modulus that other libraries make looks the same', () => {
  const modulus = () =>
    Buffer.from(
      generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' }).n ?? '',
      'base64url',
    );
  for (let i = 0; i < 5; i += 1) expect(isRocaModulus(modulus())).toBe(false);
  expect(isRocaModulus(Buffer.from(fixturePublicJwk('RS256').n ?? '', 'base64url'))).toBe(false);
});

test('nothing, and a modulus next to a faulty one, are no such keys', () => {
  const faulty = faultyModulus(3n);
  faulty[255] = (faulty[255] ?? 0) ^ 2;
  expect(isRocaModulus(faulty)).toBe(false);
  expect(isRocaModulus(new Uint8Array(0))).toBe(false);
});

test.each(PRIMES)('a modulus that %d divides is no such key, whatever it is to the other primes', (prime) => {
  const faulty = BigInt(`0x${faultyModulus(3n).toString('hex')}`);
  // This changes what is left over by the one prime only.
  const step = PRODUCT / BigInt(prime);
  let modulus = faulty;
  while (modulus % BigInt(prime) !== 0n) modulus += step;
  expect(isRocaModulus(Buffer.from(modulus.toString(16), 'hex'))).toBe(false);
});

test('of a modulus that is short as well, only its size is said', async () => {
  const n = faultyModulus(5n, 1024).toString('base64url');
  expect(await problemsOf(() => PublicKeySet.parse({ kty: 'RSA', e: 'AQAB', n }))).toEqual([
    '$.n has 1024 bits; 2048 are the least (RFC 7518 section 3.3)',
  ]);
});

test('a set with such a key is refused', async () => {
  const n = faultyModulus(5n).toString('base64url');
  const { problems } = await gatewayErrorOf(() => PublicKeySet.parse({ kty: 'RSA', e: 'AQAB', n }));
  expect(problems).toEqual([
    {
      kind: 'weak',
      path: '$.n',
      message: 'was made by a faulty library: its private half can be computed (CVE-2017-15361)',
    },
  ]);
});

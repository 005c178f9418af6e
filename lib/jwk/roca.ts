const GENERATOR = 65_537;

/** The primes up to 167: the faulty library built every prime of a key from all of them. */
const PRIMES: readonly number[] = Array.from({ length: 166 }, (_, i) => i + 2).filter((n) =>
  Array.from({ length: n - 2 }, (_, i) => i + 2).every((divisor) => n % divisor !== 0),
);

/** For each prime the remainders that the modulus of such a key can leave: the powers of 65537. */
const REMAINDERS: ReadonlyMap<bigint, ReadonlySet<number>> = new Map(
  PRIMES.map((prime) => [BigInt(prime), powersOf(GENERATOR % prime, prime)]),
);

/**
 * Whether an RSA modulus was made by the faulty library of CVE-2017-15361 (ROCA), so that its private half can be
 * computed. Of all other moduli, one in a hundred million looks the same.
 *
 * @param modulus big-endian
 * @see https://nvd.nist.gov/vuln/detail/CVE-2017-15361
 */
export function isRocaModulus(modulus: Uint8Array): boolean {
  const n = BigInt(`0x${Buffer.from(modulus).toString('hex') || '0'}`);
  return [...REMAINDERS].every(([prime, remainders]) => remainders.has(Number(n % prime)));
}

function powersOf(base: number, prime: number): ReadonlySet<number> {
  const powers = new Set<number>();
  for (let power = 1; !powers.has(power); power = (power * base) % prime) powers.add(power);
  return powers;
}

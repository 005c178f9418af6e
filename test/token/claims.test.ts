import { digestOf } from '../../lib/token';
import { isJsonValue } from '../../lib/token/claims';

/** A list in a list, so many times. */
const listOf = (levels: number): unknown => Array.from({ length: levels }).reduce((inside) => [inside], null);

test('a claim may be as deep as a token can be read again, and no deeper', () => {
  const deepest = Array.from({ length: 2000 }, (_, levels) => levels).find((n) => !isJsonValue(listOf(n)));
  expect(deepest).toBeGreaterThan(1);
  expect(isJsonValue({ a: listOf((deepest ?? 0) - 1) })).toBe(false);
});

test('an object without a prototype is plain, and one of a class is not', () => {
  expect(isJsonValue(Object.assign(Object.create(null), { a: 1 }))).toBe(true);
  expect(isJsonValue(new Map())).toBe(false);
});

test('a digest is the SHA-256 hash in Base64', () => {
  expect(digestOf('abc')).toBe('ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=');
});

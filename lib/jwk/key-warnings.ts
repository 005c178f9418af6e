import type { Problem } from '../errors';
import { RSA_MODULUS_BITS } from '../facts';
import { bitsOf } from './key-check';
import type { PublicJwk } from './public-jwk';
import type { PublicKeySet } from './public-key-set';
import { signingAlgorithmOf } from './signing-algorithm';

const DOCUMENTED_BITS = RSA_MODULUS_BITS.value.documented;

/**
 * What is allowed in a key set but may not work with the service, which documents RS256 with 2048 bits only and
 * whose every example has `alg` and most `use` and `kid`; and keys that are not for signatures.
 */
export function keyWarnings(set: PublicKeySet): Problem[] {
  return set.keys.flatMap((key, index) => {
    const path = `$.keys[${index}]`;
    return [...absences(key, path), ...oddities(key, path)];
  });
}

function absences(key: PublicJwk, path: string): Problem[] {
  return (['alg', 'use', 'kid'] as const)
    .filter((member) => key[member] === undefined)
    .map((member) => ({
      path,
      message: `has no ${member}; every key in the vendor's current examples has one`,
    }));
}

function oddities(key: PublicJwk, path: string): Problem[] {
  if (signingAlgorithmOf(key) === undefined) {
    return [{ path, message: 'is not a key for signatures that we know: it verifies no token' }];
  }
  if (key.kty !== 'RSA') {
    return [{ path: `${path}.kty`, message: `is ${key.kty}; the service documents RSA only` }];
  }
  return [...algorithmOddities(key, `${path}.alg`), ...modulusOddities(key, `${path}.n`)];
}

function algorithmOddities({ alg = 'RS256' }: PublicJwk, path: string): Problem[] {
  return alg === 'RS256' ? [] : [{ path, message: `is ${alg}; the service documents RS256 only` }];
}

function modulusOddities({ n }: PublicJwk, path: string): Problem[] {
  // Every RSA key of a set has one, which was checked.
  const modulus = Buffer.from(n as string, 'base64url');
  const bits = bitsOf(modulus);
  return [
    ...(bits === DOCUMENTED_BITS
      ? []
      : [{ path, message: `has ${bits} bits; the service documents ${DOCUMENTED_BITS} only` }]),
    ...(modulus[0] === 0
      ? [{ path, message: 'begins with a zero byte, which RFC 7518 section 2 rules out' }]
      : []),
  ];
}

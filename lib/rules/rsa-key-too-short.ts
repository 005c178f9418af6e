import { RSA_MODULUS_BITS } from '../facts';
import { EXAMPLE_MODULUS, examplePlugin } from './example-plugin';
import { judgeKeys, modulusBits } from './plugin-keys';
import type { Rule } from './rule';

const LEAST = RSA_MODULUS_BITS.value.minimum;

export const rsaKeyTooShort: Rule = Object.freeze<Rule>({
  id: 'rsa-key-too-short',
  title: `A JWT plug-in has an RSA key with less than ${LEAST} bits.`,
  why: 'The private half of a short key can be computed from its public half.',
  remediation: `Make a key with ${LEAST} bits, the one size that the service documents.`,
  severity: 'error',
  source: 'RFC 7518 section 3.3',
  grade: 'doc',
  bad: examplePlugin(`jwk: { kty: RSA, alg: RS256, e: AQAB, n: ${EXAMPLE_MODULUS[1024]} }`),
  good: examplePlugin(`jwk: { kty: RSA, alg: RS256, e: AQAB, n: ${EXAMPLE_MODULUS[2048]} }`),
  check: (model) =>
    judgeKeys(model, (key) => {
      const bits = modulusBits(key);
      return bits === undefined || bits >= LEAST ? undefined : `has ${bits} bits; ${LEAST} are the least`;
    }),
});

import { ALGORITHMS, RSA_MODULUS_BITS, SOURCES } from '../facts';
import { EXAMPLE_MODULUS, examplePlugin } from './example-plugin';
import { isSymmetric, judgeKeys, modulusBits, type PluginKey, textOf } from './plugin-keys';
import type { Rule } from './rule';

const BITS = RSA_MODULUS_BITS.value.documented;
const KEY = `kty: RSA, e: AQAB, n: ${EXAMPLE_MODULUS[2048]}`;

export const jwkIncompletelyDescribed: Rule = Object.freeze<Rule>({
  id: 'jwk-incompletely-described',
  title:
    'A key of a JWT plug-in does not say what it is for, or is of a kind that the service does not document.',
  why: `The vendor documents RS256 with ${BITS} bits only, and its examples name alg, use and kid. Whether the service takes another key is not documented.`,
  remediation: `Use an RSA key with ${BITS} bits, and give it alg: RS256, use: sig and a kid.`,
  severity: 'warning',
  source: SOURCES.openIdConnect,
  grade: 'doc',
  bad: examplePlugin(`jwk: { ${KEY} }`),
  good: examplePlugin(`jwk: { ${KEY}, alg: RS256, use: sig, kid: customers-1 }`),
  check: (model) =>
    judgeKeys(model, (key) => {
      const words = [...missing(key), ...undocumented(key)];
      return words.length === 0 ? undefined : words.join(' and ');
    }),
});

function missing(key: PluginKey): string[] {
  const absent = ['alg', 'use', 'kid'].filter((name) => textOf(key, name) === undefined);
  return absent.length === 0 ? [] : [`has no ${absent.join(', no ')}`];
}

/** Symmetric and short keys are worse than undocumented: they have rules of their own. */
function undocumented(key: PluginKey): string[] {
  const alg = textOf(key, 'alg');
  const use = textOf(key, 'use');
  const bits = modulusBits(key) ?? BITS;
  const isDocumented = Object.entries(ALGORITHMS).some(
    ([name, { value }]) => name === alg && value.documented,
  );
  return [
    ...(alg === undefined || isDocumented || isSymmetric(key)
      ? []
      : [`is for ${alg}; the service documents RS256 only`]),
    ...(use === undefined || use === 'sig' ? [] : [`has use ${use}: it is not for signatures`]),
    ...(bits > BITS ? [`has ${bits} bits; the service documents ${BITS} only`] : []),
  ];
}

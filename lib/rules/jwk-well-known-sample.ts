import { SAMPLE_KEYS } from '../facts';
import { type PublicJwk, thumbprint } from '../jwk';
import { EXAMPLE_POINT, examplePlugin } from './example-plugin';
import { judgeKeys, type PluginKey, textOf } from './plugin-keys';
import type { Rule } from './rule';

const SOURCE_OF = new Map(SAMPLE_KEYS.map(({ source, value }) => [value, source]));

export const jwkWellKnownSample: Rule = Object.freeze<Rule>({
  id: 'jwk-well-known-sample',
  title: 'A JWT plug-in has a key whose private half is printed on a public page.',
  why: 'Anybody can copy the private half from that page and sign tokens that the gateway accepts.',
  remediation: 'Make a key of your own: jwt-gateway keys create NAME.',
  severity: 'error',
  source: 'RFC 7638 (thumbprints of the keys of RFC 7515, 7517, 7520 and 8037, the vendor page and jwt.io)',
  grade: 'doc',
  bad: examplePlugin(
    'jwk: { kty: EC, crv: P-256, x: f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU, y: x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0 }',
  ),
  good: examplePlugin(`jwk: { ${EXAMPLE_POINT} }`),
  check: (model) =>
    judgeKeys(model, (key) => {
      const source = SOURCE_OF.get(thumbprintOf(key) ?? '');
      return source === undefined ? undefined : `is a sample key that everybody has: ${source}`;
    }),
});

function thumbprintOf(key: PluginKey): string | undefined {
  const isKnown = ['RSA', 'EC', 'OKP'].includes(textOf(key, 'kty') ?? '');
  // The thumbprint reads members that say what the key is, and no private one.
  return isKnown ? thumbprint(key.jwk as unknown as PublicJwk) : undefined;
}

import { EXAMPLE_POINT, examplePlugin } from './example-plugin';
import { isSymmetric, judgeKeys, textOf } from './plugin-keys';
import type { Rule } from './rule';

export const jwkSymmetric: Rule = Object.freeze<Rule>({
  id: 'jwk-symmetric',
  title: 'A JWT plug-in has a symmetric key.',
  why: 'The key that checks tokens signs them, too: whoever may read the plug-in can make any token.',
  remediation: 'Use an RSA key with alg RS256 and give the plug-in its public half.',
  severity: 'error',
  source: 'RFC 7518 section 3.2',
  grade: 'doc',
  bad: examplePlugin('jwk: { kty: oct, alg: HS256, kid: customers-1, k: the-shared-secret }'),
  good: examplePlugin(`jwk: { ${EXAMPLE_POINT}, alg: ES256, kid: customers-1 }`),
  check: (model) =>
    judgeKeys(model, (key) => {
      if (!isSymmetric(key)) return undefined;
      const member = textOf(key, 'kty') === 'oct' ? 'kty oct' : `alg ${textOf(key, 'alg')}`;
      return `has ${member}: who checks tokens can sign them`;
    }),
});

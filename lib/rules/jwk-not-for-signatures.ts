import { whyNotForSignatures } from '../jwk';
import { EXAMPLE_POINT, examplePlugin } from './example-plugin';
import { judgeKeys } from './plugin-keys';
import type { Rule } from './rule';

export const jwkNotForSignatures: Rule = Object.freeze<Rule>({
  id: 'jwk-not-for-signatures',
  title: 'A JWT plug-in has a key that is not for signatures.',
  why: 'A key for encryption verifies no token. It usually comes with the whole key set of a provider, or stands where the right key should be.',
  remediation:
    "Leave the key out: jwt-gateway keys import takes only the keys of a provider's set that are for signatures.",
  severity: 'error',
  source: 'RFC 7517 sections 4.2 and 4.3',
  grade: 'doc',
  bad: examplePlugin(`jwks: [{ ${EXAMPLE_POINT}, use: enc, kid: customers-1 }]`),
  good: examplePlugin(`jwks: [{ ${EXAMPLE_POINT}, use: sig, kid: customers-1 }]`),
  check: (model) => judgeKeys(model, ({ jwk }) => whyNotForSignatures(jwk)),
});

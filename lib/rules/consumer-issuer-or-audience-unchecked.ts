import { consumerFragment } from './consumer-fragment';
import { consumersIn } from './consumers';
import type { Rule } from './rule';
import { fail } from './subject';

export const consumerIssuerOrAudienceUnchecked: Rule = Object.freeze<Rule>({
  id: 'consumer-issuer-or-audience-unchecked',
  title: 'A consumer of jwt-auth takes tokens of any issuer, or for any audience.',
  why: 'Whoever gets a token that the same keys signed for another service gets in with it.',
  remediation: 'Set issuer, and aud in claims. A token whose aud is a list is refused then.',
  severity: 'warning',
  source: 'https://www.rfc-editor.org/rfc/rfc8725#section-3.8',
  grade: 'doc',
  bad: consumerFragment({ consumer: { issuer: undefined } }),
  good: consumerFragment(),
  isOfEveryProduct: true,
  *check(model) {
    for (const { consumer, subject } of consumersIn(model)) {
      const missing = ['iss', 'aud'].filter((claim) => !consumer.claims.has(claim));
      yield missing.length === 0 ? 'pass' : fail(subject, `does not look at ${missing.join(' and ')}`);
    }
  },
});

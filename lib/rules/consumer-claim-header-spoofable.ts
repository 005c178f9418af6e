import { consumerFragment } from './consumer-fragment';
import { consumersIn } from './consumers';
import type { Rule } from './rule';
import { fail } from './subject';

export const consumerClaimHeaderSpoofable: Rule = Object.freeze<Rule>({
  id: 'consumer-claim-header-spoofable',
  title: 'A header that carries a claim may be set by the caller.',
  why: 'With override false the value that the caller sent stays in front of the claim, and most backends read the first.',
  remediation: 'Leave override out, and forward claims only that are strings in every token.',
  severity: 'warning',
  source: 'https://github.com/alibaba/higress, plugins/wasm-cpp',
  grade: 'inferred',
  bad: consumerFragment({
    consumer: { claims_to_headers: '[{ claim: sub, header: X-User, override: false }]' },
  }),
  good: consumerFragment(),
  isOfEveryProduct: true,
  *check(model) {
    for (const { consumer, subject } of consumersIn(model)) {
      const open = consumer.claimsToHeaders.filter(({ override }) => !override).map(({ header }) => header);
      yield open.length === 0 ? 'pass' : fail(subject, `leaves what the caller sends in ${open.join(', ')}`);
    }
  },
});

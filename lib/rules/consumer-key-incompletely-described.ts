import { consumerFragment, FRAGMENT_KEYS } from './consumer-fragment';
import { consumersIn } from './consumers';
import type { Rule } from './rule';
import { fail } from './subject';

export const consumerKeyIncompletelyDescribed: Rule = Object.freeze<Rule>({
  id: 'consumer-key-incompletely-described',
  title: 'A key of jwt-auth has no alg or no kid.',
  why: 'A key without alg takes every algorithm of its type, and a token of any kid is tried with a key that has none.',
  remediation: 'Give every key its alg and its kid.',
  severity: 'warning',
  source: 'https://github.com/alibaba/higress, plugins/wasm-cpp',
  grade: 'inferred',
  bad: consumerFragment({
    consumer: { jwks: `'${FRAGMENT_KEYS.replace('"alg":"ES256",', '')}'` },
  }),
  good: consumerFragment(),
  isOfEveryProduct: true,
  *check(model) {
    for (const { consumer, subject } of consumersIn(model)) {
      const keys = 'keys' in consumer.keys ? consumer.keys.keys : [];
      const lacks = ['alg', 'kid'].filter((name) =>
        keys.some((key) => key[name === 'alg' ? 'alg' : 'kid'] === ''),
      );
      yield lacks.length === 0 ? 'pass' : fail(subject, `has a key without ${lacks.join(' and ')}`);
    }
  },
});

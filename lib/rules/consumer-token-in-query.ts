import { consumerFragment } from './consumer-fragment';
import { consumersIn } from './consumers';
import type { Rule } from './rule';
import { fail } from './subject';

export const consumerTokenInQuery: Rule = Object.freeze<Rule>({
  id: 'consumer-token-in-query',
  title: 'A consumer of jwt-auth takes tokens from the query string.',
  why: 'Addresses end up in logs, histories and Referer headers, and the token with them. Without from_headers, from_params and from_cookies the parameter access_token is read as well.',
  remediation: 'Name one place: from_headers with Authorization and the prefix `Bearer `.',
  severity: 'warning',
  source:
    'https://www.alibabacloud.com/help/en/api-gateway/cloud-native-api-gateway/user-guide/jwt-auth-plug-ins',
  grade: 'doc',
  bad: consumerFragment({ consumer: { from_headers: undefined } }),
  good: consumerFragment(),
  isOfEveryProduct: true,
  *check(model) {
    for (const { consumer, subject } of consumersIn(model)) {
      const [name] = consumer.fromParams;
      if (name === undefined) yield 'pass';
      else if (consumer.hasDefaultPlaces)
        yield fail(subject, `names no place, so that ${name} in the query is read, too`);
      else yield fail(subject, `reads ${name} in the query`);
    }
  },
});

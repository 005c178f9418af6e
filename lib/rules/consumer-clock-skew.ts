import { CLOUD_NATIVE } from '../facts';
import { consumerFragment } from './consumer-fragment';
import { consumersIn } from './consumers';
import type { Rule } from './rule';
import { fail } from './subject';

export const consumerClockSkew: Rule = Object.freeze<Rule>({
  id: 'consumer-clock-skew',
  title: 'A consumer of jwt-auth takes tokens that have expired.',
  why: 'Without clock_skew_seconds a token is taken for 60 seconds after its exp, and before its nbf.',
  remediation: 'Set clock_skew_seconds to 0, or to the few seconds by which the clocks may differ.',
  severity: 'note',
  source:
    'https://www.alibabacloud.com/help/en/api-gateway/cloud-native-api-gateway/user-guide/jwt-auth-plug-ins',
  grade: 'doc',
  bad: consumerFragment({ consumer: { clock_skew_seconds: undefined } }),
  good: consumerFragment(),
  isOfEveryProduct: true,
  *check(model) {
    for (const { consumer, subject } of consumersIn(model)) {
      const { clockSkewSeconds: seconds } = consumer;
      yield seconds < CLOUD_NATIVE.clockSkewSeconds.value
        ? 'pass'
        : fail(subject, `takes tokens for ${seconds} seconds after they expired`);
    }
  },
});

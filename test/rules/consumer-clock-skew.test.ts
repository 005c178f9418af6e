import { consumerClockSkew } from '../../lib/rules/consumer-clock-skew';
import { consumerFragment } from '../../lib/rules/consumer-fragment';
import { outcomesOf } from './check-template';

test.each<[string, string]>([
  [
    consumerFragment({ consumer: { clock_skew_seconds: undefined } }),
    'fail consumer shop of attachment OrdersJwtAuth: takes tokens for 60 seconds after they expired',
  ],
  [consumerFragment({ consumer: { clock_skew_seconds: '5' } }), 'pass'],
  [consumerFragment(), 'pass'],
])('%#: a fragment with one thing changed says so', (template, expected) => {
  expect(outcomesOf(consumerClockSkew, template)).toEqual([expected]);
});

test('a template without a cloud-native gateway is none of its business', () => {
  expect(outcomesOf(consumerClockSkew, { Resources: {} })).toEqual([]);
});

import { consumerClaimHeaderSpoofable } from '../../lib/rules/consumer-claim-header-spoofable';
import { consumerFragment } from '../../lib/rules/consumer-fragment';
import { outcomesOf } from './check-template';

test.each<[string, string]>([
  [
    consumerFragment({
      consumer: { claims_to_headers: '[{ claim: sub, header: X-User, override: false }]' },
    }),
    'fail consumer shop of attachment OrdersJwtAuth: leaves what the caller sends in X-User',
  ],
  [consumerFragment({ consumer: { claims_to_headers: '[{ claim: sub, header: X-User }]' } }), 'pass'],
  [consumerFragment(), 'pass'],
])('%#: a fragment with one thing changed says so', (template, expected) => {
  expect(outcomesOf(consumerClaimHeaderSpoofable, template)).toEqual([expected]);
});

test('a template without a cloud-native gateway is none of its business', () => {
  expect(outcomesOf(consumerClaimHeaderSpoofable, { Resources: {} })).toEqual([]);
});

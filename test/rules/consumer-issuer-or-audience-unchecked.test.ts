import { consumerFragment } from '../../lib/rules/consumer-fragment';
import { consumerIssuerOrAudienceUnchecked } from '../../lib/rules/consumer-issuer-or-audience-unchecked';
import { outcomesOf } from './check-template';

test.each<[string, string]>([
  [
    consumerFragment({ consumer: { issuer: undefined, claims: undefined } }),
    'fail consumer shop of attachment OrdersJwtAuth: does not look at iss and aud',
  ],
  [consumerFragment(), 'pass'],
])('%#: a fragment with one thing changed says so', (template, expected) => {
  expect(outcomesOf(consumerIssuerOrAudienceUnchecked, template)).toEqual([expected]);
});

test('a template without a cloud-native gateway is none of its business', () => {
  expect(outcomesOf(consumerIssuerOrAudienceUnchecked, { Resources: {} })).toEqual([]);
});

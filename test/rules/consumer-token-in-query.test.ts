import { consumerFragment } from '../../lib/rules/consumer-fragment';
import { consumerTokenInQuery } from '../../lib/rules/consumer-token-in-query';
import { outcomesOf } from './check-template';

test.each<[string, string]>([
  [
    consumerFragment({ consumer: { from_headers: undefined } }),
    'fail consumer shop of attachment OrdersJwtAuth: names no place, so that access_token in the query is read, too',
  ],
  [
    consumerFragment({ consumer: { from_params: '[token]' } }),
    'fail consumer shop of attachment OrdersJwtAuth: reads token in the query',
  ],
  [consumerFragment(), 'pass'],
])('%#: a fragment with one thing changed says so', (template, expected) => {
  expect(outcomesOf(consumerTokenInQuery, template)).toEqual([expected]);
});

test('a template without a cloud-native gateway is none of its business', () => {
  expect(outcomesOf(consumerTokenInQuery, { Resources: {} })).toEqual([]);
});

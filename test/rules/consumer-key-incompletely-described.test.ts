import { consumerFragment, FRAGMENT_KEYS } from '../../lib/rules/consumer-fragment';
import { consumerKeyIncompletelyDescribed } from '../../lib/rules/consumer-key-incompletely-described';
import { outcomesOf } from './check-template';

test.each<[string, string]>([
  [
    consumerFragment({ consumer: { jwks: `'${FRAGMENT_KEYS.replace('"kid":"a",', '')}'` } }),
    'fail consumer shop of attachment OrdersJwtAuth: has a key without kid',
  ],
  [consumerFragment(), 'pass'],
])('%#: a fragment with one thing changed says so', (template, expected) => {
  expect(outcomesOf(consumerKeyIncompletelyDescribed, template)).toEqual([expected]);
});

test('a template without a cloud-native gateway is none of its business', () => {
  expect(outcomesOf(consumerKeyIncompletelyDescribed, { Resources: {} })).toEqual([]);
});

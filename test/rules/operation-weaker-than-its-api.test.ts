import { consumerFragment, operationRule } from '../../lib/rules/consumer-fragment';
import { operationWeakerThanItsApi } from '../../lib/rules/operation-weaker-than-its-api';
import { outcomesOf } from './check-template';

test.each<[string, readonly string[]]>([
  [consumerFragment(), ['not-applicable']],
  [consumerFragment({ resources: operationRule() }), ['pass']],
  [
    consumerFragment({ resources: operationRule({ claims: undefined, issuer: undefined }) }),
    ['fail GET /orders any: consumer partner does not look at aud and iss'],
  ],
  [
    consumerFragment({ resources: operationRule({ clock_skew_seconds: undefined }) }),
    ['fail GET /orders any: consumer partner takes tokens for 60 seconds more'],
  ],
  [
    consumerFragment({ resources: operationRule({ from_headers: undefined }) }),
    ['fail GET /orders any: consumer partner takes tokens from the query'],
  ],
  [
    consumerFragment({ resources: operationRule().replace('Enable: true', 'Enable: false') }),
    ['not-applicable'],
  ],
])('%#: a fragment with one thing changed says so', (template, expected) => {
  expect(outcomesOf(operationWeakerThanItsApi, template)).toEqual(expected);
});

test('a template without a cloud-native gateway is none of its business', () => {
  expect(outcomesOf(operationWeakerThanItsApi, { Resources: {} })).toEqual([]);
});

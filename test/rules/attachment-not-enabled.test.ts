import { attachmentNotEnabled } from '../../lib/rules/attachment-not-enabled';
import { consumerFragment } from '../../lib/rules/consumer-fragment';
import { outcomesOf } from './check-template';

test.each<[string, string]>([
  [consumerFragment({ enable: '' }), 'fail attachment OrdersJwtAuth: does not say Enable'],
  [consumerFragment({ enable: 'false' }), 'fail attachment OrdersJwtAuth: says Enable: false'],
  [
    consumerFragment({ enable: '{ Ref: Enabled }' }),
    'unknown attachment OrdersJwtAuth: Enable is Ref Enabled',
  ],
  [consumerFragment(), 'pass'],
])('%#: a fragment with one thing changed says so', (template, expected) => {
  expect(outcomesOf(attachmentNotEnabled, template)).toEqual([expected]);
});

test('a template without a cloud-native gateway is none of its business', () => {
  expect(outcomesOf(attachmentNotEnabled, { Resources: {} })).toEqual([]);
});

import { consumerFragment } from '../../lib/rules/consumer-fragment';
import { publicationBeforeAttachments } from '../../lib/rules/publication-before-attachments';
import { outcomesOf } from './check-template';

test.each<[string, string]>([
  [
    consumerFragment({ dependsOn: 'ListOrders' }),
    'fail publication Publish: does not wait for OrdersJwtAuth',
  ],
  [consumerFragment(), 'pass'],
])('%#: a fragment with one thing changed says so', (template, expected) => {
  expect(outcomesOf(publicationBeforeAttachments, template)).toEqual([expected]);
});

test('a template without a cloud-native gateway is none of its business', () => {
  expect(outcomesOf(publicationBeforeAttachments, { Resources: {} })).toEqual([]);
});

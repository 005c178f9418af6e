import { consumerFragment } from '../../lib/rules/consumer-fragment';
import { publishedWithoutDomain } from '../../lib/rules/published-without-domain';
import { outcomesOf } from './check-template';

test.each<[string, readonly string[]]>([
  [consumerFragment({ publication: ', DomainIds: [d-1]' }), ['pass']],
  [
    consumerFragment(),
    ['fail publication Publish: names no domain, so that it answers at the sub-domain of the environment'],
  ],
  [
    consumerFragment({ publication: ', DomainIds: []' }),
    ['fail publication Publish: names no domain, so that it answers at the sub-domain of the environment'],
  ],
  [
    consumerFragment({ publication: ', DomainIds: { Ref: Domains }' }),
    ['unknown publication Publish: DomainIds is Ref Domains'],
  ],
])('%#: a fragment with one thing changed says so', (template, expected) => {
  expect(outcomesOf(publishedWithoutDomain, template)).toEqual(expected);
});

test('a template without a cloud-native gateway is none of its business', () => {
  expect(outcomesOf(publishedWithoutDomain, { Resources: {} })).toEqual([]);
});

import { consumerFragment } from '../../lib/rules/consumer-fragment';
import { domainOfBothProducts } from '../../lib/rules/domain-of-both-products';
import { outcomesOf } from './check-template';

const both = (name: string, old = true): string =>
  consumerFragment({
    publication: ', DomainIds: [{ Ref: NewDomain }]',
    resources: `${
      old
        ? `  Old:
    Type: ALIYUN::ApiGateway::Group
    Properties: { GroupName: shop }
  OldDomain:
    Type: ALIYUN::ApiGateway::CustomDomain
    Properties: { GroupId: { Ref: Old }, DomainName: ${name} }
`
        : ''
    }  NewDomain:
    Type: ALIYUN::APIG::Domain
    Properties: { DomainName: shop.example.com, Protocol: HTTPS }
`,
  });

test.each<[string, readonly string[]]>([
  [both('shop.example.com'), ['fail domain NewDomain: is that of OldDomain, too: shop.example.com']],
  [both('old.example.com'), ['pass']],
  [both('{ Ref: Name }'), ['unknown domain NewDomain: a name is Ref Name']],
  [both('', false), ['not-applicable']],
])('%#: a fragment with one thing changed says so', (template, expected) => {
  expect(outcomesOf(domainOfBothProducts, template)).toEqual(expected);
});

test('a template without a cloud-native gateway is none of its business', () => {
  expect(outcomesOf(domainOfBothProducts, { Resources: {} })).toEqual([]);
});

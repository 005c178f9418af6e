import { gatewayDomainWithOldTls } from '../../lib/rules/gateway-domain-with-old-tls';
import { outcomesOf } from './check-template';

const domain = (properties: string): string => `Resources:
  Shop:
    Type: ALIYUN::APIG::Domain
    Properties: { DomainName: shop.example.com, ${properties} }
`;

test.each<[string, readonly string[]]>([
  [domain('Protocol: HTTPS, TlsMin: TLS 1.2'), ['pass']],
  [domain('Protocol: HTTPS, TlsMin: TLS 1.1'), ['fail Shop.TlsMin: is TLS 1.1']],
  [
    domain('Protocol: HTTPS'),
    ['unknown Shop.TlsMin: is not given, and what is taken then is not documented'],
  ],
  [domain('Protocol: HTTPS, TlsMin: { Ref: T }'), ['unknown Shop.TlsMin: is Ref T']],
  [domain('Protocol: HTTP'), ['not-applicable']],
])('%#: a fragment with one thing changed says so', (template, expected) => {
  expect(outcomesOf(gatewayDomainWithOldTls, template)).toEqual(expected);
});

test('a template without a cloud-native gateway is none of its business', () => {
  expect(outcomesOf(gatewayDomainWithOldTls, { Resources: {} })).toEqual([]);
});

import { gatewayDomainOverPlainHttp } from '../../lib/rules/gateway-domain-over-plain-http';
import { outcomesOf } from './check-template';

const domain = (properties: string): string => `Resources:
  Shop:
    Type: ALIYUN::APIG::Domain
    Properties: { DomainName: shop.example.com, ${properties} }
`;

test.each<[string, readonly string[]]>([
  [domain('Protocol: HTTPS, ForceHttps: true'), ['pass']],
  [domain('Protocol: HTTP'), ['fail Shop.Protocol: is HTTP']],
  [domain('Protocol: { Ref: P }'), ['unknown Shop.Protocol: is Ref P']],
  [domain('Protocol: HTTPS'), ['fail Shop.ForceHttps: is not given: calls on plain HTTP are answered, too']],
  [domain('Protocol: HTTPS, ForceHttps: { Ref: F }'), ['unknown Shop.ForceHttps: is Ref F']],
])('%#: a fragment with one thing changed says so', (template, expected) => {
  expect(outcomesOf(gatewayDomainOverPlainHttp, template)).toEqual(expected);
});

test('a template without a cloud-native gateway is none of its business', () => {
  expect(outcomesOf(gatewayDomainOverPlainHttp, { Resources: {} })).toEqual([]);
});

import { isCloudNativeRoute } from '../cloud-native';
import type { GatewayDomain } from '../model';
import { isUnknown } from '../template';
import { consumerFragment } from './consumer-fragment';
import type { Rule } from './rule';
import { fail, resourceSubject, unknown } from './subject';

const old = (name: string): string => `  OldShop:
    Type: ALIYUN::ApiGateway::Group
    Properties: { GroupName: shop, BasePath: /shop }
  OldDomain:
    Type: ALIYUN::ApiGateway::CustomDomain
    Properties: { GroupId: { Ref: OldShop }, DomainName: ${name} }
  NewDomain:
    Type: ALIYUN::APIG::Domain
    Properties: { DomainName: shop.example.com, Protocol: HTTPS, ForceHttps: true, TlsMin: TLS 1.2 }
`;

export const domainOfBothProducts: Rule = Object.freeze<Rule>({
  id: 'domain-of-both-products',
  title: 'A traditional and a cloud-native gateway both have a domain.',
  why: 'DNS says which of them answers, and callers who keep an old address go on to reach the other one: the weaker of the two counts.',
  remediation:
    'Compare both with `jwt-gateway diff`, and take the domain from the old gateway once DNS has moved.',
  severity: 'note',
  source:
    'https://www.alibabacloud.com/help/en/api-gateway/traditional-api-gateway/use-cases/migrate-existing-api-gateway-instances-to-cloud-native-api-gateway',
  grade: 'doc',
  bad: consumerFragment({
    publication: ', DomainIds: [{ Ref: NewDomain }]',
    resources: old('shop.example.com'),
  }),
  good: consumerFragment({
    publication: ', DomainIds: [{ Ref: NewDomain }]',
    resources: old('old.example.com'),
  }),
  isOfEveryProduct: true,
  *check({ domains }) {
    const fresh = unique(domains.filter(isCloudNativeRoute));
    const others = unique(domains.filter((each) => !isCloudNativeRoute(each)));
    for (const each of fresh) {
      const subject = resourceSubject('domain', each);
      const { name } = each;
      const same = others.find((other) => other.name === name && typeof name === 'string');
      const doubt = [name, ...others.map((other) => other.name)].find(isUnknown);
      if (others.length === 0) yield 'not-applicable';
      else if (same !== undefined) yield fail(subject, `is that of ${same.id}, too: ${String(name)}`);
      else yield doubt === undefined ? 'pass' : unknown(subject, `a name is ${doubt.expression}`);
    }
  },
});

/** A domain that leads to several APIs is one. */
function unique(domains: readonly GatewayDomain[]): readonly GatewayDomain[] {
  return [...new Map(domains.map((each) => [each.resource, each])).values()];
}

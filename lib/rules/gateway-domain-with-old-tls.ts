import { resourcesOf } from '../cloud-native';
import { isUnknown, type Resource, textIn } from '../template';
import { propertySubject } from './gateway-resources';
import type { Judgement, Rule } from './rule';
import { fail, unknown } from './subject';

const domain = (properties: string): string => `Resources:
  Shop:
    Type: ALIYUN::APIG::Domain
    Properties: { DomainName: shop.example.com, CertIdentifier: '1-cn', ${properties} }
`;

export const gatewayDomainWithOldTls: Rule = Object.freeze<Rule>({
  id: 'gateway-domain-with-old-tls',
  title: 'A domain of a cloud-native gateway takes connections with TLS 1.0 or 1.1, or does not say.',
  why: 'Both are deprecated since 2021: what is sent over them may be read or changed on the way, tokens among it. Which version is taken where none is named is not documented.',
  remediation: 'Set TlsMin: TLS 1.2, or what the HTTPS policy of the old group was.',
  severity: 'warning',
  source:
    'https://www.rfc-editor.org/rfc/rfc8996; https://www.alibabacloud.com/help/en/ros/developer-reference/aliyun-apig-domain',
  grade: 'doc',
  bad: domain('Protocol: HTTPS, ForceHttps: true, TlsMin: TLS 1.0'),
  good: domain('Protocol: HTTPS, ForceHttps: true, TlsMin: TLS 1.2'),
  isOfEveryProduct: true,
  check: ({ stacks }) => resourcesOf(stacks)('Domain').map(judge),
});

function judge(resource: Resource): Judgement {
  const { Protocol, TlsMin } = resource.properties;
  if (textIn(Protocol, resource) === 'HTTP') return 'not-applicable';
  const subject = propertySubject(resource, 'TlsMin');
  const version = textIn(TlsMin, resource);
  if (version === undefined)
    return unknown(subject, 'is not given, and what is taken then is not documented');
  if (isUnknown(version)) return unknown(subject, `is ${version.expression}`);
  return /1\.[01]$/.test(version) ? fail(subject, `is ${version}`) : 'pass';
}

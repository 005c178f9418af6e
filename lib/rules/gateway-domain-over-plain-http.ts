import { resourcesOf } from '../cloud-native';
import { flagIn, isUnknown, type Resource, textIn } from '../template';
import { propertySubject } from './gateway-resources';
import type { Judgement, Rule } from './rule';
import { fail, unknown } from './subject';

const domain = (properties: string): string => `Resources:
  Shop:
    Type: ALIYUN::APIG::Domain
    Properties: { DomainName: shop.example.com, CertIdentifier: '1-cn', ${properties} }
`;

export const gatewayDomainOverPlainHttp: Rule = Object.freeze<Rule>({
  id: 'gateway-domain-over-plain-http',
  title: 'A domain of a cloud-native gateway answers on plain HTTP.',
  why: 'Whoever listens on the way reads the token and can use it.',
  remediation: 'Set Protocol: HTTPS and ForceHttps: true.',
  severity: 'warning',
  source:
    'https://www.rfc-editor.org/rfc/rfc6750#section-5.3; https://www.alibabacloud.com/help/en/ros/developer-reference/aliyun-apig-domain',
  grade: 'doc',
  bad: domain('Protocol: HTTP'),
  good: domain('Protocol: HTTPS, ForceHttps: true'),
  isOfEveryProduct: true,
  check: ({ stacks }) => resourcesOf(stacks)('Domain').map(judge),
});

function judge(resource: Resource): Judgement {
  const { ForceHttps, Protocol } = resource.properties;
  const protocol = textIn(Protocol, resource);
  const subject = propertySubject(resource, 'Protocol');
  if (isUnknown(protocol)) return unknown(subject, `is ${protocol.expression}`);
  if (protocol !== 'HTTPS') return fail(subject, `is ${protocol ?? 'not given'}`);
  const forced = flagIn(ForceHttps, resource);
  const own = propertySubject(resource, 'ForceHttps');
  if (isUnknown(forced)) return unknown(own, `is ${forced.expression}`);
  return forced === true
    ? 'pass'
    : fail(own, `is ${forced ?? 'not given'}: calls on plain HTTP are answered, too`);
}

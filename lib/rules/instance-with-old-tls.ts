import { SOURCES } from '../facts';
import type { Resource } from '../template';
import { isUnknown } from '../template';
import { GATEWAY_TYPE, gatewayResources, propertySubject } from './gateway-resources';
import { propertyOf } from './property';
import type { Judgement, Rule } from './rule';
import { fail, unknown } from './subject';

const instance = (policy: string): string => `Resources:
  Dedicated:
    Type: ALIYUN::ApiGateway::Instance
    Properties: { InstanceName: shop, InstanceSpec: api.s1.small, ZoneId: cn-hangzhou-MAZ5, HttpsPolicy: ${policy} }
`;

export const instanceWithOldTls: Rule = Object.freeze<Rule>({
  id: 'instance-with-old-tls',
  title: 'A dedicated instance takes connections with TLS 1.0 or 1.1.',
  why: 'Both are deprecated since 2021 (RFC 8996): they rest on SHA-1, and what is sent over them may be read or changed on the way, tokens among it.',
  remediation:
    'Choose HTTPS2_TLS1_2 or newer. ROS cannot change HttpsPolicy of an instance that is there: change it in the console, too.',
  severity: 'warning',
  source: `https://www.rfc-editor.org/rfc/rfc8996; ${SOURCES.rosSpec}`,
  grade: 'doc',
  bad: instance('HTTPS1_1_TLS1_0'),
  good: instance('HTTPS2_TLS1_2'),
  check: (model) =>
    gatewayResources(model)
      .filter(({ type }) => type === `${GATEWAY_TYPE}Instance`)
      .map(judgePolicy),
});

function judgePolicy(resource: Resource): Judgement {
  const policy = propertyOf(resource, 'HttpsPolicy');
  if (policy === undefined) return 'not-applicable';
  const subject = propertySubject(resource, 'HttpsPolicy');
  if (isUnknown(policy)) return unknown(subject, `is ${policy.expression}`);
  return /TLS1_[01](?!\d)/i.test(String(policy)) ? fail(subject, `is ${JSON.stringify(policy)}`) : 'pass';
}

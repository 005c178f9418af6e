import { SOURCES } from '../facts';
import type { GatewayDomain } from '../model';
import { isUnknown } from '../template';
import { propertyOf } from './property';
import type { Judgement, Rule } from './rule';
import { fail, resourceSubject, unknown } from './subject';

const domain = (certificate: string): string => `Resources:
  Domain:
    Type: ALIYUN::ApiGateway::CustomDomain
    Properties: { GroupId: shop, DomainName: api.example.com${certificate} }
`;

export const domainWithoutCertificate: Rule = Object.freeze<Rule>({
  id: 'domain-without-certificate',
  title: 'A domain has no certificate.',
  why: 'Without one the domain answers on plain HTTP only: whoever listens on the way reads the tokens.',
  remediation:
    'Give CertificateName, CertificateBody and CertificatePrivateKey, the key as a parameter with NoEcho; or bind a certificate to the domain in the console, and waive this.',
  severity: 'warning',
  source: SOURCES.customDomain,
  grade: 'doc',
  bad: domain(''),
  good: domain(', CertificateName: api, CertificateBody: "-----", CertificatePrivateKey: { Ref: Key }'),
  isOfTemplates: true,
  check: ({ domains }) => domains.map(judgeCertificate),
});

const PARTS = ['CertificateBody', 'CertificatePrivateKey'] as const;

function judgeCertificate(domain: GatewayDomain): Judgement {
  const parts = PARTS.map((name) => ({ name, value: propertyOf(domain.resource, name) }));
  const missing = parts.filter(({ value }) => value === undefined || value === '').map(({ name }) => name);
  const subject = resourceSubject('domain', domain);
  if (missing.length > 0)
    return fail(subject, `${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} not given`);
  // A parameter is there, whatever stands in it; a condition may take the property away.
  for (const { name, value } of parts)
    if (isUnknown(value) && value.expression.startsWith('Fn::If'))
      return unknown(subject, `${name} is ${value.expression}`);
  return 'pass';
}

import { domainWithoutCertificate as rule } from '../../lib/rules/domain-without-certificate';
import { outcomesOf } from './check-template';
import { ref, template } from './gateway-template';

const domain = (id: string, properties: object) => ({
  [id]: {
    Type: 'ALIYUN::ApiGateway::CustomDomain',
    Properties: { GroupId: 'g', DomainName: 'a.example.com', ...properties },
  },
});

test.each([
  {
    name: 'a domain without a certificate fails, and one with half of it',
    template: template(domain('Bare', {}), domain('Half', { CertificateBody: 'b' })),
    verdicts: [
      'fail domain Bare: CertificateBody and CertificatePrivateKey are not given',
      'fail domain Half: CertificatePrivateKey is not given',
    ],
  },
  {
    name: 'a domain with both passes, whatever stands in the parameter of the key',
    template: template(domain('Whole', { CertificateBody: 'b', CertificatePrivateKey: ref('Key') })),
    verdicts: ['pass'],
  },
  {
    name: 'a certificate that a condition may take away is unknown',
    template: template(
      domain('Perhaps', {
        CertificateBody: { 'Fn::If': ['Own', 'b', ref('ALIYUN::NoValue')] },
        CertificatePrivateKey: 'k',
      }),
    ),
    verdicts: [expect.stringMatching(/^unknown domain Perhaps: CertificateBody is Fn::If/)],
  },
  { name: 'without domains there is nothing to say', template: template(), verdicts: [] },
])('$name', (each) => {
  expect(outcomesOf(rule, each.template)).toEqual(each.verdicts);
});

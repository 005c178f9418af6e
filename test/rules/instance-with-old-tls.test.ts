import { instanceWithOldTls as rule } from '../../lib/rules/instance-with-old-tls';
import { outcomesOf } from './check-template';
import { ref, template } from './gateway-template';

const instance = (id: string, properties: object) => ({
  [id]: { Type: 'ALIYUN::ApiGateway::Instance', Properties: properties },
});

test.each([
  {
    name: 'policies with TLS 1.0 fail, and one with 1.1 would',
    template: template(
      instance('Old', { HttpsPolicy: 'HTTPS1_1_TLS1_0' }),
      instance('Two', { HttpsPolicy: 'HTTPS2_TLS1_0' }),
      instance('One', { HttpsPolicy: 'HTTPS2_TLS1_1' }),
    ),
    verdicts: [
      'fail Old.HttpsPolicy: is "HTTPS1_1_TLS1_0"',
      'fail Two.HttpsPolicy: is "HTTPS2_TLS1_0"',
      'fail One.HttpsPolicy: is "HTTPS2_TLS1_1"',
    ],
  },
  {
    name: 'newer ones pass',
    template: template(
      instance('New', { HttpsPolicy: 'HTTPS2_TLS1_2' }),
      instance('Newer', { HttpsPolicy: 'HTTPS2_TLS1_3' }),
    ),
    verdicts: ['pass', 'pass'],
  },
  {
    name: 'a policy that ROS fills in is unknown',
    template: template(instance('Any', { HttpsPolicy: ref('Policy') })),
    verdicts: ['unknown Any.HttpsPolicy: is Ref Policy'],
  },
  {
    name: 'that it is missing another rule tells',
    template: template(instance('None', {})),
    verdicts: ['not-applicable'],
  },
])('$name', (each) => {
  expect(outcomesOf(rule, each.template)).toEqual(each.verdicts);
});

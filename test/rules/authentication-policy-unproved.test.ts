import { authenticationPolicyUnproved } from '../../lib/rules/authentication-policy-unproved';
import { consumerFragment } from '../../lib/rules/consumer-fragment';
import { outcomesOf } from './check-template';

const policy = (name: string, kind: string): string =>
  consumerFragment({
    resources: `  Policy:
    Type: ALIYUN::APIG::Policy
    Properties: { PolicyClassName: ${name}, PolicyConfig: '{}', GatewayId: gw-1, EnvironmentId: env-1, AttachResourceType: ${kind}, AttachResourceIds: [x] }
`,
  });

test.each<[string, readonly string[]]>([
  [consumerFragment(), []],
  [policy('Cors', 'HttpApi'), []],
  [
    policy('JWTAuth', 'HttpApi'),
    ['fail policy Policy: JWTAuth is attached to HttpApi, and can be attached to a gateway only'],
  ],
  [
    policy('OIDCAuth', 'Gateway'),
    ['unknown policy Policy: which paths OIDCAuth checks stands in a configuration that cannot be read'],
  ],
  [
    policy('ExternalZAuth', 'Unheard'),
    ['unknown policy Policy: what ExternalZAuth is attached to cannot be read'],
  ],
])('%#: a fragment with one thing changed says so', (template, expected) => {
  expect(outcomesOf(authenticationPolicyUnproved, template)).toEqual(expected);
});

test('a template without a cloud-native gateway is none of its business', () => {
  expect(outcomesOf(authenticationPolicyUnproved, { Resources: {} })).toEqual([]);
});

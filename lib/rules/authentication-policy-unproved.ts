import { policiesOf } from '../cloud-native';
import { consumerFragment } from './consumer-fragment';
import type { Rule } from './rule';
import { fail, resourceSubject, unknown } from './subject';

const policy = (kind: string, id: string): string => `  Login:
    Type: ALIYUN::APIG::Policy
    Properties:
      PolicyClassName: JWTAuth
      PolicyConfig: '{}'
      GatewayId: gw-1
      EnvironmentId: env-1
      AttachResourceType: ${kind}
      AttachResourceIds: [${id}]
`;

export const authenticationPolicyUnproved: Rule = Object.freeze<Rule>({
  id: 'authentication-policy-unproved',
  title: 'A policy that decides who calls stands where it has no effect, or cannot be read.',
  why: 'JWTAuth, OIDCAuth and ExternalZAuth are attached to a whole gateway. As a blacklist, JWTAuth checks the listed paths only; as a whitelist it lets them pass, whatever their method. The keys of its configuration are not documented, so that no template shows which.',
  remediation:
    'Protect the API with the plug-in jwt-auth, which can be read, or prove the routes with `jwt-gateway verify`.',
  severity: 'warning',
  source: 'https://github.com/alibabacloud-go/apig-20240327, policy_info',
  grade: 'doc',
  bad: consumerFragment({ resources: policy('HttpApi', '{ Ref: Orders }') }),
  good: consumerFragment(),
  isOfEveryProduct: true,
  *check({ stacks }) {
    for (const { attachKind, className, effect, resource } of policiesOf(stacks)) {
      if (effect !== 'authenticates') continue;
      const { existsIf, id, origin, stack } = resource;
      const subject = resourceSubject('policy', { id, origin, stack: stack.name, resource, existsIf });
      const name = className ?? '';
      if (attachKind === undefined) yield unknown(subject, `what ${name} is attached to cannot be read`);
      else if (attachKind === 'Gateway')
        yield unknown(subject, `which paths ${name} checks stands in a configuration that cannot be read`);
      else yield fail(subject, `${name} is attached to ${attachKind}, and can be attached to a gateway only`);
    }
  },
});

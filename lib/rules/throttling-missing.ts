import { SOURCES } from '../facts';
import type { GatewayModel } from '../model';
import { followReference, isUnknown, type Resource } from '../template';
import { boundType } from './bound-type';
import { apiFragment, bindingFragment, deploymentFragment, fragment, pluginFragment } from './fragment';
import { GATEWAY_TYPE, gatewayResources } from './gateway-resources';
import { type PublishedStage, publishedStages } from './published-stages';
import type { Judgement, Rule } from './rule';
import { fail, resourceSubject, unknown } from './subject';

const shop = (...limit: readonly string[]): string =>
  fragment(
    '  Shop:\n    Type: ALIYUN::ApiGateway::Group\n    Properties: { GroupName: shop }\n',
    apiFragment({ inGroup: true }),
    deploymentFragment(),
    ...limit,
  );

export const throttlingMissing: Rule = Object.freeze<Rule>({
  id: 'throttling-missing',
  title: 'No route of a group has a limit for how often it is called.',
  why: 'One caller can use up what the backend has, and tokens and passwords can be tried without end.',
  remediation:
    'Bind a trafficControl plug-in to the APIs of the group, with a limit for the API and one for each app or user.',
  severity: 'note',
  source: `https://owasp.org/API-Security/editions/2023/en/0xa4-unrestricted-resource-consumption/; ${SOURCES.trafficControl}`,
  grade: 'doc',
  bad: shop(),
  good: shop(
    pluginFragment('Limit', 'trafficControl', '{ unit: MINUTE, apiDefault: 600 }'),
    bindingFragment('Limit'),
  ),
  *check(model) {
    const stages = publishedStages(model);
    for (const group of model.groups) {
      const own = stages.filter(({ route }) => route.group === group);
      if (own.length === 0) yield 'not-applicable';
      else yield judgeLimits(own, policiesOf(group.resource, model), resourceSubject('group', group));
    }
  },
});

function judgeLimits(
  stages: readonly PublishedStage[],
  policies: Policies,
  subject: ReturnType<typeof resourceSubject>,
): Judgement {
  if (policies === 'bound') return 'pass';
  let doubt: string | undefined =
    policies === 'perhaps' ? 'a TrafficControlBinding may be for it' : undefined;
  for (const { stage } of stages)
    for (const binding of stage.bindings) {
      const type = boundType(binding);
      if (isUnknown(type)) doubt ??= type.expression;
      else if (type !== 'trafficControl') continue;
      else if (binding.maybe === undefined) return 'pass';
      else doubt ??= binding.maybe;
    }
  const words = `none of its ${stages.length} published routes and stages has a trafficControl plug-in or policy`;
  return doubt === undefined ? fail(subject, words) : unknown(subject, doubt);
}

type Policies = 'bound' | 'perhaps' | 'none';

/** The older policies, which are bound by a resource of their own. */
function policiesOf(group: Resource, model: GatewayModel): Policies {
  const bindings = gatewayResources(model).filter(
    ({ type }) => type === `${GATEWAY_TYPE}TrafficControlBinding`,
  );
  const groups = bindings.map((each) => followReference(each.properties.GroupId ?? null, each));
  if (groups.some((each) => each.kind === 'resource' && each.resource === group)) return 'bound';
  return groups.some(({ kind }) => kind !== 'resource') ? 'perhaps' : 'none';
}

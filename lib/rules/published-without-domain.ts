import { resourcesOf } from '../cloud-native';
import { isUnknown, resolveValue } from '../template';
import { consumerFragment } from './consumer-fragment';
import type { Judgement, Rule } from './rule';
import { fail, resourceSubject, unknown } from './subject';

export const publishedWithoutDomain: Rule = Object.freeze<Rule>({
  id: 'published-without-domain',
  title: 'An API of a cloud-native gateway is published without a domain.',
  why: 'It answers at the sub-domain of the environment, which is on the internet as soon as it is published. ROS has no property that unbinds it: with a domain, too, look in the console whether it is still bound.',
  remediation: 'Name your own domains in DomainIds, and unbind the sub-domain of the environment.',
  severity: 'warning',
  source: 'https://github.com/alibabacloud-go/apig-20240327, http_api_deploy_config (envDomainIds)',
  grade: 'inferred',
  bad: consumerFragment(),
  good: consumerFragment({ publication: ', DomainIds: [d-1]' }),
  isOfEveryProduct: true,
  *check({ stacks }) {
    for (const resource of resourcesOf(stacks)('ApiAttachment')) {
      const { existsIf, id, origin, stack } = resource;
      const from = { id, origin, stack: stack.name, resource, existsIf };
      yield judge(resource.properties.DomainIds, from);
    }
  },
});

function judge(
  written: Parameters<typeof resolveValue>[0] | undefined,
  from: Parameters<typeof resourceSubject>[1],
): Judgement {
  const subject = resourceSubject('publication', from);
  const domains = written === undefined ? [] : resolveValue(written, from.resource);
  if (isUnknown(domains)) return unknown(subject, `DomainIds is ${domains.expression}`);
  if (Array.isArray(domains) && domains.length > 0) return 'pass';
  return fail(subject, 'names no domain, so that it answers at the sub-domain of the environment');
}

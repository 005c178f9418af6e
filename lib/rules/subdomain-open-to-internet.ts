import { SOURCES } from '../facts';
import { isUnknown } from '../template';
import type { Rule } from './rule';
import { fail, resourceSubject, unknown } from './subject';

const group = (properties: string): string => `Resources:
  Orders:
    Type: ALIYUN::ApiGateway::Group
    Properties: { GroupName: orders${properties} }
`;

export const subdomainOpenToInternet: Rule = Object.freeze<Rule>({
  id: 'subdomain-open-to-internet',
  title: 'The default sub-domain of an API group is open to the internet.',
  why: 'The sub-domain answers as soon as an API is published: before its plug-ins are bound, and past everything that stands before your own domain.',
  remediation: 'Set InternetEnable: false on the group and call it by a domain of your own.',
  severity: 'warning',
  source: SOURCES.customDomain,
  grade: 'doc',
  bad: group(''),
  good: group(', InternetEnable: false'),
  *check({ groups }) {
    for (const each of groups) {
      const { internetEnable } = each;
      const subject = resourceSubject('group', each);
      if (isUnknown(internetEnable)) yield unknown(subject, `InternetEnable is ${internetEnable.expression}`);
      else if (internetEnable === false) yield 'pass';
      else
        yield fail(
          subject,
          `InternetEnable is ${internetEnable ?? 'not given, and the service then opens it'}`,
        );
    }
  },
});

import { SOURCES } from '../facts';
import type { GatewayGroup, GatewayModel } from '../model';
import { isUnknown } from '../template';
import { fragment } from './fragment';
import type { Judgement, Rule } from './rule';
import { fail, resourceSubject, unknown } from './subject';

const group = (more: string): string =>
  fragment(`  Shop:
    Type: ALIYUN::ApiGateway::Group
    Properties: { GroupName: shop, InternetEnable: false, VpcIntranetEnable: false }
${more}`);

const DOMAIN = `  Domain:
    Type: ALIYUN::ApiGateway::CustomDomain
    Properties: { GroupId: { Ref: Shop }, DomainName: api.example.com }
`;

export const groupUnreachable: Rule = Object.freeze<Rule>({
  id: 'group-unreachable',
  title: 'Nobody can reach an API group by what the template says.',
  why: 'Both of its own addresses are switched off, and no domain is bound to it: every call fails, until somebody opens an address by hand, which this check cannot see.',
  remediation: 'Bind a CustomDomain to the group, or set VpcIntranetEnable: true for callers inside a VPC.',
  severity: 'note',
  source: SOURCES.customDomain,
  grade: 'inferred',
  bad: group(''),
  good: group(DOMAIN),
  isOfTemplates: true,
  check: (model) => model.groups.map((each) => judgeReach(each, model)),
});

function judgeReach(group: GatewayGroup, { domains }: GatewayModel): Judgement {
  const { internetEnable, vpcIntranetEnable } = group;
  if (internetEnable === undefined || internetEnable === true || vpcIntranetEnable === true) return 'pass';
  // What the service takes for the VPC where nothing is said is not documented.
  if (vpcIntranetEnable === undefined) return 'not-applicable';
  if (domains.some((each) => each.group === group)) return 'pass';
  const subject = resourceSubject('group', group);
  if (isUnknown(internetEnable)) return unknown(subject, `InternetEnable is ${internetEnable.expression}`);
  if (isUnknown(vpcIntranetEnable))
    return unknown(subject, `VpcIntranetEnable is ${vpcIntranetEnable.expression}`);
  const unclear = domains.find((each) => isUnknown(each.group));
  if (unclear !== undefined)
    return unknown(subject, `which group the domain ${unclear.id} is for is not known`);
  return fail(subject, 'InternetEnable and VpcIntranetEnable are false, and no domain is bound to it');
}

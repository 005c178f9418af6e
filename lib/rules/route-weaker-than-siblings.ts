import { SOURCES } from '../facts';
import { type GatewayModel, type GatewayRoute, isPreflightAnswer, type Protection } from '../model';
import { groupBySame, isUnknown } from '../template';
import { apiFragment, deploymentFragment, fragment } from './fragment';
import { type PublishedStage, publishedStages } from './published-stages';
import type { Judgement, Rule } from './rule';
import { fail, stageSubject, unknown } from './subject';

const shop = (authType: string): string =>
  fragment(
    apiFragment({ id: 'Items', inGroup: true, authType: 'APPOPENID' }),
    deploymentFragment('RELEASE', 'Items'),
    apiFragment({ inGroup: true, authType }),
    deploymentFragment(),
  );

export const routeWeakerThanSiblings: Rule = Object.freeze<Rule>({
  id: 'route-weaker-than-siblings',
  title:
    'A route is published without a token while at least half of the other routes of its group demand one.',
  why: 'A route added later is easily left out when plug-ins are bound one API at a time.',
  remediation: 'Bind the plug-in of its siblings to the route, or move it to a group of its own.',
  severity: 'warning',
  isOfEveryProduct: true,
  source: SOURCES.pluginOverview,
  grade: 'inferred',
  bad: shop('APP'),
  good: shop('APPOPENID'),
  check: (model) => familiesOf(model).flatMap(judgeFamily),
});

function judgeFamily(family: readonly PublishedStage[]): Judgement[] {
  const demanding = family.filter(({ protection }) => demandsToken(protection)).length;
  const unclear = family.filter(({ protection }) => protection.kind === 'unknown').length;
  const counts: Family = { demanding, unclear, siblings: family.length - 1 };
  return family.map((each) => judge(each, counts));
}

/** The routes of each group that are published to the same stage. */
function familiesOf(model: GatewayModel): PublishedStage[][] {
  const families = new Map<GatewayRoute['group'], PublishedStage[]>();
  for (const each of publishedStages(model)) {
    if (isPreflightAnswer(each.route)) continue;
    const { group } = each.route;
    const key = isUnknown(group)
      ? ([...families.keys()].find((other) => isUnknown(other) && other.isSameAs(group)) ?? group)
      : group;
    const family = families.get(key);
    if (family === undefined) families.set(key, [each]);
    else family.push(each);
  }
  return [...families.values()].flatMap((family) => groupBySame(family, ({ stage }) => stage.stage));
}

function demandsToken(protection: Protection): boolean {
  return (
    protection.kind === 'locked' && protection.locks.some(({ kind }) => kind === 'jwt' || kind === 'openid')
  );
}

/** Why it is not certain that no token is demanded. */
function possibleToken(protection: Protection): string | undefined {
  if (protection.kind !== 'locked') return undefined;
  return protection.perhaps.find(({ kind }) => kind === 'jwt' || kind === 'openid')?.why;
}

interface Family {
  readonly siblings: number;
  readonly demanding: number;
  readonly unclear: number;
}

function judge(
  { protection, route, stage }: PublishedStage,
  { demanding, siblings, unclear }: Family,
): Judgement {
  if (siblings === 0) return 'not-applicable';
  if (demandsToken(protection)) return 'pass';
  const subject = stageSubject(route, stage);
  const possible = possibleToken(protection);
  if (possible !== undefined) return unknown(subject, possible);
  if (protection.kind === 'unknown') return unknown(subject, protection.why);
  if (demanding > 0 && demanding * 2 >= siblings) {
    const reason = protection.kind === 'public' ? protection.reason : undefined;
    return fail(
      subject,
      `demands no token, as ${demanding} of ${siblings} other routes of its group do`,
      reason,
    );
  }
  if (unclear > 0 && (demanding + unclear) * 2 >= siblings)
    return unknown(
      subject,
      `whether ${unclear} of ${siblings} other routes of its group demand a token is unknown`,
    );
  return 'pass';
}

import { GATEWAY } from '../facts';
import { type GatewayRoute, isPreflightAnswer } from '../model';
import { overlaps, type Route, standsOutOf } from '../route';
import { isSame } from '../template';
import { addressSpaces, doubtOfBoth, isSameGroup } from './address-spaces';
import { apiFragment, deploymentFragment, fragment } from './fragment';
import { type PublishedStage, publishedStages } from './published-stages';
import type { Judgement, Rule } from './rule';
import { fail, routeSubject, stageSubject, unknown } from './subject';

const shop = (authType: string): string =>
  fragment(
    apiFragment({ inGroup: true, authType: 'APP' }),
    deploymentFragment(),
    `  Everything:
    Type: ALIYUN::ApiGateway::Api
    Properties:
      GroupId: { Ref: Shop }
      AuthType: ${authType}
      RequestConfig: { RequestHttpMethod: ANY, RequestPath: '/*' }
`,
    deploymentFragment('RELEASE', 'Everything'),
  );

export const protectedRouteOverlappedByPublic: Rule = Object.freeze<Rule>({
  id: 'protected-route-overlapped-by-public',
  title: 'A public route takes requests that a protected route takes, too.',
  why: 'The vendor does not document which of two routes answers a request that both match: if it is the public one, the protected route is open.',
  remediation:
    'Give the public route a path of its own, such as /public/*, or bind to it what the protected route demands.',
  severity: 'warning',
  source: GATEWAY.precedence.source,
  grade: GATEWAY.precedence.grade,
  bad: shop('ANONYMOUS'),
  good: shop('APP'),
  *check(model) {
    const stagesOf = new Map<GatewayRoute, PublishedStage[]>();
    for (const each of publishedStages(model)) {
      const same = stagesOf.get(each.route);
      if (same === undefined) stagesOf.set(each.route, [each]);
      else same.push(each);
    }
    for (const { domain, routes } of addressSpaces(model)) {
      const stages = routes.flatMap(({ api, route }) =>
        (stagesOf.get(api) ?? []).map((stage): AddressedStage => ({ ...stage, address: route })),
      );
      const open = stages.filter(mayOverlap);
      for (const mine of stages) {
        if (mine.protection.kind === 'public') continue;
        const outcome = judgeAgainst(mine, open, domain !== undefined);
        // In the space of a domain only what is told of it counts: its routes have been judged in their groups.
        if (outcome !== undefined) yield outcome;
        else if (domain === undefined) yield 'pass';
      }
    }
  },
});

interface AddressedStage extends PublishedStage {
  readonly address: Route;
}

/** One path and one method of it is never wider than another route. */
function mayOverlap({ address, protection, route }: AddressedStage): boolean {
  if (protection.kind === 'locked' || isPreflightAnswer(route)) return false;
  return address.method === 'ANY' || /[[*]/.test(address.path);
}

function judgeAgainst(
  mine: AddressedStage,
  open: readonly AddressedStage[],
  isOnDomain: boolean,
): Judgement | undefined {
  let doubt: string | undefined;
  for (const other of open) {
    if (isOnDomain && isSameGroup(mine.route.group, other.route.group)) continue;
    if (!isSame(mine.stage.stage, other.stage.stage) || !isOverlapped(mine.address, other.address)) continue;
    const both = doubtOfBoth(mine.route, other.route);
    const kinds = [mine.protection, other.protection].find(({ kind }) => kind === 'unknown');
    const name = `${routeSubject(other.route).subject} (${other.route.id})`;
    if (mine.protection.kind === 'unknown' && other.protection.kind === 'unknown') continue;
    if (both === undefined && kinds === undefined)
      return fail(stageSubject(mine.route, mine.stage), `${name} is public and takes its requests, too`);
    doubt ??=
      both ?? (kinds?.kind === 'unknown' ? `${name} takes its requests, too: ${kinds.why}` : undefined);
  }
  return doubt === undefined ? undefined : unknown(stageSubject(mine.route, mine.stage), doubt);
}

/** That two APIs have one method and path, another rule tells. */
function isOverlapped(mine: Route, open: Route): boolean {
  return mine.signature !== open.signature && overlaps(mine, open) && !standsOutOf(open, mine);
}

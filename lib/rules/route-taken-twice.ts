import { SOURCES } from '../facts';
import type { GatewayModel, GatewayRoute } from '../model';
import { isTie } from '../route';
import { isSame, isUnknown } from '../template';
import {
  type AddressedRoute,
  type AddressSpace,
  addressSpaces,
  doubtOfBoth,
  isSameGroup,
} from './address-spaces';
import { apiFragment, fragment } from './fragment';
import type { Judgement, Outcome, Rule } from './rule';
import { fail, routeSubject, unknown, wordsOf } from './subject';

const orders = (path: string): string =>
  fragment(
    apiFragment({ inGroup: true }),
    `  OrdersAgain:
    Type: ALIYUN::ApiGateway::Api
    Properties:
      GroupId: { Ref: Shop }
      RequestConfig: { RequestHttpMethod: GET, RequestPath: ${path} }
`,
  );

export const routeTakenTwice: Rule = Object.freeze<Rule>({
  id: 'route-taken-twice',
  title: 'Two APIs take the same requests.',
  why: 'A group can have a method and path once, so the second API is refused. Of two groups on one domain it is not documented which answers: it may be the one that protects less.',
  remediation: 'Give one of the two another path or method, or its group another base path or domain.',
  severity: 'error',
  source: SOURCES.sdk,
  grade: 'doc',
  bad: orders('/orders'),
  good: orders('/orders/mine'),
  *check(model) {
    const found = new Map<GatewayRoute, Outcome[]>();
    for (const [api, outcome] of conflictsIn(model)) found.set(api, [...(found.get(api) ?? []), outcome]);
    for (const api of model.routes) yield* found.get(api) ?? (['pass'] satisfies Judgement[]);
  },
});

function* conflictsIn(model: GatewayModel): Generator<readonly [GatewayRoute, Outcome]> {
  for (const space of addressSpaces(model)) {
    for (const [first, second] of pairsIn(space)) {
      const outcome = judgePair(first, second, space);
      if (outcome !== undefined) yield [second.api, outcome];
    }
    for (const { api, why } of space.routes.length + space.unclear.length > 1 ? space.unclear : [])
      yield [api, unknown(routeSubject(api), `whether another API takes its requests is not known: ${why}`)];
  }
}

type Pair = readonly [AddressedRoute, AddressedRoute];

/** Each route with the first that takes the same requests, and with those that nothing puts before or after it. */
function* pairsIn({ routes }: AddressSpace): Generator<Pair> {
  const bySignature = new Map<string, AddressedRoute[]>();
  for (const each of routes) {
    const same = bySignature.get(each.route.signature) ?? [];
    bySignature.set(each.route.signature, [...same, each]);
    for (const first of same) yield [first, each];
  }
  // Nothing else can be a tie: whole segments are text, a parameter or *, which go one after the other.
  const mixed = routes.filter(({ route }) => route.segments.some((pieces) => pieces.length > 1));
  for (const [index, second] of mixed.entries())
    for (const first of mixed.slice(0, index))
      if (first.route.signature !== second.route.signature && isTie(first.route, second.route))
        yield [first, second];
}

function judgePair(first: AddressedRoute, second: AddressedRoute, space: AddressSpace): Outcome | undefined {
  const { domain } = space;
  // Of one group that is told once, without its domain.
  const isOfOneGroup = isSameGroup(first.api.group, second.api.group);
  if (domain !== undefined && isOfOneGroup) return undefined;
  const subject = routeSubject(second.api);
  const where = domain === undefined ? 'in the same group' : `on the domain ${wordsOf(domain)}`;
  const message = `takes the same requests ${where} as ${routeSubject(first.api).subject} (${first.api.id})`;
  const doubt =
    doubtOfBoth(first.api, second.api) ?? (isOfOneGroup ? undefined : stageDoubt(first.api, second.api));
  if (doubt === 'never') return undefined;
  if (doubt !== undefined) return unknown(subject, `${message}, perhaps: ${doubt}`);
  if (first.route.signature === second.route.signature) return fail(subject, message);
  const tie = `may take the same requests ${where} as ${routeSubject(first.api).subject} (${first.api.id}), and nothing tells which of the two answers`;
  return { ...fail(subject, tie), severity: 'warning' };
}

/** Two groups may keep the same path in different stages. */
function stageDoubt(first: GatewayRoute, second: GatewayRoute): string | undefined {
  const pairs = first.stages.flatMap((mine) => second.stages.map((theirs) => [mine, theirs] as const));
  const isSure = pairs.some(
    ([mine, theirs]) =>
      isSame(mine.stage, theirs.stage) && mine.maybe === undefined && theirs.maybe === undefined,
  );
  if (isSure) return undefined;
  const isPossible = pairs.some(
    ([mine, theirs]) => isSame(mine.stage, theirs.stage) || isUnknown(mine.stage) || isUnknown(theirs.stage),
  );
  return isPossible ? 'whether both are published to one stage is not known' : 'never';
}

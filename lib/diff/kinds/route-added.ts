import { accessText, type GatewayRoute } from '../../model';
import type { Posture, Verdict } from '../change';
import type { Comparison, Difference } from '../comparing/comparison';
import { routePlace } from '../comparing/places';
import { type Draft, sideOf } from '../judging/draft';
import { exposureOfNew, exposureOfRemoved } from '../judging/exposures';
import {
  callersOfGone,
  callersOfNew,
  type FallbackVerdict,
  fallbackVerdictsIn,
  goneWords,
  newWords,
  TRADED,
  weakestOf,
} from '../judging/fallback-verdict';
import type { ChangeKind, Detector } from '../judging/kind';
import { openness, type Ways } from '../judging/openness';
import { weakestProtection } from '../judging/stage-protection';
import { neutral, safe, stronger, weaker } from '../judging/verdict';
import type { RoutePair } from '../pairing/pair-routes';

const added: ChangeKind = {
  id: 'route-added',
  title: 'The gateway has a new route.',
  area: 'route',
  direction: 'added',
  mirror: 'route-removed',
  asymmetry: TRADED,
  posture:
    'weaker where anybody may call it, neutral where callers have to show something; where a wider route took its requests, by what both ask for',
  callers: 'safe: nobody called it before; may break where a wider route took its requests',
  why: 'Whatever the backend does there, callers can now ask for it.',
};

const removed: ChangeKind = {
  id: 'route-removed',
  title: 'The gateway lacks a route that it had.',
  area: 'route',
  direction: 'removed',
  mirror: 'route-added',
  asymmetry: TRADED,
  posture:
    'stronger where anybody could call it, else neutral; where a wider route takes its requests, by what both ask for',
  callers:
    'break, where it was published; may break where a wider route takes its requests and asks for no more',
  why: 'Whoever calls it gets an error from the gateway, or what a wider route such as GET /a/* answers.',
};

export const routeAdded: Detector = {
  kinds: [added, removed],
  *find(comparison) {
    const verdicts = fallbackVerdictsIn(comparison);
    for (const pair of comparison.routes) {
      const { after, before } = pair;
      if (before === undefined && after !== undefined)
        yield came({ route: after, pair, comparison }, verdicts.came(after, after.stages));
      if (before !== undefined && after === undefined)
        yield went({ route: before, pair, comparison }, verdicts.went(before, before.stages));
    }
  },
};

interface Changed {
  readonly route: GatewayRoute;
  readonly pair: RoutePair;
  readonly comparison: Comparison;
}

function came(changed: Changed, fallback: FallbackVerdict): Draft {
  const { comparison, route } = changed;
  return {
    ...commonOf(changed),
    kind: added,
    message:
      route.stages.length === 0
        ? 'was added; it is not published'
        : `was added in ${stagesOf(route)}${newWords(fallback)}`,
    before: undefined,
    after: sideOf(textOf(route), route),
    posture: postureOf(route, fallback, { open: weaker, shut: neutral }),
    callers: callersOfNew(fallback),
    exposure: exposureOfNew(route, weakestProtection(route), comparison),
  };
}

function went(changed: Changed, fallback: FallbackVerdict): Draft {
  const { comparison, route } = changed;
  const isPublished = route.stages.length > 0;
  return {
    ...commonOf(changed),
    kind: removed,
    message: isPublished
      ? `was removed from ${stagesOf(route)}${goneWords(fallback)}`
      : 'was removed; it was not published',
    before: sideOf(textOf(route), route),
    after: undefined,
    posture: postureOf(route, fallback, { open: stronger, shut: neutral }),
    callers: isPublished ? callersOfGone(fallback) : safe('it was not published'),
    exposure: exposureOfRemoved(route, weakestProtection(route), comparison),
  };
}

function commonOf({ comparison, pair, route }: Changed) {
  return { place: routePlace(pair, comparison), affects: [], explains: partsOf(route, comparison) };
}

/** The API, its deployments and its bindings, as far as they came and went with it. */
function partsOf(route: GatewayRoute, { of }: Comparison): Difference[] {
  const parts = [
    route,
    ...route.stages.flatMap(({ deployments }) => deployments),
    ...route.bindings.flatMap(({ binding, maybe }) => (maybe === undefined ? [binding] : [])),
  ];
  return parts.flatMap(of).filter(({ path }) => path.length === 0);
}

function stagesOf({ stages }: GatewayRoute): string {
  return stages.map(({ stage }) => (typeof stage === 'string' ? stage : stage.expression)).join(', ');
}

function textOf(route: GatewayRoute): string {
  const protection = weakestProtection(route);
  return protection === undefined ? 'not published' : accessText(protection);
}

function postureOf(route: GatewayRoute, { alone, postures }: FallbackVerdict, ways: Ways): Verdict<Posture> {
  if (route.stages.length === 0) return ways.shut('it is published to no stage');
  return weakestOf([...(alone.length === 0 ? [] : [openness(route, alone, ways)]), ...postures]);
}

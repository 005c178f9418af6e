import type { GatewayRoute } from '../../template';
import type { Comparison, Difference } from '../comparing/comparison';
import { routePlace } from '../comparing/places';
import { type Draft, sideOf } from '../judging/draft';
import { exposureOfNew, exposureOfRemoved } from '../judging/exposures';
import type { ChangeKind, Detector } from '../judging/kind';
import {
  certainProtection,
  LOCK_WORDS,
  protectionText,
  weakestProtection,
} from '../judging/stage-protection';
import { breaks, type Judgement, neutral, safe, stronger, unclear, weaker } from '../judging/verdict';
import type { RoutePair } from '../pairing/pair-routes';

const added: ChangeKind = {
  id: 'route-added',
  title: 'The gateway has a new route.',
  area: 'route',
  direction: 'added',
  mirror: 'route-removed',
  asymmetry: undefined,
  posture: 'weaker where anybody may call it, neutral where callers have to show something',
  callers: 'safe: nobody called it before',
  why: 'Whatever the backend does there, callers can now ask for it.',
};

const removed: ChangeKind = {
  id: 'route-removed',
  title: 'The gateway lacks a route that it had.',
  area: 'route',
  direction: 'removed',
  mirror: 'route-added',
  asymmetry: undefined,
  posture: 'stronger where anybody could call it, else neutral',
  callers: 'break, where it was published',
  why: 'Whoever calls it gets an error from the gateway.',
};

export const routeAdded: Detector = {
  kinds: [added, removed],
  *find(comparison) {
    for (const pair of comparison.routes) {
      if (pair.before === undefined && pair.after !== undefined) yield came(pair.after, pair, comparison);
      if (pair.before !== undefined && pair.after === undefined) yield went(pair.before, pair, comparison);
    }
  },
};

function came(route: GatewayRoute, pair: RoutePair, comparison: Comparison): Draft {
  const protection = weakestProtection(route);
  return {
    ...commonOf(route, pair, comparison),
    kind: added,
    message: route.stages.length === 0 ? 'was added; it is not published' : `was added in ${stagesOf(route)}`,
    before: undefined,
    after: sideOf(textOf(route), route),
    ...judged(route, { open: weaker, shut: neutral }),
    callers: safe('nobody called it before'),
    exposure: exposureOfNew(route, protection, comparison),
  };
}

function went(route: GatewayRoute, pair: RoutePair, comparison: Comparison): Draft {
  const isPublished = route.stages.length > 0;
  return {
    ...commonOf(route, pair, comparison),
    kind: removed,
    message: isPublished ? `was removed from ${stagesOf(route)}` : 'was removed; it was not published',
    before: sideOf(textOf(route), route),
    after: undefined,
    ...judged(route, { open: stronger, shut: neutral }),
    callers: isPublished ? breaks('the gateway has no such route any more') : safe('it was not published'),
    exposure: exposureOfRemoved(route, weakestProtection(route), comparison),
  };
}

function commonOf(route: GatewayRoute, pair: RoutePair, comparison: Comparison) {
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
  return protection === undefined ? 'not published' : protectionText(protection);
}

interface Postures {
  readonly open: typeof weaker;
  readonly shut: typeof neutral;
}

function judged(route: GatewayRoute, { open, shut }: Postures): Pick<Judgement, 'posture'> {
  const protection = weakestProtection(route);
  if (protection === undefined) return { posture: shut('it is published to no stage') };
  if (protection.kind === 'unknown') return { posture: unclear(protection.why) };
  if (protection.kind === 'public')
    return {
      posture: open(route.disableInternet === true ? 'anybody in a VPC may call it' : 'anybody may call it'),
    };
  const locks = route.stages
    .map(certainProtection)
    .flatMap((each) => (each.kind === 'locked' ? each.locks : []));
  const words = [...new Set(locks.map(({ kind }) => LOCK_WORDS[kind]))];
  return { posture: shut(`callers have to show ${words.join(' and ')}`) };
}

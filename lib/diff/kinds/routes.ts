import { EXPOSURES } from '../../facts';
import {
  accessText,
  certainProtection,
  fullNameOf,
  type GatewayRoute,
  isPreflightAnswer,
  type Protection,
  publicWords,
  type RouteStage,
} from '../../model';
import type { CallerEffect, Exposure, Posture, Verdict } from '../change';
import type { Comparison, Difference } from '../comparing/comparison';
import { routePlace, stagePlace } from '../comparing/places';
import { isPathParameter, isProperty } from '../judging/differences';
import { type Draft, sideOf } from '../judging/draft';
import { exposureOf, exposureOfNew, exposureOfRemoved } from '../judging/exposures';
import {
  callersOfGone,
  callersOfNew,
  type FallbackVerdict,
  type FallbackVerdicts,
  fallbackVerdictsIn,
  goneWords,
  newWords,
  TRADED,
  weakestOf,
} from '../judging/fallback-verdict';
import { alone, type Detector, mirrored, STEPS } from '../judging/kind';
import { openness, PREFLIGHT, type Ways, weakestProtection } from '../judging/openness';
import { neutral, safe, stronger, unclear, weaker } from '../judging/verdict';
import { type Both, isBoth } from '../pairing/pair';
import type { RoutePair, StagePair } from '../pairing/pair-routes';

const [routeAdded, routeRemoved] = mirrored(
  { area: 'route', direction: 'added', asymmetry: TRADED },
  {
    id: 'route-added',
    title: 'The gateway has a new route.',
    posture:
      'weaker where anybody may call it, neutral where callers have to show something; where a wider route took its requests, by what both ask for',
    callers: 'safe: nobody called it before; may break where a wider route took its requests',
    why: 'Whatever the backend does there, callers can now ask for it.',
  },
  {
    id: 'route-removed',
    title: 'The gateway lacks a route that it had.',
    posture:
      'stronger where anybody could call it, else neutral; where a wider route takes its requests, by what both ask for',
    callers:
      'break, where it was published; may break where a wider route takes its requests and asks for no more',
    why: 'Whoever calls it gets an error from the gateway, or what a wider route such as GET /a/* answers.',
    avoid: STEPS.gone,
  },
);

export const addedRoutes: Detector = {
  kinds: [routeAdded, routeRemoved],
  *find(comparison) {
    const verdicts = fallbackVerdictsIn(comparison);
    for (const pair of comparison.routes) {
      const { after, before } = pair;
      if (before === undefined && after !== undefined)
        yield routeCame({ route: after, pair, comparison }, verdicts.came(after, after.stages));
      if (before !== undefined && after === undefined)
        yield routeWent({ route: before, pair, comparison }, verdicts.went(before, before.stages));
    }
  },
};

interface Changed {
  readonly route: GatewayRoute;
  readonly pair: RoutePair;
  readonly comparison: Comparison;
}

function routeCame(changed: Changed, fallback: FallbackVerdict): Draft {
  const { comparison, route } = changed;
  return {
    ...routeCommon(changed),
    kind: routeAdded,
    message:
      route.stages.length === 0
        ? 'was added; it is not published'
        : `was added in ${stagesOf(route)}${newWords(fallback)}`,
    after: sideOf(routeText(route), route),
    posture: routePosture(route, fallback, { open: weaker, shut: neutral }),
    callers: callersOfNew(fallback),
    exposure: exposureOfNew(route, weakestProtection(route), comparison),
  };
}

function routeWent(changed: Changed, fallback: FallbackVerdict): Draft {
  const { comparison, route } = changed;
  const isPublished = route.stages.length > 0;
  return {
    ...routeCommon(changed),
    kind: routeRemoved,
    message: isPublished
      ? `was removed from ${stagesOf(route)}${goneWords(fallback)}`
      : 'was removed; it was not published',
    before: sideOf(routeText(route), route),
    posture: routePosture(route, fallback, { open: stronger, shut: neutral }),
    callers: isPublished ? callersOfGone(fallback) : safe('it was not published'),
    exposure: exposureOfRemoved(route, weakestProtection(route), comparison),
  };
}

function routeCommon({ comparison, pair, route }: Changed) {
  return { place: routePlace(pair, comparison), affects: [], explains: routeParts(route, comparison) };
}

/** The API, its deployments and its bindings, as far as they came and went with it. */
function routeParts(route: GatewayRoute, { of }: Comparison): Difference[] {
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

function routeText(route: GatewayRoute): string {
  const protection = weakestProtection(route);
  return protection === undefined ? 'not published' : accessText(protection);
}

function routePosture(
  route: GatewayRoute,
  { alone, postures }: FallbackVerdict,
  ways: Ways,
): Verdict<Posture> {
  if (route.stages.length === 0) return ways.shut('it is published to no stage');
  return weakestOf([...(alone.length === 0 ? [] : [openness(route, alone, ways)]), ...postures]);
}

const routeMoved = alone(
  {
    area: 'route',
    direction: 'changed',
    asymmetry: 'either way one route goes and another comes: what comes decides',
  },
  {
    id: 'route-moved',
    title: 'A route has another method or path.',
    posture:
      'weaker where anybody may call it, neutral where callers have to show something; beside wider routes, by what both ask for',
    callers:
      'break, where it was published; may break where a wider route takes its requests and asks for no more',
    why: 'ROS updates it in place, so its plug-ins stay bound: the old address is gone, and the new one is open at once.',
    avoid: 'add the route at its new address, move the callers, then remove the old one',
  },
);

export const movedRoutes: Detector = {
  kinds: [routeMoved],
  *find(comparison) {
    const verdicts = fallbackVerdictsIn(comparison);
    for (const pair of comparison.routes)
      if (isBoth(pair) && hasOtherAddress(pair)) yield movedDraft(pair, verdicts, comparison);
  },
};

/** What only ROS knows may be the same. */
function hasOtherAddress({ after, before }: Both<GatewayRoute>): boolean {
  if (before.route === undefined || after.route === undefined) return false;
  return before.route.signature !== after.route.signature;
}

function movedDraft(
  pair: RoutePair & Both<GatewayRoute>,
  verdicts: FallbackVerdicts,
  comparison: Comparison,
): Draft {
  const stays = pair.stages.flatMap((stage) => (isBoth(stage) ? [stage] : []));
  const gone = verdicts.went(
    pair.before,
    stays.map(({ before }) => before),
  );
  const come = verdicts.came(
    pair.after,
    stays.map(({ after }) => after),
  );
  const isPublished = stays.length > 0;
  return {
    kind: routeMoved,
    place: routePlace(pair, comparison),
    message: `was ${fullNameOf(pair.before)}${newWords(come)}${goneWords(gone, 'its old requests')}`,
    before: sideOf(fullNameOf(pair.before), pair.before),
    after: sideOf(fullNameOf(pair.after), pair.after),
    posture: isPublished
      ? weakestOf([
          ...posturesOf(pair.after, come, { open: weaker, shut: neutral }),
          ...posturesOf(pair.before, gone, { open: stronger, shut: neutral }),
        ])
      : neutral('it stays in no stage'),
    callers: isPublished ? callersOfBoth(gone, come) : safe('it stays in no stage'),
    explains: comparison.of(pair.after).filter(isAddress),
  };
}

/** Callers of its old address, and those whose requests it takes from other routes. */
function callersOfBoth(gone: FallbackVerdict, come: FallbackVerdict): Verdict<CallerEffect> {
  const [old, others] = [callersOfGone(gone), callersOfNew(come)];
  return old.verdict === 'safe' ? others : old;
}

function posturesOf(route: GatewayRoute, { alone, postures }: FallbackVerdict, ways: Ways) {
  return [...(alone.length === 0 ? [] : [openness(route, alone, ways)]), ...postures];
}

const ADDRESS: ReadonlySet<string> = new Set(['RequestHttpMethod', 'RequestPath']);

function isAddress(difference: Difference): boolean {
  const [section, property, name = ''] = difference.path;
  if (section !== 'Properties') return false;
  return (property === 'RequestConfig' && ADDRESS.has(name)) || isPathParameter(difference);
}

const [stagePublished, stageUnpublished] = mirrored(
  { area: 'route', direction: 'added', asymmetry: TRADED },
  {
    id: 'stage-published',
    title: 'A route is published to one more stage.',
    posture:
      'weaker where anybody may call it there, neutral where callers have to show something; where a wider route took its requests, by what both ask for',
    callers: 'safe: nobody called it there before; may break where a wider route took its requests',
    why: 'A domain of the group serves every stage, so the new one is reached through the domain of production, too.',
  },
  {
    id: 'stage-unpublished',
    title: 'A route is no longer published to a stage.',
    posture:
      'stronger where anybody could call it there, else neutral; where a wider route takes its requests, by what both ask for',
    callers: 'break; may break where a wider route takes its requests and asks for no more',
    why: 'Whoever calls it in that stage gets an error from the gateway, or what a wider route such as GET /a/* answers.',
    avoid: STEPS.gone,
  },
);

export const publishedStages: Detector = {
  kinds: [stagePublished, stageUnpublished],
  *find(comparison) {
    const verdicts = fallbackVerdictsIn(comparison);
    for (const pair of comparison.stages) {
      const { after, before, route } = pair;
      if (route.before === undefined || route.after === undefined) continue;
      if (before === undefined && after !== undefined)
        yield stageCame(pair, after, { route: route.after, comparison, verdicts });
      if (before !== undefined && after === undefined)
        yield stageWent(pair, before, { route: route.before, comparison, verdicts });
    }
  },
};

interface StageContext {
  readonly route: GatewayRoute;
  readonly comparison: Comparison;
  readonly verdicts: FallbackVerdicts;
}

function stageCame(pair: StagePair, stage: RouteStage, context: StageContext): Draft {
  const protection = certainProtection(stage);
  const exposure = exposureOfNew(context.route, protection, context.comparison);
  const fallback = context.verdicts.came(context.route, [stage]);
  return {
    ...stageCommon(pair, stage, context),
    kind: stagePublished,
    message: `was published to ${pair.name}${newWords(fallback)}`,
    after: sideOf(accessText(protection), stage.deployments[0]),
    posture: stagePosture(protection, {
      open: weaker,
      words: protection.kind === 'public' ? publicWords(protection) : '',
      isPreflight: isPreflightAnswer(context.route),
      fallback,
    }),
    callers: callersOfNew(fallback),
    exposure: exposure ?? sideDoor(pair, protection, context),
  };
}

function stageWent(pair: StagePair, stage: RouteStage, context: StageContext): Draft {
  const protection = certainProtection(stage);
  const fallback = context.verdicts.went(context.route, [stage]);
  return {
    ...stageCommon(pair, stage, context),
    kind: stageUnpublished,
    message: `is no longer published to ${pair.name}${goneWords(fallback)}`,
    before: sideOf(accessText(protection), stage.deployments[0]),
    posture: stagePosture(protection, {
      open: stronger,
      words: 'anybody could call it there',
      isPreflight: isPreflightAnswer(context.route),
      fallback,
    }),
    callers: callersOfGone(fallback),
    exposure: exposureOfRemoved(context.route, protection, context.comparison),
  };
}

function stageCommon(pair: StagePair, stage: RouteStage, { comparison }: StageContext) {
  return { place: stagePlace(pair, comparison), affects: [], explains: stageParts(stage, comparison) };
}

/** The deployments and bindings of the stage that came or went, or are for it now. */
function stageParts({ bindings, deployments }: RouteStage, { of }: Comparison): Difference[] {
  const bound = bindings.flatMap(({ binding, maybe }) => (maybe === undefined ? [binding] : []));
  const isStage = (each: Difference) => each.path.length === 0 || isProperty(each, 'StageName');
  return [...deployments, ...bound].flatMap(of).filter(isStage);
}

interface StageOpenness {
  readonly open: typeof weaker | typeof stronger;
  readonly words: string;
  readonly isPreflight: boolean;
  readonly fallback: FallbackVerdict;
}

function stagePosture(protection: Protection, { fallback: { alone, postures }, ...open }: StageOpenness) {
  return weakestOf([...(alone.length === 0 ? [] : [aloneOf(protection, open)]), ...postures]);
}

function aloneOf(
  protection: Protection,
  { isPreflight, open, words }: Omit<StageOpenness, 'fallback'>,
): Verdict<Posture> {
  if (protection.kind === 'unknown') return unclear(protection.why);
  if (protection.kind === 'locked') return neutral(`it asks for ${accessText(protection)}`);
  return isPreflight ? neutral(PREFLIGHT) : open(words);
}

/** A stage that anybody may call, at a domain whose other stages are locked. */
function sideDoor(
  pair: StagePair,
  protection: Protection,
  { comparison, route }: StageContext,
): Exposure | undefined {
  const isLocked = pair.route.after?.stages.some((each) => certainProtection(each).kind === 'locked');
  const hasDomain = comparison.head.domains.some(({ group }) => group === route.group);
  if (protection.kind !== 'public' || !isLocked || !hasDomain) return undefined;
  return exposureOf(EXPOSURES.stageOnDomain);
}

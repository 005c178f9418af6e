import { EXPOSURES } from '../../facts';
import {
  accessText,
  certainProtection,
  type GatewayRoute,
  isPreflightAnswer,
  type Protection,
  publicWords,
  type RouteStage,
} from '../../model';
import type { Exposure, Posture, Verdict } from '../change';
import type { Comparison, Difference } from '../comparing/comparison';
import { stagePlace } from '../comparing/places';
import { isProperty } from '../judging/differences-at';
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
import type { ChangeKind, Detector } from '../judging/kind';
import { PREFLIGHT } from '../judging/openness';
import { neutral, stronger, unclear, weaker } from '../judging/verdict';
import type { StagePair } from '../pairing/pair-routes';

const published: ChangeKind = {
  id: 'stage-published',
  title: 'A route is published to one more stage.',
  area: 'route',
  direction: 'added',
  mirror: 'stage-unpublished',
  asymmetry: TRADED,
  posture:
    'weaker where anybody may call it there, neutral where callers have to show something; where a wider route took its requests, by what both ask for',
  callers: 'safe: nobody called it there before; may break where a wider route took its requests',
  why: 'A domain of the group serves every stage, so the new one is reached through the domain of production, too.',
};

const unpublished: ChangeKind = {
  id: 'stage-unpublished',
  title: 'A route is no longer published to a stage.',
  area: 'route',
  direction: 'removed',
  mirror: 'stage-published',
  asymmetry: TRADED,
  posture:
    'stronger where anybody could call it there, else neutral; where a wider route takes its requests, by what both ask for',
  callers: 'break; may break where a wider route takes its requests and asks for no more',
  why: 'Whoever calls it in that stage gets an error from the gateway, or what a wider route such as GET /a/* answers.',
};

export const stagePublished: Detector = {
  kinds: [published, unpublished],
  *find(comparison) {
    const verdicts = fallbackVerdictsIn(comparison);
    for (const pair of comparison.stages) {
      const { after, before, route } = pair;
      if (route.before === undefined || route.after === undefined) continue;
      if (before === undefined && after !== undefined)
        yield came(pair, after, { route: route.after, comparison, verdicts });
      if (before !== undefined && after === undefined)
        yield went(pair, before, { route: route.before, comparison, verdicts });
    }
  },
};

interface Context {
  readonly route: GatewayRoute;
  readonly comparison: Comparison;
  readonly verdicts: FallbackVerdicts;
}

function came(pair: StagePair, stage: RouteStage, context: Context): Draft {
  const protection = certainProtection(stage);
  const exposure = exposureOfNew(context.route, protection, context.comparison);
  const fallback = context.verdicts.came(context.route, [stage]);
  return {
    ...commonOf(pair, stage, context),
    kind: published,
    message: `was published to ${pair.name}${newWords(fallback)}`,
    before: undefined,
    after: sideOf(accessText(protection), stage.deployments[0]),
    posture: postureOf(protection, {
      open: weaker,
      words: protection.kind === 'public' ? publicWords(protection) : '',
      isPreflight: isPreflightAnswer(context.route),
      fallback,
    }),
    callers: callersOfNew(fallback),
    exposure: exposure ?? sideDoor(pair, protection, context),
  };
}

function went(pair: StagePair, stage: RouteStage, context: Context): Draft {
  const protection = certainProtection(stage);
  const fallback = context.verdicts.went(context.route, [stage]);
  return {
    ...commonOf(pair, stage, context),
    kind: unpublished,
    message: `is no longer published to ${pair.name}${goneWords(fallback)}`,
    before: sideOf(accessText(protection), stage.deployments[0]),
    after: undefined,
    posture: postureOf(protection, {
      open: stronger,
      words: 'anybody could call it there',
      isPreflight: isPreflightAnswer(context.route),
      fallback,
    }),
    callers: callersOfGone(fallback),
    exposure: exposureOfRemoved(context.route, protection, context.comparison),
  };
}

function commonOf(pair: StagePair, stage: RouteStage, { comparison }: Context) {
  return { place: stagePlace(pair, comparison), affects: [], explains: partsOf(stage, comparison) };
}

/** The deployments and bindings of the stage that came or went, or are for it now. */
function partsOf({ bindings, deployments }: RouteStage, { of }: Comparison): Difference[] {
  const bound = bindings.flatMap(({ binding, maybe }) => (maybe === undefined ? [binding] : []));
  const isStage = (each: Difference) => each.path.length === 0 || isProperty(each, 'StageName');
  return [...deployments, ...bound].flatMap(of).filter(isStage);
}

interface Open {
  readonly open: typeof weaker | typeof stronger;
  readonly words: string;
  readonly isPreflight: boolean;
  readonly fallback: FallbackVerdict;
}

function postureOf(protection: Protection, { fallback: { alone, postures }, ...open }: Open) {
  return weakestOf([...(alone.length === 0 ? [] : [aloneOf(protection, open)]), ...postures]);
}

function aloneOf(
  protection: Protection,
  { isPreflight, open, words }: Omit<Open, 'fallback'>,
): Verdict<Posture> {
  if (protection.kind === 'unknown') return unclear(protection.why);
  if (protection.kind === 'locked') return neutral(`it asks for ${accessText(protection)}`);
  return isPreflight ? neutral(PREFLIGHT) : open(words);
}

/** A stage that anybody may call, at a domain whose other stages are locked. */
function sideDoor(
  pair: StagePair,
  protection: Protection,
  { comparison, route }: Context,
): Exposure | undefined {
  const isLocked = pair.route.after?.stages.some((each) => certainProtection(each).kind === 'locked');
  const hasDomain = comparison.head.domains.some(({ group }) => group === route.group);
  if (protection.kind !== 'public' || !isLocked || !hasDomain) return undefined;
  return exposureOf(EXPOSURES.stageOnDomain);
}

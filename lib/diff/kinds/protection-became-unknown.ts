import {
  accessText,
  certainProtection,
  isPreflightAnswer,
  LOCK_WORDS,
  type Protection,
  publicWords,
} from '../../model';
import type { Comparison, Difference } from '../comparing/comparison';
import { stagePlace } from '../comparing/places';
import { isProperty } from '../judging/differences-at';
import { type Draft, sideOf } from '../judging/draft';
import type { ChangeKind, Detector } from '../judging/kind';
import { PREFLIGHT } from '../judging/openness';
import { authenticationBindings } from '../judging/stage-protection';
import { callersUnclear, type Judgement, neutral, safe, unclear, weaker } from '../judging/verdict';
import type { StagePair } from '../pairing/pair-routes';

const CERTAIN =
  'That anybody gets in for certain is weaker, whatever was there before; that it is no longer certain may be either.';

const lost: ChangeKind = {
  id: 'protection-became-unknown',
  title: 'The template no longer says all of who may call a route.',
  area: 'authentication',
  direction: 'changed',
  mirror: 'protection-became-known',
  asymmetry: CERTAIN,
  posture:
    'unknown: what ROS fills in may open the route or shut it; neutral where it can only be shut further',
  callers: 'unknown',
  why: 'Nobody who reads the template can tell whether the route is protected as it was.',
};

const gained: ChangeKind = {
  id: 'protection-became-known',
  title: 'The template now says who may call a route.',
  area: 'authentication',
  direction: 'changed',
  mirror: 'protection-became-unknown',
  asymmetry: CERTAIN,
  posture:
    'weaker where anybody may call it now, neutral where it can only be shut further, else unknown: what was there before cannot be read',
  callers: 'safe where anybody may call it now, else unknown',
  why: 'Whether that is more or less than before depends on what ROS had filled in.',
};

export const protectionBecameUnknown: Detector = {
  kinds: [lost, gained],
  *find(comparison) {
    for (const pair of comparison.stages) {
      if (pair.before === undefined || pair.after === undefined) continue;
      const sides = { before: certainProtection(pair.before), after: certainProtection(pair.after) };
      const told = toldOf(sides, pair);
      if (told !== undefined) yield draftOf(pair, { ...sides, ...told }, comparison);
    }
  },
};

interface Sides {
  readonly before: Protection;
  readonly after: Protection;
}

type Told = Judgement & Pick<Draft, 'kind' | 'message'>;

function toldOf({ after, before }: Sides, pair: StagePair): Told | undefined {
  if (after.kind === 'unknown' && before.kind === 'unknown') return undefined;
  if (after.kind === 'unknown')
    return { kind: lost, message: `who may call it is unknown: ${after.why}`, ...unclearBecause(after.why) };
  if (before.kind === 'unknown') {
    const message = `who may call it was unknown: ${before.why}`;
    if (after.kind === 'public') return { kind: gained, message, ...opened(after, pair) };
    return { kind: gained, message, ...unclearBecause(before.why) };
  }
  return doubtOf(before, after, 'is') ?? doubtOf(after, before, 'was');
}

/** Anybody gets in for certain, which was not certain before. */
function opened(after: Extract<Protection, { kind: 'public' }>, { route }: StagePair): Judgement {
  const callers = safe('nobody has to show anything');
  if (route.after !== undefined && isPreflightAnswer(route.after))
    return { posture: neutral(PREFLIGHT), callers };
  const words = publicWords(after, route.after?.disableInternet === true);
  return { posture: weaker(`${words}, which was not certain before`), callers };
}

/** A lock in doubt on one side that the other side has for certain, or has not at all, or doubts for another reason. */
function doubtOf(other: Protection, doubtful: Protection, when: 'is' | 'was'): Told | undefined {
  if (doubtful.kind !== 'locked') return undefined;
  const known = other.kind === 'locked' ? other.perhaps : [];
  const fresh = doubtful.perhaps.find(
    (each) => !known.some(({ kind, why }) => kind === each.kind && why === each.why),
  );
  // Where the other side has no lock at all, the locks that came or went tell of it.
  if (fresh === undefined || other.kind === 'public') return undefined;
  const words = LOCK_WORDS[fresh.kind];
  const isCertain = other.kind === 'locked' && other.locks.some(({ kind }) => kind === fresh.kind);
  // Who may be asked for more, or is certainly asked now, gets in no more easily than before.
  const isMore = (when === 'is') !== isCertain;
  return {
    kind: when === 'is' ? lost : gained,
    message: `whether it asks for ${words}, too, ${when} unknown: ${fresh.why}`,
    posture: isMore ? neutral('nobody gets in who was refused before') : unclear(fresh.why),
    callers: callersUnclear(fresh.why),
  };
}

function unclearBecause(why: string): Judgement {
  return { posture: unclear(why), callers: callersUnclear(why) };
}

function draftOf(pair: StagePair, { after, before, ...told }: Sides & Told, comparison: Comparison): Draft {
  return {
    ...told,
    place: stagePlace(pair, comparison),
    before: sideOf(accessText(before), pair.route.before),
    after: sideOf(accessText(after), pair.route.after),
    exposure: undefined,
    affects: [],
    explains: explainedBy(pair, comparison),
  };
}

function explainedBy(pair: StagePair, comparison: Comparison): Difference[] {
  const own = comparison.of(pair.route.after).filter((each) => isProperty(each, 'AuthType'));
  return [...authenticationBindings(pair, comparison), ...own];
}

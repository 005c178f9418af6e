import { EXPOSURES } from '../../facts';
import {
  accessText,
  certainProtection,
  isPreflightAnswer,
  LOCK_WORDS,
  type Lock,
  type Protection,
  publicWords,
  type RouteStage,
} from '../../model';
import type { Comparison, Difference } from '../comparing/comparison';
import { stagePlace } from '../comparing/places';
import { isProperty } from '../judging/differences-at';
import { type Draft, sideOf } from '../judging/draft';
import { exposureOf } from '../judging/exposures';
import type { ChangeKind, Detector } from '../judging/kind';
import { PREFLIGHT } from '../judging/openness';
import { authenticationBindings } from '../judging/stage-protection';
import { breaks, type Judgement, neutral, safe, stronger, weaker } from '../judging/verdict';
import type { StagePair } from '../pairing/pair-routes';

const removed: ChangeKind = {
  id: 'authentication-removed',
  title: 'A route no longer asks for something that callers had to show.',
  area: 'authentication',
  direction: 'removed',
  mirror: 'authentication-added',
  asymmetry: undefined,
  posture: 'weaker',
  callers: 'safe',
  why: 'Whoever was kept out by it gets through, to the backend and to the data of others.',
};

const added: ChangeKind = {
  id: 'authentication-added',
  title: 'A route asks for something that callers did not have to show.',
  area: 'authentication',
  direction: 'added',
  mirror: 'authentication-removed',
  asymmetry: undefined,
  posture: 'stronger',
  callers: 'break',
  why: 'Whoever calls as before is refused.',
};

const changed: ChangeKind = {
  id: 'authentication-changed',
  title: 'A route asks for something else than callers had to show.',
  area: 'authentication',
  direction: 'replaced',
  mirror: 'authentication-changed',
  asymmetry: 'either way, who shows what is asked for now, and could not show what was, gets in',
  posture: 'weaker, for those who have what is asked for now and not what was',
  callers: 'break, for those who have only what was asked for',
  why: 'Other callers get in than before, and whoever calls as before is refused.',
};

export const authenticationRemoved: Detector = {
  kinds: [removed, added, changed],
  *find(comparison) {
    for (const pair of comparison.stages) {
      const { after, before } = pair;
      if (before === undefined || after === undefined) continue;
      const sides = { before: certainProtection(before), after: certainProtection(after) };
      if (sides.before.kind === 'unknown' || sides.after.kind === 'unknown') continue;
      // What is perhaps there on the other side is neither lost nor gained: protection-became-unknown tells of it.
      const lost = without(locksOf(sides.before), [...locksOf(sides.after), ...possibleLocks(sides.after)]);
      const gained = without(locksOf(sides.after), [
        ...locksOf(sides.before),
        ...possibleLocks(sides.before),
      ]);
      const swap = { lost, gained };
      if (lost.length > 0 && gained.length > 0) {
        yield draftOf(pair, { ...sides, kind: changed, ...swappedLocks(swap) }, comparison);
        continue;
      }
      if (lost.length > 0)
        yield draftOf(pair, { ...sides, kind: removed, ...lostLocks(after, pair, swap) }, comparison);
      if (gained.length > 0) yield draftOf(pair, { ...sides, kind: added, ...gainedLocks(swap) }, comparison);
    }
  },
};

function locksOf(protection: Protection): readonly Lock['kind'][] {
  return protection.kind === 'locked' ? protection.locks.map(({ kind }) => kind) : [];
}

function possibleLocks(protection: Protection): readonly Lock['kind'][] {
  return protection.kind === 'locked' ? protection.perhaps.map(({ kind }) => kind) : [];
}

function without(some: readonly Lock['kind'][], others: readonly Lock['kind'][]): readonly Lock['kind'][] {
  return some.filter((each) => !others.includes(each));
}

interface Swap {
  readonly lost: readonly Lock['kind'][];
  readonly gained: readonly Lock['kind'][];
}

type Told = Judgement & Pick<Draft, 'message'> & Partial<Pick<Draft, 'exposure'>>;

function lostLocks({ protection }: RouteStage, { route }: StagePair, { lost }: Swap): Told {
  const words = wordsOf(lost);
  const isVpcOnly = route.after?.disableInternet === true;
  const open = protection.kind === 'public' ? publicWords(protection, isVpcOnly) : undefined;
  const isPreflight = open !== undefined && route.after !== undefined && isPreflightAnswer(route.after);
  return {
    message: open === undefined ? `no longer asks for ${words}` : `no longer asks for ${words}: ${open}`,
    posture: isPreflight ? neutral(PREFLIGHT) : weaker(open ?? `who cannot show ${words} gets through`),
    callers: safe('what they send is more than enough'),
  };
}

function gainedLocks({ gained, lost }: Swap): Told {
  const words = wordsOf(gained);
  // One of the two stands in the API, the other in a plug-in: which ROS changes first is not said.
  const isMoved = isPluginLock(gained) ? lost.some((each) => !PLUGIN_LOCKS.has(each)) : isPluginLock(lost);
  return {
    message: `now asks for ${words}`,
    posture: stronger(`who cannot show ${words} is refused`),
    callers: breaks(`who calls without ${words.replace(/^an? /, '')} is refused`),
    exposure: isMoved ? exposureOf(EXPOSURES.lockMoved) : undefined,
  };
}

/** One thing to show instead of another: one fate for each caller, told once. */
function swappedLocks(swap: Swap): Told {
  const [old, own] = [wordsOf(swap.lost), wordsOf(swap.gained)];
  return {
    message: `asks for ${own} instead of ${old}`,
    posture: weaker(`callers without ${old} who have ${own} get in`),
    callers: breaks(`callers without ${own} are refused`),
    exposure: gainedLocks(swap).exposure,
  };
}

const PLUGIN_LOCKS: ReadonlySet<Lock['kind']> = new Set(['jwt', 'basic']);

function isPluginLock(locks: readonly Lock['kind'][]): boolean {
  return locks.some((each) => PLUGIN_LOCKS.has(each));
}

function wordsOf(locks: readonly Lock['kind'][]): string {
  return locks.map((each) => LOCK_WORDS[each]).join(' and ');
}

interface Sides extends Told {
  readonly kind: ChangeKind;
  readonly before: Protection;
  readonly after: Protection;
}

function draftOf(pair: StagePair, { after, before, ...told }: Sides, comparison: Comparison): Draft {
  return {
    exposure: undefined,
    ...told,
    place: stagePlace(pair, comparison),
    before: sideOf(accessText(before), pair.route.before),
    after: sideOf(accessText(after), pair.route.after),
    affects: [],
    explains: explainedBy(pair, comparison),
  };
}

function explainedBy(pair: StagePair, comparison: Comparison): Difference[] {
  const own = comparison.of(pair.route.after).filter((each) => isProperty(each, 'AuthType'));
  return [...authenticationBindings(pair, comparison), ...own];
}

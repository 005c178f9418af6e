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
import { isProperty } from '../judging/differences';
import { changeAt, type Draft, sideOf } from '../judging/draft';
import { exposureOf } from '../judging/exposures';
import { alone, type ChangeKind, type Detector, mirrored, STEPS } from '../judging/kind';
import { authenticationBindings, PREFLIGHT } from '../judging/openness';
import {
  breaks,
  callersUnclear,
  type Judgement,
  neutral,
  safe,
  stronger,
  unclear,
  weaker,
} from '../judging/verdict';
import type { StagePair } from '../pairing/pair-routes';

const [authenticationRemoved, authenticationAdded] = mirrored(
  { area: 'authentication', direction: 'removed' },
  {
    id: 'authentication-removed',
    title: 'A route no longer asks for something that callers had to show.',
    posture: 'weaker',
    callers: 'safe',
    why: 'Whoever was kept out by it gets through, to the backend and to the data of others.',
  },
  {
    id: 'authentication-added',
    title: 'A route asks for something that callers did not have to show.',
    posture: 'stronger',
    callers: 'break',
    why: 'Whoever calls as before is refused.',
    avoid: STEPS.tell,
  },
);

const authenticationChanged = alone(
  {
    area: 'authentication',
    direction: 'replaced',
    asymmetry: 'either way, who shows what is asked for now, and could not show what was, gets in',
  },
  {
    id: 'authentication-changed',
    title: 'A route asks for something else than callers had to show.',
    posture: 'weaker, for those who have what is asked for now and not what was',
    callers: 'break, for those who have only what was asked for',
    why: 'Other callers get in than before, and whoever calls as before is refused.',
    avoid:
      'callers cannot be asked for either of two: publish a second route that asks for the new one, move the callers, then remove the old route',
  },
);

export const changedLocks: Detector = {
  kinds: [authenticationRemoved, authenticationAdded, authenticationChanged],
  *find(comparison) {
    for (const pair of comparison.stages) {
      const { after, before } = pair;
      if (before === undefined || after === undefined) continue;
      const sides = { before: certainProtection(before), after: certainProtection(after) };
      if (sides.before.kind === 'unknown' || sides.after.kind === 'unknown') continue;
      // What is perhaps there on the other side is neither lost nor gained: protection-became-unknown tells of it.
      const lost = lessLocks(locksOf(sides.before), [...locksOf(sides.after), ...possibleLocks(sides.after)]);
      const gained = lessLocks(locksOf(sides.after), [
        ...locksOf(sides.before),
        ...possibleLocks(sides.before),
      ]);
      const swap = { lost, gained };
      if (lost.length > 0 && gained.length > 0) {
        yield lockDraft(pair, { ...sides, kind: authenticationChanged, ...swappedLocks(swap) }, comparison);
        continue;
      }
      if (lost.length > 0)
        yield lockDraft(
          pair,
          { ...sides, kind: authenticationRemoved, ...lostLocks(after, pair, swap) },
          comparison,
        );
      if (gained.length > 0)
        yield lockDraft(pair, { ...sides, kind: authenticationAdded, ...gainedLocks(swap) }, comparison);
    }
  },
};

function locksOf(protection: Protection): readonly Lock['kind'][] {
  return protection.kind === 'locked' ? protection.locks.map(({ kind }) => kind) : [];
}

function possibleLocks(protection: Protection): readonly Lock['kind'][] {
  return protection.kind === 'locked' ? protection.perhaps.map(({ kind }) => kind) : [];
}

function lessLocks(some: readonly Lock['kind'][], others: readonly Lock['kind'][]): readonly Lock['kind'][] {
  return some.filter((each) => !others.includes(each));
}

interface LockSwap {
  readonly lost: readonly Lock['kind'][];
  readonly gained: readonly Lock['kind'][];
}

type LockWords = Judgement & Pick<Draft, 'message'> & Partial<Pick<Draft, 'exposure'>>;

function lostLocks({ protection }: RouteStage, { route }: StagePair, { lost }: LockSwap): LockWords {
  const words = lockWords(lost);
  const isVpcOnly = route.after?.disableInternet === true;
  const open = protection.kind === 'public' ? publicWords(protection, isVpcOnly) : undefined;
  const isPreflight = open !== undefined && route.after !== undefined && isPreflightAnswer(route.after);
  return {
    message: open === undefined ? `no longer asks for ${words}` : `no longer asks for ${words}: ${open}`,
    posture: isPreflight ? neutral(PREFLIGHT) : weaker(open ?? `who cannot show ${words} gets through`),
    callers: safe('what they send is more than enough'),
  };
}

function gainedLocks({ gained, lost }: LockSwap): LockWords {
  const words = lockWords(gained);
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
function swappedLocks(swap: LockSwap): LockWords {
  const [old, own] = [lockWords(swap.lost), lockWords(swap.gained)];
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

function lockWords(locks: readonly Lock['kind'][]): string {
  return locks.map((each) => LOCK_WORDS[each]).join(' and ');
}

interface ChangedLocks extends LockWords {
  readonly kind: ChangeKind;
  readonly before: Protection;
  readonly after: Protection;
}

function lockDraft(pair: StagePair, { after, before, ...told }: ChangedLocks, comparison: Comparison): Draft {
  return {
    ...told,
    place: stagePlace(pair, comparison),
    before: sideOf(accessText(before), pair.route.before),
    after: sideOf(accessText(after), pair.route.after),
    explains: lockDifferences(pair, comparison),
  };
}

function lockDifferences(pair: StagePair, comparison: Comparison): Difference[] {
  const own = comparison.of(pair.route.after).filter((each) => isProperty(each, 'AuthType'));
  return [...authenticationBindings(pair, comparison), ...own];
}

const CERTAIN =
  'That anybody gets in for certain is weaker, whatever was there before; that it is no longer certain may be either.';

const [protectionBecameUnknown, protectionBecameKnown] = mirrored(
  { area: 'authentication', direction: 'changed', asymmetry: CERTAIN },
  {
    id: 'protection-became-unknown',
    title: 'The template no longer says all of who may call a route.',
    posture:
      'unknown: what ROS fills in may open the route or shut it; neutral where it can only be shut further',
    callers: 'unknown',
    why: 'Nobody who reads the template can tell whether the route is protected as it was.',
  },
  {
    id: 'protection-became-known',
    title: 'The template now says who may call a route.',
    posture:
      'weaker where anybody may call it now, neutral where it can only be shut further, else unknown: what was there before cannot be read',
    callers: 'safe where anybody may call it now, else unknown',
    why: 'Whether that is more or less than before depends on what ROS had filled in.',
  },
);

export const doubtfulLocks: Detector = {
  kinds: [protectionBecameUnknown, protectionBecameKnown],
  *find(comparison) {
    for (const pair of comparison.stages) {
      if (pair.before === undefined || pair.after === undefined) continue;
      const sides = { before: certainProtection(pair.before), after: certainProtection(pair.after) };
      const told = doubtBetween(sides, pair);
      if (told !== undefined) yield doubtDraft(pair, { ...sides, ...told }, comparison);
    }
  },
};

interface DoubtfulSides {
  readonly before: Protection;
  readonly after: Protection;
}

type DoubtWords = Judgement & Pick<Draft, 'kind' | 'message'>;

function doubtBetween({ after, before }: DoubtfulSides, pair: StagePair): DoubtWords | undefined {
  if (after.kind === 'unknown' && before.kind === 'unknown') return undefined;
  if (after.kind === 'unknown')
    return {
      kind: protectionBecameUnknown,
      message: `who may call it is unknown: ${after.why}`,
      ...unclearBecause(after.why),
    };
  if (before.kind === 'unknown') {
    const message = `who may call it was unknown: ${before.why}`;
    if (after.kind === 'public')
      return { kind: protectionBecameKnown, message, ...openedForCertain(after, pair) };
    return { kind: protectionBecameKnown, message, ...unclearBecause(before.why) };
  }
  return doubtOf(before, after, 'is') ?? doubtOf(after, before, 'was');
}

/** Anybody gets in for certain, which was not certain before. */
function openedForCertain(after: Extract<Protection, { kind: 'public' }>, { route }: StagePair): Judgement {
  const callers = safe('nobody has to show anything');
  if (route.after !== undefined && isPreflightAnswer(route.after))
    return { posture: neutral(PREFLIGHT), callers };
  const words = publicWords(after, route.after?.disableInternet === true);
  return { posture: weaker(`${words}, which was not certain before`), callers };
}

/** A lock in doubt on one side that the other side has for certain, or has not at all, or doubts for another reason. */
function doubtOf(other: Protection, doubtful: Protection, when: 'is' | 'was'): DoubtWords | undefined {
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
    kind: when === 'is' ? protectionBecameUnknown : protectionBecameKnown,
    message: `whether it asks for ${words}, too, ${when} unknown: ${fresh.why}`,
    posture: isMore ? neutral('nobody gets in who was refused before') : unclear(fresh.why),
    callers: callersUnclear(fresh.why),
  };
}

function unclearBecause(why: string): Judgement {
  return { posture: unclear(why), callers: callersUnclear(why) };
}

function doubtDraft(
  pair: StagePair,
  { after, before, ...told }: DoubtfulSides & DoubtWords,
  comparison: Comparison,
): Draft {
  return {
    ...told,
    place: stagePlace(pair, comparison),
    before: sideOf(accessText(before), pair.route.before),
    after: sideOf(accessText(after), pair.route.after),
    explains: lockDifferences(pair, comparison),
  };
}

const publicReasonChanged = alone(
  { area: 'authentication', direction: 'changed' },
  {
    id: 'public-reason-changed',
    title: 'The reason why anybody may call a route was given, changed or taken away.',
    posture: 'neutral: a reason opens and shuts nothing',
    callers: 'safe',
    why: 'Whoever agreed to public access agreed to the reason; a new one has to be agreed to again.',
  },
);

export const publicReasons: Detector = {
  kinds: [publicReasonChanged],
  *find({ differences }) {
    for (const difference of differences) {
      const { after, before, path, type } = difference;
      if (type !== 'ALIYUN::ApiGateway::Api' || !leadsToReason(path)) continue;
      const words = after === undefined ? 'taken away' : before === undefined ? 'given' : 'changed';
      yield changeAt(publicReasonChanged, difference, {
        message: `the reason for public access was ${words}`,
        posture: neutral('a reason opens and shuts nothing'),
        callers: safe('the gateway does not read it'),
      });
    }
  },
};

const REASON = ['Metadata', 'JwtGateway', 'PublicAccess'] as const;

function leadsToReason(path: readonly string[]): boolean {
  return path.length > 0 && path.every((step, at) => step === REASON[at]);
}

import type { Protection } from '../../model';
import type { Comparison, Difference } from '../comparing/comparison';
import { stagePlace } from '../comparing/places';
import { isProperty } from '../judging/differences-at';
import { type Draft, sideOf } from '../judging/draft';
import type { ChangeKind, Detector } from '../judging/kind';
import { authenticationBindings, certainProtection, protectionText } from '../judging/stage-protection';
import { callersUnclear, unclear } from '../judging/verdict';
import type { StagePair } from '../pairing/pair-routes';

const lost: ChangeKind = {
  id: 'protection-became-unknown',
  title: 'The template no longer says who may call a route.',
  area: 'authentication',
  direction: 'changed',
  mirror: 'protection-became-known',
  asymmetry: undefined,
  posture: 'unknown: what ROS fills in may open the route or shut it',
  callers: 'unknown',
  why: 'Nobody who reads the template can tell whether the route is protected.',
};

const gained: ChangeKind = {
  id: 'protection-became-known',
  title: 'The template now says who may call a route.',
  area: 'authentication',
  direction: 'changed',
  mirror: 'protection-became-unknown',
  asymmetry: undefined,
  posture: 'unknown: what was there before cannot be read',
  callers: 'unknown',
  why: 'Whether that is more or less than before depends on what ROS had filled in.',
};

export const protectionBecameUnknown: Detector = {
  kinds: [lost, gained],
  *find(comparison) {
    for (const pair of comparison.stages) {
      if (pair.before === undefined || pair.after === undefined) continue;
      const before = certainProtection(pair.before);
      const after = certainProtection(pair.after);
      if (after.kind === 'unknown' && before.kind !== 'unknown')
        yield draftOf(pair, { before, after }, comparison);
      if (before.kind === 'unknown' && after.kind !== 'unknown')
        yield draftOf(pair, { before, after }, comparison);
    }
  },
};

interface Sides {
  readonly before: Protection;
  readonly after: Protection;
}

function draftOf(pair: StagePair, { after, before }: Sides, comparison: Comparison): Draft {
  const why = after.kind === 'unknown' ? after.why : before.kind === 'unknown' ? before.why : '';
  return {
    kind: after.kind === 'unknown' ? lost : gained,
    place: stagePlace(pair, comparison),
    message:
      after.kind === 'unknown' ? `who may call it is unknown: ${why}` : `who may call it was unknown: ${why}`,
    before: sideOf(protectionText(before), pair.route.before),
    after: sideOf(protectionText(after), pair.route.after),
    posture: unclear(why),
    callers: callersUnclear(why),
    exposure: undefined,
    affects: [],
    explains: explainedBy(pair, comparison),
  };
}

function explainedBy(pair: StagePair, comparison: Comparison): Difference[] {
  const own = comparison.of(pair.route.after).filter((each) => isProperty(each, 'AuthType'));
  return [...authenticationBindings(pair, comparison), ...own];
}

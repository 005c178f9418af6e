import { fullNameOf, type GatewayRoute } from '../../model';
import type { CallerEffect, Verdict } from '../change';
import type { Comparison, Difference } from '../comparing/comparison';
import { routePlace } from '../comparing/places';
import { isPathParameter } from '../judging/differences-at';
import { type Draft, sideOf } from '../judging/draft';
import {
  callersOfGone,
  callersOfNew,
  type FallbackVerdict,
  type FallbackVerdicts,
  fallbackVerdictsIn,
  goneWords,
  newWords,
  weakestOf,
} from '../judging/fallback-verdict';
import type { ChangeKind, Detector } from '../judging/kind';
import { openness, type Ways } from '../judging/openness';
import { neutral, safe, stronger, weaker } from '../judging/verdict';
import { type Both, isBoth } from '../pairing/pair';
import type { RoutePair } from '../pairing/pair-routes';

const moved: ChangeKind = {
  id: 'route-moved',
  title: 'A route has another method or path.',
  area: 'route',
  direction: 'changed',
  mirror: 'route-moved',
  asymmetry: 'either way one route goes and another comes: what comes decides',
  posture:
    'weaker where anybody may call it, neutral where callers have to show something; beside wider routes, by what both ask for',
  callers:
    'break, where it was published; may break where a wider route takes its requests and asks for no more',
  why: 'ROS updates it in place, so its plug-ins stay bound: the old address is gone, and the new one is open at once.',
};

export const routeMoved: Detector = {
  kinds: [moved],
  *find(comparison) {
    const verdicts = fallbackVerdictsIn(comparison);
    for (const pair of comparison.routes)
      if (isBoth(pair) && isMoved(pair)) yield draftOf(pair, verdicts, comparison);
  },
};

/** What only ROS knows may be the same. */
function isMoved({ after, before }: Both<GatewayRoute>): boolean {
  if (before.route === undefined || after.route === undefined) return false;
  return before.route.signature !== after.route.signature;
}

function draftOf(
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
    kind: moved,
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
    exposure: undefined,
    affects: [],
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

import { compareProbes, type Outcome, type Trial } from '../../lib/probe';
import type { Loose } from '../model/sample';

const REFUSED: Outcome = { kind: 'refused', status: 403, code: 'A403JT' };
const ALSO_REFUSED: Outcome = { kind: 'refused', status: 401, code: 'Jwt is expired' };
const THROUGH: Outcome = { kind: 'through', status: 200 };
const UNCLEAR: Outcome = { kind: 'unclear', status: 404, why: 'answered 404' };

type Tried = readonly [kind: Trial['kind'], outcome: Outcome | undefined, variant?: string];

const report = (...routes: (readonly Tried[])[]): Loose => ({
  routes: routes.map((trials, at) => ({
    route: `route ${at}`,
    stage: `stage ${at}`,
    trials: trials.map(([kind, outcome, variant]) => ({ kind, outcome, variant })),
  })),
});

/** The differences in few words, and how many answers are alike or prove nothing. */
function compared(old: Loose, moved: Loose) {
  const { alike, differences, unsettled } = compareProbes(old, moved);
  const list = differences.map(({ effect, kind, variant = '-' }) => `${effect} ${kind} ${variant}`);
  return [...list, `${alike} alike`, `${unsettled} unsettled`];
}

test('a difference says where it is, which token shows it, and both answers', () => {
  const old = report([], [['alg-none', REFUSED, 'nOnE']]);
  const moved = report([], [['alg-none', THROUGH, 'nOnE']]);
  expect(compareProbes(old, moved)).toEqual({
    old,
    moved,
    differences: [
      {
        route: 'route 1',
        stage: 'stage 1',
        kind: 'alg-none',
        variant: 'nOnE',
        effect: 'weaker',
        old: REFUSED,
        moved: THROUGH,
      },
    ],
    alike: 0,
    unsettled: 0,
  });
});

test.each<[string, Outcome | undefined, Outcome | undefined, readonly string[]]>([
  ['let in by both', THROUGH, { kind: 'through', status: 404 }, ['1 alike', '0 unsettled']],
  ['refused by both, in other words', REFUSED, ALSO_REFUSED, ['1 alike', '0 unsettled']],
  ['let in by the new one only', REFUSED, THROUGH, ['weaker expired -', '0 alike', '0 unsettled']],
  ['let in by the old one only', THROUGH, REFUSED, ['stricter expired -', '0 alike', '0 unsettled']],
  ['unclear at the old one', UNCLEAR, THROUGH, ['0 alike', '1 unsettled']],
  ['unclear at the new one', REFUSED, UNCLEAR, ['0 alike', '1 unsettled']],
  ['unclear at both', UNCLEAR, UNCLEAR, ['0 alike', '1 unsettled']],
  ['tried at the old one only', REFUSED, undefined, ['0 alike', '1 unsettled']],
  ['tried at the new one only', undefined, THROUGH, ['0 alike', '1 unsettled']],
  ['tried at neither', undefined, undefined, ['0 alike', '0 unsettled']],
])('a token that is %s', (_, old, moved, expected) => {
  expect(compared(report([['expired', old]]), report([['expired', moved]]))).toEqual(expected);
});

test('what the new gateway lets in comes first, in the order of the routes', () => {
  const old = report(
    [
      ['good', THROUGH],
      ['expired', REFUSED],
    ],
    [
      ['good', THROUGH],
      ['garbage', REFUSED],
    ],
  );
  const moved = report(
    [
      ['good', REFUSED],
      ['expired', THROUGH],
    ],
    [
      ['good', REFUSED],
      ['garbage', THROUGH],
    ],
  );
  expect(compared(old, moved)).toEqual([
    'weaker expired -',
    'weaker garbage -',
    'stricter good -',
    'stricter good -',
    '0 alike',
    '0 unsettled',
  ]);
});

test('spellings of a kind are compared each with its own, whatever their order', () => {
  const old = report([
    ['alg-none', REFUSED, 'none'],
    ['alg-none', THROUGH, 'nOnE'],
    ['expired', REFUSED],
  ]);
  const moved = report([
    ['expired', REFUSED],
    ['alg-none', THROUGH, 'nOnE'],
    ['alg-none', THROUGH, 'none'],
  ]);
  expect(compared(old, moved)).toEqual(['weaker alg-none none', '2 alike', '0 unsettled']);
});

test('a spelling that one side alone has proves nothing', () => {
  const old = report([['good', THROUGH, 'kid a']]);
  expect(compared(old, report([['good', REFUSED]]))).toEqual(['0 alike', '2 unsettled']);
});

test('a route that the other report does not have is left out', () => {
  expect(compared(report([['good', THROUGH]]), report())).toEqual(['0 alike', '0 unsettled']);
});

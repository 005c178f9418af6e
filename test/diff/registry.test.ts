import { CHANGE_KINDS } from '../../lib/diff';

const byId = new Map(CHANGE_KINDS.map((kind) => [kind.id, kind]));

test('every kind has an id of its own', () => {
  expect(byId.size).toBe(CHANGE_KINDS.length);
});

test.each(CHANGE_KINDS)('$id has a mirror of which it is the mirror', ({ asymmetry, id, mirror }) => {
  const other = byId.get(mirror);
  expect([other?.mirror, other?.asymmetry]).toEqual([id, asymmetry]);
});

const WAYS = {
  added: 'removed',
  removed: 'added',
  widened: 'narrowed',
  narrowed: 'widened',
  changed: 'changed',
  replaced: 'replaced',
} as const;

test.each(CHANGE_KINDS)('$id goes the other way than its mirror', ({ direction, mirror }) => {
  expect(byId.get(mirror)?.direction).toBe(WAYS[direction]);
});

test.each(CHANGE_KINDS)(
  '$id says in sentences what it is and why it matters',
  ({ callers, posture, title, why }) => {
    expect(title).toMatch(/^[A-Z].*[^.]\.$/s);
    expect(why).toMatch(/^[A-Z].*\.$/s);
    for (const words of [posture, callers])
      expect(words).toMatch(
        /^(?:weaker|stronger|neutral|unknown|break|may break|safe|as the posture)\b(?!.*\.$)/s,
      );
  },
);

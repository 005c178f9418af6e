import fc from 'fast-check';
import { fillRows, type RowGroup } from '../../lib/report/diff/comment-room';

const row = fc
  .record({
    short: fc.integer({ min: 1, max: 20 }),
    more: fc.integer({ min: 0, max: 60 }),
    count: fc.integer({ min: 1, max: 5 }),
  })
  .map(({ count, more, short }) => ({ count, short: 's'.repeat(short), full: 'f'.repeat(short + more) }));
const rows = fc.array(row, { maxLength: 12 });
const groups = fc.tuple(rows, rows, rows).map(([must, second, third]): readonly RowGroup[] => [
  { isMust: true, rows: must },
  { isMust: false, rows: second },
  { isMust: false, rows: third },
]);
const room = fc.integer({ min: 0, max: 900 });

const sizeOf = (lines: readonly string[]) => lines.reduce((sum, line) => sum + line.length + 1, 0);
const countOf = (group: readonly { readonly count: number }[]) =>
  group.reduce((sum, { count }) => sum + count, 0);

test('no more is written than there is room for, and what is left out is counted', () => {
  fc.assert(
    fc.property(groups, room, (given, characters) => {
      const filled = fillRows(given, characters);
      expect(sizeOf(filled.flatMap(({ lines }) => lines))).toBeLessThanOrEqual(characters);
      for (const [i, { count, dropped, lines }] of filled.entries()) {
        const of = given[i]?.rows ?? [];
        expect(count).toBe(countOf(of));
        expect(dropped).toBe(countOf(of.slice(lines.length)));
      }
    }),
  );
});

test('what must stand stands, if only in short, wherever that has room', () => {
  fc.assert(
    fc.property(groups, room, (given, characters) => {
      const must = given[0]?.rows ?? [];
      fc.pre(sizeOf(must.map(({ short }) => short)) <= characters);
      expect(fillRows(given, characters)[0]).toMatchObject({ dropped: 0, count: countOf(must) });
    }),
  );
});

test('nothing is in full after something in short, and nothing of a lower rank stands after something left out', () => {
  fc.assert(
    fc.property(groups, room, (given, characters) => {
      const filled = fillRows(given, characters);
      const forms = filled.flatMap(({ dropped, lines }) => [
        ...lines.map((line) => (line.startsWith('f') ? 'full' : 'short')),
        ...(dropped > 0 ? ['dropped'] : []),
      ]);
      const ranks = forms.map((form) => ['full', 'short', 'dropped'].indexOf(form));
      expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
    }),
  );
});

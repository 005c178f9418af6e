import { CHANGE_KINDS } from '../../lib/diff';
import { MOVE_KINDS } from '../../lib/diff/moving/move-kinds';
import { template } from '../rules/gateway-template';
import { CASES } from './cases';
import { diffOf, linesOf } from './diff-template';

test.each(CASES)('$name, and the way back', ({ after, back, before, there }) => {
  expect(linesOf(template(before), template(after))).toEqual(there);
  expect(linesOf(template(after), template(before))).toEqual(back);
});

test('every kind is shown by a case', () => {
  const shown = CASES.flatMap(({ back, there }) => [...there, ...back]).map((line) =>
    line.split(' ').find((word) => KINDS.has(word)),
  );
  // Those take two stacks, or two products: see stacks.test.ts and moved.test.ts.
  const others = ['stack-added', 'stack-removed', ...MOVE_KINDS.map(({ id }) => id)];
  expect([...KINDS].filter((kind) => !shown.includes(kind) && !others.includes(kind))).toEqual([]);
});

const KINDS = new Set(CHANGE_KINDS.map(({ id }) => id));

test('no text shows a secret or a part of a key', () => {
  const texts = CASES.flatMap(({ after, before }) => [
    ...diffOf(template(before), template(after)).changes,
    ...diffOf(template(after), template(before)).changes,
  ]);
  const told = JSON.stringify(texts);
  expect(told).not.toMatch(/secret|BEGIN|AXjJkjUsSm7Jm528|MKBCTNIcKUSDii11|wwwwwwww/);
});

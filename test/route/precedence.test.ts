import fc from 'fast-check';
import { comparePrecedence, coversPath, matchRoute, overlaps, parseRoute } from '../../lib/route';

test.each([
  ['GET /a/b', 'GET /a/[x]'],
  ['GET /a/v-[x]', 'GET /a/[x]'],
  ['GET /a/v-[x].json', 'GET /a/v-[x]'],
  ['GET /a/[x]', 'GET /a/*'],
  ['GET /a/[x]/*', 'GET /a/*'],
  ['GET /a', 'ANY /a'],
  ['ANY /a/b', 'GET /a/[x]'],
])('%s goes before %s', (first, second) => {
  const [a, b] = [parseRoute(first), parseRoute(second)];
  expect([comparePrecedence(a, b) < 0, comparePrecedence(b, a) > 0, comparePrecedence(a, a)]).toEqual([
    true,
    true,
    0,
  ]);
});

test('nothing tells which of two mixed segments with as much text goes first', () => {
  expect(comparePrecedence(parseRoute('GET /a-[x]/b'), parseRoute('GET /[x]-a/[y]'))).toBe(0);
});

test.each([
  ['GET /a/*', 'GET /a/', false, false],
  ['GET /a/*', 'GET /a', false, false],
  ['GET /a/*', 'PUT /a/b', false, true],
  ['ANY /a/*', 'PUT /a/b/c', true, true],
  ['GET /a/b/*', 'GET /a/*', true, false],
  ['GET /a/[x]', 'GET /a/*', true, false],
  ['GET /a/[x]', 'GET /[y]/b', true, false],
  ['GET /[x]', 'GET /v-[x]', true, true],
  ['GET /v-[x]', 'GET /v-1', true, true],
  ['GET /v-[x]', 'GET /w-1', false, false],
  ['GET /v-[x]', 'GET /v-[x].json', true, false],
  ['GET /v-[x]', 'GET /w-[x]', false, false],
  ['GET /', 'GET /', true, true],
])('%s and %s: meet %s, covers its paths %s', (first, second, isMet, isCovered) => {
  const [a, b] = [parseRoute(first), parseRoute(second)];
  expect([overlaps(a, b), overlaps(b, a), coversPath(a, b)]).toEqual([isMet, isMet, isCovered]);
});

const route = fc
  .tuple(
    fc.constantFrom('GET', 'PUT', 'ANY'),
    fc.array(fc.constantFrom('a', 'v-1', '[x]', '[y]', 'v-[z]', '[w]-1'), { maxLength: 3 }),
    fc.constantFrom('', '/', '/*'),
  )
  .map(([method, parts, end]) =>
    parseRoute(`${method} /${[...new Set(parts)].join('/')}${end}`.replace('//', '/')),
  );
const path = fc
  .array(fc.constantFrom('a', 'b', 'v-1', 'v-', '-1', ''), { minLength: 1, maxLength: 4 })
  .map((parts) => `/${parts.join('/')}`.replace(/\/{2,}/g, '/'));

test('what both match, they overlap in; what one covers, it matches', () => {
  fc.assert(
    fc.property(route, route, path, (a, b, asked) => {
      const [mine, theirs] = [a, b].map((each) => matchRoute(each, 'GET', asked) !== undefined);
      if (mine && theirs) expect(overlaps(a, b)).toBe(true);
      const isTaken = a.method === 'ANY' || a.method === 'GET';
      if (theirs && isTaken && coversPath(a, b)) expect(mine).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

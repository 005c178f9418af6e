import fc from 'fast-check';
import type { RoutePlan } from '../../lib/gateway/plan/route-finder';
import { RouteFinder } from '../../lib/gateway/plan/route-finder';
import { comparePrecedence, matchRoute, parseRoute } from '../../lib/route';

function planOf(text: string, stage: string | undefined): RoutePlan {
  const route = parseRoute(text);
  return { served: { label: text }, route, group: {}, stage } as unknown as RoutePlan;
}

function find(routes: readonly string[], method: string, path: string): readonly string[] {
  const finder = new RouteFinder(routes.map((text) => planOf(text, 'RELEASE')));
  const found = finder.find({ method, path, stage: 'RELEASE', isReachable: () => true });
  return found.map(({ pathParameters, plan, rest }) =>
    [
      plan.served.label,
      ...[...pathParameters].map((pair) => pair.join('=')),
      ...(rest === '' ? [] : [`*=${rest}`]),
    ].join(' '),
  );
}

test.each<[string, readonly string[], string, readonly string[]]>([
  ['a literal goes before a parameter', ['GET /a/[id]', 'GET /a/b'], 'GET /a/b', ['GET /a/b']],
  ['a parameter goes before *', ['GET /a/*', 'GET /a/[id]'], 'GET /a/b', ['GET /a/[id] id=b']],
  [
    'text around a parameter goes before a bare one',
    ['GET /[x]', 'GET /v-[x]'],
    'GET /v-1',
    ['GET /v-[x] x=1'],
  ],
  ['more text goes before less', ['GET /v[x]', 'GET /v-[x].json'], 'GET /v-1.json', ['GET /v-[x].json x=1']],
  ['the first segment decides', ['GET /[x]/b', 'GET /a/[y]'], 'GET /a/b', ['GET /a/[y] y=b']],
  ['a method goes before ANY', ['ANY /a', 'GET /a'], 'GET /a', ['GET /a']],
  ['ANY takes every other method', ['ANY /a', 'GET /a'], 'PUT /a', ['ANY /a']],
  ['a path goes before a method', ['GET /a/[id]', 'ANY /a/b'], 'GET /a/b', ['ANY /a/b']],
  ['a less exact path has its method', ['POST /a/[id]', 'GET /a/b'], 'POST /a/b', ['POST /a/[id] id=b']],
  ['* takes everything below', ['GET /a/*'], 'GET /a/b/c', ['GET /a/* *=b/c']],
  ['* takes nothing at its own place', ['GET /a/*'], 'GET /a', []],
  ['* wants one character at least', ['GET /a/*'], 'GET /a/', []],
  ['a final slash counts', ['GET /a'], 'GET /a/', []],
  ['a parameter wants one character at least', ['GET /a/[id]'], 'GET /a/', []],
  ['the root is a path', ['GET /'], 'GET /', ['GET /']],
  ['two parameters share a segment', ['GET /[a]-[b]'], 'GET /1-2-3', ['GET /[a]-[b] a=1 b=2-3']],
  ['each parameter wants one character', ['GET /[a]-[b]'], 'GET /1-', []],
  ['methods are written as they are', ['GET /a'], 'get /a', []],
  [
    'two that are as exact are both found',
    ['GET /a/[x]', 'GET /a/[y]'],
    'GET /a/1',
    ['GET /a/[x] x=1', 'GET /a/[y] y=1'],
  ],
])('%s', (_, routes, request, expected) => {
  const [method = '', path = ''] = request.split(' ');
  expect(find(routes, method, path)).toEqual(expected);
});

test('a stage that is sure goes before one that only ROS knows, which takes any other', () => {
  const finder = new RouteFinder([planOf('GET /a', undefined), planOf('GET /a', 'RELEASE')]);
  const stagesIn = (stage: string) =>
    finder.find({ method: 'GET', path: '/a', stage, isReachable: () => true }).map(({ plan }) => plan.stage);
  expect([stagesIn('RELEASE'), stagesIn('TEST')]).toEqual([['RELEASE'], [undefined]]);
});

const segment = fc.constantFrom('a', 'b', '[x]', '[y]', 'v-[z]');
const routes = fc.array(
  fc.tuple(
    fc.constantFrom('GET', 'PUT', 'ANY'),
    fc.array(segment, { minLength: 1, maxLength: 4 }),
    fc.boolean(),
  ),
  { minLength: 1, maxLength: 8 },
);
const segments = fc.array(fc.constantFrom('a', 'b', 'c', 'v-1', 'v-', ''), { minLength: 1, maxLength: 5 });

test('a route is found where some route matches: the one that comparePrecedence puts first', () => {
  fc.assert(
    fc.property(routes, segments, (drafts, parts) => {
      const texts = drafts
        .map(
          ([method, pieces, isOpen]) =>
            `${method} /${[...new Set(pieces), ...(isOpen ? ['*'] : [])].join('/')}`,
        )
        .filter((text, index, all) => all.indexOf(text) === index);
      const path = `/${parts.join('/')}`;
      const matching = texts.filter((text) => matchRoute(parseRoute(text), 'GET', path) !== undefined);
      const found = find(texts, 'GET', path).map((line) => line.split(' ').slice(0, 2).join(' '));
      expect(found.length > 0).toBe(matching.length > 0);
      const isFirst = (text: string) =>
        matching.every((other) => comparePrecedence(parseRoute(text), parseRoute(other)) <= 0);
      expect(found.sort()).toEqual(matching.filter(isFirst).sort());
    }),
    { numRuns: 500 },
  );
});

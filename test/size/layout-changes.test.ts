import { Layout } from '../../lib/constructs';
import { diffGateways } from '../../lib/diff';
import { modelOfText, resourcesIn, routesOf, textOfRoutes } from './gateway-of-routes';

const ROUTES = routesOf(3);
const nested = (stacks: number, routes = ROUTES) =>
  textOfRoutes(routes, { layout: Layout.nested({ stacks }) });

const changesOf = (before: string, after: string) =>
  diffGateways(modelOfText(before), modelOfText(after)).changes;

/** Of each route that ROS makes again: what its callers and a reviewer are told. */
const outagesOf = (before: string, after: string) =>
  changesOf(before, after)
    .filter(({ kind }) => kind === 'resource-renamed')
    .map(({ callers, exposure, route }) => `${route}: ${callers.verdict}, ${exposure?.kind}`)
    .sort();

/** The routes of a template by the logical ids down to their APIs. */
function routesByPath(text: string): ReadonlyMap<string, string> {
  const resources = Object.entries(resourcesIn(JSON.parse(text)));
  return new Map(
    resources.flatMap(([path, { Properties }]) => {
      const { RequestHttpMethod, RequestPath } = Object(Properties.RequestConfig);
      return RequestPath === undefined ? [] : [[path, `${RequestHttpMethod} ${RequestPath}`]];
    }),
  );
}

test('a group that goes from flat to nested, or back, is an outage of every route', () => {
  const flat = textOfRoutes(ROUTES, { layout: Layout.flat() });
  const expected = ROUTES.map((route) => `${route}: may break, outage`).sort();
  expect(outagesOf(flat, nested(2))).toEqual(expected);
  expect(outagesOf(nested(2), flat)).toEqual(expected);
  expect(changesOf(flat, nested(2)).filter(({ posture }) => posture.verdict === 'weaker')).toEqual([]);
});

test('a nested stack that is gone is deleted by ROS, not left running', () => {
  const removed = changesOf(nested(2), textOfRoutes(ROUTES, { layout: Layout.flat() })).filter(
    ({ kind }) => kind === 'stack-removed',
  );
  expect(removed.length).toBeGreaterThan(0);
  expect(new Set(removed.map(({ message }) => message))).toEqual(
    new Set(['was removed, and ROS deletes it']),
  );
});

test('another number of nested stacks is an outage of the routes that go to another one', () => {
  const [two, three] = [routesByPath(nested(2)), routesByPath(nested(3))];
  const moved = [...two].filter(([path]) => !three.has(path)).map(([, route]) => route);
  expect(moved.length).toBeGreaterThan(0);
  expect(outagesOf(nested(2), nested(3))).toEqual(moved.map((route) => `${route}: may break, outage`).sort());
});

test('two nested layouts of which one has a route more differ by that route only', () => {
  const [last = '', ...others] = [...ROUTES].reverse();
  const changes = changesOf(nested(2, others), nested(2));
  expect(changes.map(({ kind, message, route }) => `${kind} ${route}: ${message}`)).toEqual([
    `route-added ${last}: was added in RELEASE`,
  ]);
});

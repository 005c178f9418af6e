import type { ServedRoute } from '../gateway';

/**
 * The route of this name, in each stage that it is published to, or in the one that is named.
 *
 * @param name as in `GET /orders/[orderId]`, with the base path of the group or without it
 * @throws TypeError where there is none, with those that there are
 */
export function routesNamed(
  routes: readonly ServedRoute[],
  name: string,
  stage: string | undefined,
): readonly ServedRoute[] {
  const named = routes.filter(({ label, route }) => label === name || nameOf(route) === name);
  const found = named.filter(({ stageName }) => stage === undefined || stageName === stage);
  if (found.length > 0) return found;
  const known = named.length > 0 ? named : routes;
  const there = known.map((each) => `${each.label} ${each.stageName}`).join(', ') || 'none at all';
  throw new TypeError(
    `there is no route '${name}'${stage === undefined ? '' : ` in ${stage}`}; there are: ${there}`,
  );
}

/** The same in one stage: the one that is named, else the first. */
export function routeNamed(
  routes: readonly ServedRoute[],
  name: string,
  stage: string | undefined,
): ServedRoute {
  const [first] = routesNamed(routes, name, stage);
  if (first === undefined) throw new TypeError(`there is no route '${name}'`);
  return first;
}

function nameOf({ route }: ServedRoute['route']): string | undefined {
  return route && `${route.method} ${route.path}`;
}

import { GatewayError } from '../../errors';
import { basePathOf, type GatewayRoute } from '../../model';
import { parseRoute, type Route } from '../../route';
import { isUnknown, type Maybe, textOrExpression } from '../../template';

/** The route with the base path of its group; `undefined` where either cannot be read. */
export function fullRoute(read: GatewayRoute): Route | undefined {
  const { route } = read;
  const base = basePathOf(read);
  if (isUnknown(base)) return undefined;
  if (base === '' || route === undefined) return route;
  try {
    return parseRoute(`${route.method} ${base}${route.path}`);
  } catch (error) {
    if (GatewayError.isGatewayError(error)) return undefined;
    throw error;
  }
}

/** Method and whole path, as people call the route. */
export function labelOf(route: GatewayRoute): string {
  const full = fullRoute(route) ?? route.route;
  return full === undefined ? `${words(route.method)} ${words(route.path)}` : `${full.method} ${full.path}`;
}

/** A value, or the expression in its place. */
export function words(value: Maybe<string> | undefined): string {
  return value === undefined ? 'not given' : textOrExpression(value);
}

import { GatewayError } from '../errors';
import { parseRoute, type Route } from '../route';
import { type GatewayRoute, isUnknown, type Maybe, textOrExpression } from '../template';

/** The route with the base path of its group; `undefined` where either cannot be read. */
export function fullRoute({ group, route }: GatewayRoute): Route | undefined {
  if (route === undefined || isUnknown(group)) return route;
  const { basePath = '' } = group;
  if (isUnknown(basePath)) return undefined;
  try {
    return routeBelow(basePath, route);
  } catch (error) {
    if (GatewayError.isGatewayError(error)) return undefined;
    throw error;
  }
}

/** A route below the base path of its group. */
export function routeBelow(base: string, route: Route): Route {
  const prefix = base.replace(/\/+$/, '');
  return prefix === '' ? route : parseRoute(`${route.method} ${prefix}${route.path}`, 'base path');
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

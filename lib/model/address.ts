import { GatewayError } from '../errors';
import { parseRoute, type Route } from '../route';
import { isUnknown, type Maybe, textOrExpression } from '../template';
import type { GatewayRoute } from './gateway';

/**
 * What stands before the path of a route: the base path of its group, without final slashes. Nothing, where the
 * group is made elsewhere: who has to know what such a group says asks for the group itself.
 */
export function basePathOf({ group }: Pick<GatewayRoute, 'group'>): Maybe<string> {
  const { basePath = '' } = isUnknown(group) ? {} : group;
  // The look-behind finds the first slash of a run at once, however many there are.
  return isUnknown(basePath) ? basePath : basePath.replace(/(?<!\/)\/+$/, '');
}

/** The route as callers see it, with the base path of its group; `undefined` where either cannot be read. */
export function fullRouteOf(read: Pick<GatewayRoute, 'group' | 'route'>): Route | undefined {
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

/** The path as callers write it: base path and path, each with its expression where only ROS knows it. */
export function fullPathOf(route: Pick<GatewayRoute, 'group' | 'path'>): string {
  return textOrExpression(basePathOf(route)) + textOrExpression(route.path);
}

/** Method and path as callers write them: `GET /shop/orders/[orderId]`. */
export function fullNameOf(route: Pick<GatewayRoute, 'group' | 'method' | 'path'>): string {
  return `${textOrExpression(route.method)} ${fullPathOf(route)}`;
}

/** The names by which people ask for a route: with the base path of its group or without; none where it has no name. */
export function routeNamesOf(route: Pick<GatewayRoute, 'group' | 'method' | 'path'>): readonly string[] {
  const { method, path } = route;
  if (isUnknown(method) || isUnknown(path)) return [];
  const own = `${method} ${path}`;
  return isUnknown(basePathOf(route)) ? [own] : [...new Set([fullNameOf(route), own])];
}

import { isUnknown, type Maybe, textOrExpression } from '../template';
import type { GatewayRoute } from './gateway-model';

/**
 * What stands before the path of a route: the base path of its group, without final slashes. Nothing, where the
 * group is made elsewhere: who has to know what such a group says asks for the group itself.
 */
export function basePathOf({ group }: Pick<GatewayRoute, 'group'>): Maybe<string> {
  const { basePath = '' } = isUnknown(group) ? {} : group;
  // The look-behind finds the first slash of a run at once, however many there are.
  return isUnknown(basePath) ? basePath : basePath.replace(/(?<!\/)\/+$/, '');
}

/** What callers call: `GET /shop/orders`, with the base path of the group. */
export function addressOf(route: Pick<GatewayRoute, 'group' | 'method' | 'path'>): string {
  return `${textOrExpression(route.method)} ${textOrExpression(basePathOf(route))}${textOrExpression(route.path)}`;
}

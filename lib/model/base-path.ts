import { isUnknown, type Maybe } from '../template';
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

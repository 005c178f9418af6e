import type { RouteBinding } from '../model';
import { isUnknown, type Maybe, Unknown } from '../template';

/** The type of a bound plug-in; of one that is made elsewhere, what the author of the template says it is. */
export function boundType({ binding, plugin }: RouteBinding): Maybe<string> {
  if (!isUnknown(plugin)) {
    const { id, type } = plugin;
    return isUnknown(type) ? new Unknown(`the type of plug-in ${id} is ${type.expression}`) : type;
  }
  const expression = `what plug-in ${plugin.expression} is stands outside the template`;
  return binding?.declaredType ?? new Unknown(expression);
}

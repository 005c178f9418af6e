import { GatewayError } from '../errors';
import { AddressRanges, type IpControlModel, ipControl } from '../plugin';
import { isUnknown } from '../template';
import type { GatewayPlugin, RouteBinding } from './gateway-model';
import type { AddressLimit } from './protection';

/**
 * From where alone calls get through, where an `ipControl` plug-in says so. A list that lets every address through is
 * no limit. A limit that is not certain is said with its doubt: it makes nothing safer.
 */
export function addressLimitOf(bindings: readonly RouteBinding[]): AddressLimit | undefined {
  const limits = bindings.flatMap(({ maybe, plugin }) => {
    if (isUnknown(plugin) || plugin.type !== 'ipControl') return [];
    const model = modelOf(plugin);
    if (model === undefined || isEverybody(model)) return [];
    const kind = model.type === 'ALLOW' ? ('only' as const) : ('except' as const);
    return [{ kind, plugin: plugin.id, maybe }];
  });
  const [first, second] = limits;
  if (first === undefined || second === undefined || first.plugin === second.plugin)
    return limits.find(({ maybe }) => maybe === undefined) ?? first;
  return {
    ...first,
    maybe: `plug-ins ${first.plugin} and ${second.plugin} are both bound: one takes effect`,
  };
}

/** The data of an ipControl plug-in where they are in order. */
export function modelOf({ data }: GatewayPlugin): IpControlModel | undefined {
  if (isUnknown(data)) return undefined;
  try {
    return ipControl.parse(data);
  } catch (error) {
    if (GatewayError.isGatewayError(error)) return undefined;
    throw error;
  }
}

/** Whether nobody is refused for their address. What stands in a dataset is not known, and counts as a list of some. */
function isEverybody({ items, type }: IpControlModel): boolean {
  if (type === 'REFUSE' || items.some(({ blocksDatasetId }) => blocksDatasetId !== undefined)) return false;
  return AddressRanges.of(items.flatMap(({ blocks = [] }) => blocks)).hasWholeFamily;
}

import { EXPOSURES, type ExposureFact, type Fact } from '../../facts';
import type { GatewayRoute, Protection } from '../../model';
import { isUnknown } from '../../template';
import type { Exposure } from '../change';
import type { Comparison } from '../comparing/comparison';

/** A fact about a moment of a deployment as it is reported. */
export function exposureOf({ grade, value }: Fact<ExposureFact>): Exposure {
  return { ...value, grade };
}

/** Whether only plug-ins keep callers out: the API itself lets anybody through until they are bound. */
export function isHeldByPlugins(protection: Protection | undefined): boolean {
  if (protection?.kind !== 'locked') return false;
  return protection.locks.every(({ kind }) => kind === 'jwt' || kind === 'basic');
}

/** The domains and sub-domain at which a group of the base answers already. */
export function isLive({ disableInternet, group }: GatewayRoute, { base, groups }: Comparison): boolean {
  if (disableInternet === true) return false;
  if (isUnknown(group)) return true;
  const known = groups.find(
    ({ after, before }) => (after === group || before === group) && before !== undefined,
  );
  if (known === undefined) return false;
  return known.before?.internetEnable !== false || base.domains.some((each) => each.group === known.before);
}

/** What happens while a route, or a stage of it, is published for the first time. */
export function exposureOfNew(
  route: GatewayRoute,
  protection: Protection | undefined,
  comparison: Comparison,
): Exposure | undefined {
  if (!isHeldByPlugins(protection) || !isLive(route, comparison)) return undefined;
  return exposureOf(EXPOSURES.newRoute);
}

/** What happens while a route, or a stage of it, is taken away. */
export function exposureOfRemoved(
  route: GatewayRoute,
  protection: Protection | undefined,
  comparison: Comparison,
): Exposure | undefined {
  if (!isHeldByPlugins(protection) || !isLive(route, comparison)) return undefined;
  return exposureOf(EXPOSURES.removedRoute);
}

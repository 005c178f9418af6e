import { EXPOSURES } from '../../facts';
import type { Exposure } from '../change';
import type { WaitDifference } from '../comparing/compare-waits';
import type { Comparison } from '../comparing/comparison';
import { contentsOf, type WrittenResource } from '../pairing/written-resource';
import { exposureOf } from './exposures';

/** What happens where a resource no longer waits for what has to come first, so that no route answers without its plug-in. */
export function exposureOfLostOrder(
  { awaited, pair }: WaitDifference,
  comparison: Comparison,
): Exposure | undefined {
  const waiting = contentsOf(pair.after).filter(isLast);
  const isGuarded = awaited.some(({ other }) => waiting.some((each) => comparison.isRelevant(each, other)));
  return isGuarded ? exposureOf(EXPOSURES.orderLost) : undefined;
}

/** What is made last, and a nested stack in which anything may be. */
function isLast({ type }: WrittenResource): boolean {
  return /^ALIYUN::(?:ApiGateway::(?:Api|Authorization|CustomDomain|PluginAttachment)|ROS::Stack)$/.test(
    type,
  );
}

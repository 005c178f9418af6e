import { EXPOSURES } from '../../facts';
import type { Exposure } from '../change';
import type { Difference } from '../comparing/comparison';
import { changeAt } from '../judging/draft';
import { exposureOf } from '../judging/exposures';
import type { ChangeKind, Detector } from '../judging/kind';
import { neutral, safe } from '../judging/verdict';

const removed: ChangeKind = {
  id: 'dependency-removed',
  title: 'A resource no longer waits for another.',
  area: 'stack',
  direction: 'removed',
  mirror: 'dependency-added',
  asymmetry: undefined,
  posture: 'neutral once the update is done',
  callers: 'safe once the update is done',
  why: 'ROS makes what does not wait in any order: a domain that does not wait for bindings may serve open routes for a while.',
};

const added: ChangeKind = {
  id: 'dependency-added',
  title: 'A resource waits for another.',
  area: 'stack',
  direction: 'added',
  mirror: 'dependency-removed',
  asymmetry: undefined,
  posture: 'neutral',
  callers: 'safe',
  why: 'ROS makes the one after the other.',
};

export const dependencyRemoved: Detector = {
  kinds: [removed, added],
  *find({ differences }) {
    for (const difference of differences) {
      const [section, id] = difference.path;
      if (section !== 'DependsOn' || difference.type === '') continue;
      const isLost = difference.after === undefined;
      const what = id ?? 'what it waited for';
      yield changeAt(isLost ? removed : added, difference, {
        message: isLost ? `no longer waits for ${what}` : `waits for ${what}`,
        posture: neutral('once the update is done, all is as before'),
        callers: safe('once the update is done, all is as before'),
        exposure: isLost ? exposureOfOrder(difference) : undefined,
      });
    }
  },
};

/** What has to come before what, so that no route answers without its plug-in. */
function exposureOfOrder({ type }: Difference): Exposure | undefined {
  const isGuarded = /^ALIYUN::ApiGateway::(?:CustomDomain|PluginAttachment|Authorization|Api)$/.test(type);
  return isGuarded ? exposureOf(EXPOSURES.orderLost) : undefined;
}

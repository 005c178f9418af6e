import { EXPOSURES } from '../../facts';
import type { ComparedPlugins, Comparison, Difference } from '../comparing/comparison';
import { sideOf } from '../judging/draft';
import { exposureOf } from '../judging/exposures';
import type { ChangeKind, Detector } from '../judging/kind';
import { neutral, safe } from '../judging/verdict';

const swapped: ChangeKind = {
  id: 'plugin-swapped',
  title: 'Another plug-in of the same type does the work on a route.',
  area: 'plug-in',
  direction: 'replaced',
  mirror: 'plugin-swapped',
  asymmetry: undefined,
  posture: 'neutral by itself: where the two differ is told beside it',
  callers: 'safe by itself: where the two differ is told beside it',
  why: 'ROS replaces bindings by deleting and creating them: in between, nobody does the work.',
};

export const pluginSwapped: Detector = {
  kinds: [swapped],
  *find(comparison) {
    for (const plugins of comparison.plugins) {
      if (plugins.isSame) continue;
      const explains = bindingsOf(plugins, comparison);
      const isReplaced = explains.length > 0;
      yield {
        kind: swapped,
        place: plugins.place,
        message: `the one took the place of the other on ${plugins.uses.length === 1 ? 'a route' : `${plugins.uses.length} routes and stages`}`,
        before: sideOf(plugins.before.id, plugins.before),
        after: sideOf(plugins.after.id, plugins.after),
        posture: neutral('where the two differ is told beside it'),
        callers: safe('where the two differ is told beside it'),
        exposure: isReplaced ? exposureOf(EXPOSURES.replacedBinding) : undefined,
        affects: plugins.uses,
        explains,
      };
    }
  },
};

/** The bindings that lead to the one and led to the other. */
function bindingsOf({ after, before, uses }: ComparedPlugins, { of }: Comparison): Difference[] {
  const bindings = uses.flatMap((stage) => [
    ...(stage.before?.bindings ?? []).filter(({ plugin }) => plugin === before),
    ...(stage.after?.bindings ?? []).filter(({ plugin }) => plugin === after),
  ]);
  const found = bindings.flatMap(({ binding }) => of(binding));
  return found.filter(
    ({ path }) => path.length === 0 || (path[0] === 'Properties' && path[1] === 'PluginId'),
  );
}

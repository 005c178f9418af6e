import { EXPOSURES } from '../../facts';
import { differencesAt } from '../judging/differences-at';
import { changeAt } from '../judging/draft';
import { exposureOf } from '../judging/exposures';
import type { ChangeKind, Detector } from '../judging/kind';
import { callersUnclear, unclear } from '../judging/verdict';

const changed: ChangeKind = {
  id: 'plugin-type-changed',
  title: 'A plug-in of another type stands under a logical id.',
  area: 'plug-in',
  direction: 'replaced',
  mirror: 'plugin-type-changed',
  asymmetry: undefined,
  posture: 'unknown: another type does other work',
  callers: 'unknown',
  why: 'What the old one did on its routes, nobody does now.',
};

export const pluginTypeChanged: Detector = {
  kinds: [changed],
  *find(comparison) {
    const why = 'a plug-in of another type does other work';
    for (const difference of differencesAt(comparison, 'Plugin', 'PluginType'))
      yield changeAt(changed, difference, {
        message: 'is of another type',
        posture: unclear(why),
        callers: callersUnclear(why),
        exposure: exposureOf(EXPOSURES.replacedPlugin),
      });
  },
};

import { changeAt } from './draft';
import type { ChangeKind, Detector } from './kind';
import { isOn, pluginDifferences } from './plugin-differences';
import type { Judgement } from './verdict';

/** One way of turning a switch, and what it means. */
export interface Turn extends Judgement {
  readonly kind: ChangeKind;
  readonly message: string;
}

/**
 * Finds a switch of JWT plug-ins that was turned on or off. One that is written out as off is as good as none, and the
 * plain change that is left of it says so.
 *
 * @param name the member of PluginData
 */
export function switchDetector(name: string, on: Turn, off: Turn): Detector {
  return {
    kinds: [on.kind, off.kind],
    *find(comparison) {
      for (const { difference, plugins } of pluginDifferences(comparison, 'jwtAuth', name)) {
        const [was, is] = [isOn(difference.before), isOn(difference.after)];
        const { kind, ...said } = is ? on : off;
        if (was !== is) yield changeAt(kind, difference, { ...said, affects: plugins.uses });
      }
    },
  };
}

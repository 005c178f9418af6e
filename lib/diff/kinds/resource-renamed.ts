import { EXPOSURES } from '../../facts';
import type { Exposure } from '../change';
import type { Comparison } from '../comparing/comparison';
import { type Draft, sideOf } from '../judging/draft';
import { exposureOf } from '../judging/exposures';
import type { ChangeKind, Detector } from '../judging/kind';
import { exposureOfType } from '../judging/replacement';
import { mayBreak, neutral, safe } from '../judging/verdict';
import { type Both, isBoth } from '../pairing/pair';
import type { WrittenResource } from '../pairing/written-resource';
import { isMadeAgain } from './groups';

const renamed: ChangeKind = {
  id: 'resource-renamed',
  title: 'A resource that means the same has another logical id, or stands in another stack.',
  area: 'stack',
  direction: 'changed',
  mirror: 'resource-renamed',
  asymmetry: undefined,
  posture: 'neutral once the update is done',
  callers: 'may break while ROS makes a published thing again, else safe',
  why: 'To ROS another logical id, or another stack, is another resource: it creates the one and deletes the other, which may clash over names that must be unique.',
};

export const resourceRenamed: Detector = {
  kinds: [renamed],
  *find(comparison) {
    const others = comparison.resources.filter((pair) => isMadeAgain(pair, comparison));
    const apis = new Set(
      others.flatMap(({ after }) => (after?.type.endsWith('::Api') ? [comparison.routeOf(after)] : [])),
    );
    for (const pair of others) {
      const route = pair.after && comparison.routeOf(pair.after);
      const isPart = !pair.after?.type.endsWith('::Api') && route !== undefined && apis.has(route);
      // Deployments and bindings of an API that is made again are made again with it.
      if (!isPart && isBoth(pair)) yield draftOf(pair, comparison);
    }
  },
};

function isMoved({ after, before }: Both<WrittenResource>, { stackNames }: Comparison): boolean {
  return stackNames.get(before.stack) !== stackNames.get(after.stack);
}

function draftOf(pair: Both<WrittenResource>, comparison: Comparison): Draft {
  const { type } = pair.after;
  const exposure = exposureOfRename(type);
  return {
    kind: renamed,
    place: comparison.placeOf(pair),
    ...wordsOf(pair, comparison),
    posture: neutral('once the update is done, it means the same'),
    callers:
      exposure === undefined
        ? safe('it means the same')
        : mayBreak('while ROS makes it again, calls may fail'),
    exposure,
    affects: [],
    explains: [],
  };
}

/** A plug-in under another id is bound anew, though its type stays. */
function exposureOfRename(type: string): Exposure | undefined {
  if (type.endsWith('::Api')) return exposureOf(EXPOSURES.movedApi);
  return type.endsWith('::Plugin') ? exposureOf(EXPOSURES.replacedBinding) : exposureOfType(type);
}

function wordsOf(
  pair: Both<WrittenResource>,
  comparison: Comparison,
): Pick<Draft, 'message' | 'before' | 'after' | 'replacement'> {
  const { after, before } = pair;
  const nameOf = ({ id, stack }: WrittenResource) => `${comparison.stackNames.get(stack)}/${id}`;
  return isMoved(pair, comparison)
    ? {
        message: `it went from ${nameOf(before)} to ${nameOf(after)}`,
        before: sideOf(nameOf(before), before),
        after: sideOf(nameOf(after), after),
        replacement: 'in another stack it is another resource: ROS creates the one and deletes the other',
      }
    : {
        message: `its logical id ${before.id} became ${after.id}`,
        before: sideOf(before.id, before),
        after: sideOf(after.id, after),
        replacement: 'another logical id is another resource: ROS creates the one and deletes the other',
      };
}

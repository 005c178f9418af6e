import type { Comparison } from '../comparing/comparison';
import { type Draft, sideOf } from '../judging/draft';
import type { ChangeKind, Detector } from '../judging/kind';
import { exposureOfType } from '../judging/replacement';
import { mayBreak, neutral, safe } from '../judging/verdict';
import { isBoth } from '../pairing/pair';
import type { ResourcePair } from '../pairing/pair-resources';
import type { WrittenResource } from '../pairing/written-resource';

const renamed: ChangeKind = {
  id: 'resource-renamed',
  title: 'A resource that means the same has another logical id.',
  area: 'stack',
  direction: 'changed',
  mirror: 'resource-renamed',
  asymmetry: undefined,
  posture: 'neutral once the update is done',
  callers: 'may break while ROS makes a published thing again, else safe',
  why: 'To ROS another logical id is another resource: it creates the one and deletes the other, which may clash over names that must be unique.',
};

export const resourceRenamed: Detector = {
  kinds: [renamed],
  *find(comparison) {
    const others = comparison.resources.filter(isRenamed);
    const apis = new Set(
      others.flatMap((pair) => (pair.after?.type.endsWith('::Api') ? [routeOf(pair, comparison)] : [])),
    );
    for (const pair of others) {
      const isPart = !pair.after?.type.endsWith('::Api') && apis.has(routeOf(pair, comparison));
      // Deployments and bindings of an API that is made again are made again with it.
      if (!isPart && isBoth(pair)) yield draftOf(pair, comparison);
    }
  },
};

function isRenamed({ after, before }: ResourcePair): boolean {
  return before !== undefined && after !== undefined && before.id !== after.id;
}

function routeOf(pair: ResourcePair, { placeOf }: Comparison): string {
  const { route, stack } = placeOf(pair);
  return `${stack} ${route ?? ''}`;
}

function draftOf(pair: { before: WrittenResource; after: WrittenResource }, comparison: Comparison): Draft {
  const { after, before } = pair;
  const exposure = exposureOfType(after.type);
  return {
    kind: renamed,
    place: comparison.placeOf(pair),
    message: `its logical id ${before.id} became ${after.id}`,
    before: sideOf(before.id, before),
    after: sideOf(after.id, after),
    posture: neutral('once the update is done, it means the same'),
    callers:
      exposure === undefined
        ? safe('it means the same')
        : mayBreak('while ROS makes it again, calls may fail'),
    exposure,
    replacement: 'another logical id is another resource: ROS creates the one and deletes the other',
    affects: [],
    explains: [],
  };
}

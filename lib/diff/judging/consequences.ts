import type { JsonValue } from '../../json';
import { logicalIdOf } from '../../template';
import { isOrder } from '../comparing/canonical';
import type { Comparison, Difference } from '../comparing/comparison';
import { createIsToldAtUse } from './stack-arguments';

/** Differences that another one brings along, which is reported: nobody has to hear of them twice. */
export function consequencesOf(comparison: Comparison): Difference[] {
  const edited = editedDeployments(comparison);
  const isToldAtUse = createIsToldAtUse(comparison.differences);
  return comparison.differences.filter(
    (each) => isOrderOfNew(each) || edited.has(keyOf(each)) || isToldAtUse(each),
  );
}

/** The order of a list in which some items are new and the others stand as they stood. */
function isOrderOfNew({ after, before, path }: Difference): boolean {
  if (!isOrder(path)) return false;
  const [mine, theirs] = [listIn(before), listIn(after)];
  const common = (some: readonly string[], others: readonly string[]) =>
    some.filter((each) => others.includes(each)).join();
  return common(mine, theirs) === common(theirs, mine);
}

function listIn(value: JsonValue | undefined): readonly string[] {
  return typeof value === 'string' ? (JSON.parse(value) as string[]) : [];
}

/** The Description of a deployment changes with its API, so that ROS publishes it again; in another stack it may be any. */
function editedDeployments({ of, routes, stackNames }: Comparison): ReadonlySet<string> {
  const edited = new Set<string>();
  for (const { after, before } of routes) {
    if (after === undefined || before === undefined) continue;
    const isMoved = stackNames.get(after.resource.stack) !== stackNames.get(before.resource.stack);
    if (!isMoved && of(after).length === 0) continue;
    for (const { deployments } of after.stages)
      for (const { resource } of deployments)
        edited.add(JSON.stringify([resource.stack.name, logicalIdOf(resource), 'Properties', 'Description']));
  }
  return edited;
}

function keyOf({ path, sides }: Difference): string {
  return JSON.stringify([sides.after?.stack.name, sides.after?.id, ...path]);
}

import type { JsonValue } from '../../json';
import { logicalIdOf } from '../../template';
import { ORDER } from '../comparing/canonical';
import type { Comparison, Difference } from '../comparing/comparison';

/** Differences that another one brings along, which is reported: nobody has to hear of them twice. */
export function consequencesOf(comparison: Comparison): Difference[] {
  const edited = editedDeployments(comparison);
  const moved = new Set(comparison.differences.filter(({ path }) => path.length === 0).map(resourceOf));
  return comparison.differences.filter(
    (each) => isOrderOfNew(each) || isDependencyOn(moved, each) || edited.has(keyOf(each)),
  );
}

function resourceOf({ place, sides }: Difference): string {
  return `${place.stack} ${(sides.after ?? sides.before)?.id}`;
}

/** Who waits for a resource that came or went began to wait, or ceased to, with it. */
function isDependencyOn(moved: ReadonlySet<string>, { path: [section, id], place }: Difference): boolean {
  return section === 'DependsOn' && id !== undefined && moved.has(`${place.stack} ${id}`);
}

/** The order of a list in which some items are new and the others stand as they stood. */
function isOrderOfNew({ after, before, path }: Difference): boolean {
  if (path.at(-1) !== ORDER) return false;
  const [mine, theirs] = [listIn(before), listIn(after)];
  const common = (some: readonly string[], others: readonly string[]) =>
    some.filter((each) => others.includes(each)).join();
  return common(mine, theirs) === common(theirs, mine);
}

function listIn(value: JsonValue | undefined): readonly string[] {
  return typeof value === 'string' ? (JSON.parse(value) as string[]) : [];
}

/** The Description of a deployment changes with its API, so that ROS publishes it again. */
function editedDeployments({ of, routes }: Comparison): ReadonlySet<string> {
  const edited = new Set<string>();
  for (const { after } of routes) {
    if (after === undefined || of(after).length === 0) continue;
    for (const { deployments } of after.stages)
      for (const { resource } of deployments)
        edited.add(`${resource.stack.name} ${logicalIdOf(resource)} Properties.Description`);
  }
  return edited;
}

function keyOf({ path, sides }: Difference): string {
  return `${sides.after?.stack.name} ${sides.after?.id} ${path.join('.')}`;
}

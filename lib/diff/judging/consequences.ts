import type { JsonValue } from '../../json';
import { logicalIdOf } from '../../template';
import { ORDER } from '../comparing/canonical';
import type { Comparison, Difference } from '../comparing/comparison';

/** Differences that another one brings along, which is reported: nobody has to hear of them twice. */
export function consequencesOf(comparison: Comparison): Difference[] {
  const edited = editedDeployments(comparison);
  const declared = new Set<string | undefined>(comparison.differences.filter(isDeclaration).map(parameterOf));
  return comparison.differences.filter(
    (each) =>
      isOrderOfNew(each) || edited.has(keyOf(each)) || isDeclaration(each) || declared.has(argumentOf(each)),
  );
}

/** A parameter that a nested stack began to have, or ceased to: who uses it is compared with what it is filled with. */
function isDeclaration({ after, before, path: [section], sides, type }: Difference): boolean {
  const isNested = (sides.after ?? sides.before)?.stack.parent !== undefined;
  return isNested && type === '' && section === 'Parameters' && (before === undefined || after === undefined);
}

function parameterOf({ path: [, name], sides }: Difference): string {
  const parent = (sides.after ?? sides.before)?.stack.parent;
  return `${parent?.stack.name} ${parent && logicalIdOf(parent)} ${name}`;
}

/** The same for what the stack around fills it with, which came or went with it. */
function argumentOf({ after, before, path, sides, type }: Difference): string | undefined {
  const [section, property, name] = path;
  const isOne = before === undefined || after === undefined;
  if (type !== 'ALIYUN::ROS::Stack' || section !== 'Properties' || property !== 'Parameters' || !isOne)
    return undefined;
  const side = sides.after ?? sides.before;
  return `${side?.stack.name} ${side?.id} ${name}`;
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

/** The Description of a deployment changes with its API, so that ROS publishes it again; in another stack it may be any. */
function editedDeployments({ of, routes, stackNames }: Comparison): ReadonlySet<string> {
  const edited = new Set<string>();
  for (const { after, before } of routes) {
    if (after === undefined || before === undefined) continue;
    const isMoved = stackNames.get(after.resource.stack) !== stackNames.get(before.resource.stack);
    if (!isMoved && of(after).length === 0) continue;
    for (const { deployments } of after.stages)
      for (const { resource } of deployments)
        edited.add(`${resource.stack.name} ${logicalIdOf(resource)} Properties.Description`);
  }
  return edited;
}

function keyOf({ path, sides }: Difference): string {
  return `${sides.after?.stack.name} ${sides.after?.id} ${path.join('.')}`;
}

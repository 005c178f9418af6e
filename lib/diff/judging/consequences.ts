import { type JsonValue, memberOf } from '../../json';
import { functionIn, logicalIdOf, namesIn, type Stack } from '../../template';
import { isOrder } from '../comparing/canonical';
import type { Comparison, Difference, DifferenceSide } from '../comparing/comparison';

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

/**
 * Which differences are those of what a nested stack is filled with, and are told where it uses that: a parameter
 * that came or went, and the value of one whose every use is compared with what it is filled with.
 */
function createIsToldAtUse(differences: readonly Difference[]): (difference: Difference) => boolean {
  const declared = new Set<string | undefined>(differences.filter(isDeclaration).map(parameterOf));
  const usesOf = createUses();
  return (each) => isDeclaration(each) || declared.has(argumentOf(each)) || isUsedPlainly(each, usesOf);
}

/** A parameter that a nested stack began to have, or ceased to. */
function isDeclaration({ after, before, path: [section], sides, type }: Difference): boolean {
  const isNested = (sides.after ?? sides.before)?.stack.parent !== undefined;
  return isNested && type === '' && section === 'Parameters' && (before === undefined || after === undefined);
}

function parameterOf({ path: [, name], sides }: Difference): string {
  const parent = (sides.after ?? sides.before)?.stack.parent;
  return `${parent?.stack.name} ${parent && logicalIdOf(parent)} ${name}`;
}

/** The name of the parameter that the stack around fills otherwise. */
function filledName({ path, type }: Difference): string | undefined {
  const [section, property, name] = path;
  const isFilled = type === 'ALIYUN::ROS::Stack' && section === 'Properties' && property === 'Parameters';
  return isFilled ? name : undefined;
}

/** What the stack around began to fill in, or ceased to. */
function argumentOf(difference: Difference): string | undefined {
  const { after, before, sides } = difference;
  const name = filledName(difference);
  if (name === undefined || (before !== undefined && after !== undefined)) return undefined;
  const side = sides.after ?? sides.before;
  return `${side?.stack.name} ${side?.id} ${name}`;
}

/** What a stack refers to: by references, which are compared with what they lead to, and in texts, which are not. */
interface Uses {
  readonly plain: Set<string>;
  readonly inTexts: Set<string>;
}

/** Of plain values only: how far others are followed has a limit. */
function isUsedPlainly(difference: Difference, usesOf: (stack: Stack) => Uses): boolean {
  const name = isPlain(difference.before) && isPlain(difference.after) ? filledName(difference) : undefined;
  const [mine, theirs] = [childOf(difference.sides.before), childOf(difference.sides.after)];
  if (name === undefined || mine === undefined || theirs === undefined) return false;
  return [mine, theirs].every((child) => {
    const { inTexts, plain } = usesOf(child);
    return memberOf(child.parameters, name) !== undefined && plain.has(name) && !inTexts.has(name);
  });
}

function isPlain(value: JsonValue | undefined): boolean {
  return typeof value !== 'object';
}

/** The nested stack itself, where it can be read. */
function childOf(side: DifferenceSide | undefined): Stack | undefined {
  return side?.instance && side.stack.children.get(side.instance);
}

/** Looks at each stack once. */
function createUses(): (stack: Stack) => Uses {
  const known = new Map<Stack, Uses>();
  return (stack) => {
    const found = known.get(stack);
    if (found !== undefined) return found;
    const uses: Uses = { plain: new Set(), inTexts: new Set() };
    collect(stack.written, uses);
    known.set(stack, uses);
    return uses;
  };
}

function collect(value: JsonValue, uses: Uses): void {
  if (typeof value !== 'object' || value === null) return;
  const into = functionIn(value) === 'Fn::Sub' ? uses.inTexts : uses.plain;
  for (const name of namesIn(value)) into.add(name);
  for (const member of Object.values(value)) collect(member, uses);
}

import type { GatewayModel } from '../../model';
import { isUnknown, keyOf, type Maybe, type Resource, type Stack } from '../../template';
import { type Pair, pairBy } from './pair';

/**
 * The stacks of both gateways. Those of a directory go by their names; the only stack of a file goes with the only
 * stack of the other, whatever the files are called. A nested stack goes by the resource that makes it.
 */
export function pairStacks(base: GatewayModel, head: GatewayModel): Pair<Stack>[] {
  const [roots, others] = [rootsOf(base), rootsOf(head)];
  const isFile = roots.length === 1 && others.length === 1;
  const pairs = pairBy(roots, others, [({ name }) => [isFile ? '' : name]]);
  return pairs.flatMap(withNested);
}

function rootsOf({ stacks }: GatewayModel): readonly Stack[] {
  return stacks.filter(({ parent }) => parent === undefined);
}

function withNested(pair: Pair<Stack>): Pair<Stack>[] {
  const children = (stack: Stack | undefined): [Resource, Stack][] => [...(stack?.children ?? [])];
  const nested = pairBy(children(pair.before), children(pair.after), [([{ id }]) => [id]]);
  return [
    pair,
    ...nested.flatMap(({ before, after }) => withNested({ before: before?.[1], after: after?.[1] })),
  ];
}

/** The name that both gateways know a stack by: that of the head. */
export function stackNames(pairs: readonly Pair<Stack>[]): ReadonlyMap<Stack, string> {
  const names = new Map<Stack, string>();
  for (const { after, before } of pairs) {
    const name = after?.name ?? (before === undefined ? '' : nameOfGone(before, names));
    if (before !== undefined) names.set(before, name);
    if (after !== undefined) names.set(after, name);
  }
  return names;
}

/** The same text for what says the same in both gateways: an expression says something else in another stack. */
export function keyIn(value: Maybe<string>, stacks: ReadonlyMap<Stack, string>): string {
  if (!isUnknown(value)) return keyOf(value);
  const place = value.stack && (stacks.get(value.stack) ?? value.stack.name);
  return JSON.stringify([keyOf(value), place ?? '']);
}

/** A nested stack that is gone, in the stack that is still there. */
function nameOfGone({ name, parent }: Stack, names: ReadonlyMap<Stack, string>): string {
  const around = parent && names.get(parent.stack);
  return around === undefined ? name : `${around}/${parent?.id}`;
}

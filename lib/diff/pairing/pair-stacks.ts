import type { GatewayModel, Resource, Stack } from '../../template';
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
  for (const pair of pairs) {
    const name = pair.after?.name ?? pair.before?.name ?? '';
    if (pair.before !== undefined) names.set(pair.before, name);
    if (pair.after !== undefined) names.set(pair.after, name);
  }
  return names;
}

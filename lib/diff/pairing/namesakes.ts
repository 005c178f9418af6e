import type { Stack } from '../../template';
import type { Pair } from './pair';

/** Something with a logical id. */
interface Named {
  readonly id: string;
}

/** Finds what has the logical id in the base that a thing has in the head. Both are in stacks that make a pair. */
export function namesakesIn<T extends Named>(
  base: readonly T[],
  stacks: readonly Pair<Stack>[],
  stackOf: (thing: T) => Stack,
): (thing: T) => T | undefined {
  const partners = new Map(stacks.map(({ after, before }) => [after, before]));
  const byStack = new Map<Stack | undefined, Map<string, T>>();
  for (const thing of base) {
    const stack = stackOf(thing);
    const known = byStack.get(stack);
    if (known === undefined) byStack.set(stack, new Map([[thing.id, thing]]));
    else known.set(thing.id, thing);
  }
  return (thing) => byStack.get(partners.get(stackOf(thing)))?.get(thing.id);
}

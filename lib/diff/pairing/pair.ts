import type { Stack } from '../../template';

/** What is the same thing in two gateways; one side is missing for what was added or removed. */
export interface Pair<T> {
  readonly before: T | undefined;
  readonly after: T | undefined;
}

/** A thing that both gateways have. */
export interface Both<T> {
  readonly before: T;
  readonly after: T;
}

/** Whether both gateways have it. */
export function isBoth<T>(pair: Pair<T>): pair is Both<T> {
  return pair.before !== undefined && pair.after !== undefined;
}

/** The names that a thing may be known by; the first that a thing of the other side has, too, makes a pair. */
export type KeysOf<T> = (item: T) => readonly string[];

/**
 * Pairs what has a name in common, in rounds: what one round leaves alone, the next looks at. Of several things with
 * one name, the first goes with the first. In the order of the head, with what was removed at the end.
 *
 * @param likely what probably belongs to a thing of the head and is asked for first: most things stay as they are, and
 *   no names have to be made up for them
 */
export function pairBy<T>(
  base: readonly T[],
  head: readonly T[],
  rounds: readonly KeysOf<T>[],
  likely: (item: T) => T | undefined = () => undefined,
): Pair<T>[] {
  const partners = new Map<T, T>();
  const taken = new Set<T>();
  const pair = (item: T, partner: T | undefined): void => {
    if (partner === undefined || taken.has(partner)) return;
    partners.set(item, partner);
    taken.add(partner);
  };
  for (const item of head) pair(item, likely(item));
  for (const keysOf of rounds) {
    if (taken.size === base.length || partners.size === head.length) break;
    const waiting = waitingFor(base, taken, keysOf);
    for (const item of head) if (!partners.has(item)) pair(item, firstFree(waiting, keysOf(item), taken));
  }
  return [
    ...head.map((after) => ({ before: partners.get(after), after })),
    ...base.filter((item) => !taken.has(item)).map((before) => ({ before, after: undefined })),
  ];
}

type Waiting<T> = ReadonlyMap<string, { readonly items: readonly T[]; next: number }>;

function waitingFor<T>(items: readonly T[], taken: ReadonlySet<T>, keysOf: KeysOf<T>): Waiting<T> {
  const waiting = new Map<string, { items: T[]; next: number }>();
  for (const item of items) {
    if (taken.has(item)) continue;
    for (const key of keysOf(item)) {
      const same = waiting.get(key);
      if (same === undefined) waiting.set(key, { items: [item], next: 0 });
      else same.items.push(item);
    }
  }
  return waiting;
}

function firstFree<T>(waiting: Waiting<T>, keys: readonly string[], taken: ReadonlySet<T>): T | undefined {
  for (const key of keys) {
    const queue = waiting.get(key);
    if (queue === undefined) continue;
    for (; queue.next < queue.items.length; queue.next += 1) {
      const item = queue.items[queue.next];
      if (item !== undefined && !taken.has(item)) return item;
    }
  }
  return undefined;
}

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

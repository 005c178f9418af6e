import type { Stack } from '../../template';
import { isBoth, type Pair } from '../pairing/pair';
import type { ResourcePair } from '../pairing/pair-resources';
import type { WrittenResource } from '../pairing/written-resource';
import type { Renames } from './renames';

const NONE: Renames = new Map();

/** What the stacks of two gateways name, in the words of the base, so that one thing has one name. */
export class Words {
  readonly #baseOf: ReadonlyMap<Stack, Stack>;
  readonly #resources: readonly ResourcePair[];
  readonly #renames: ReadonlyMap<Stack, Renames>;
  #byName: ReadonlyMap<Stack, ReadonlyMap<string, ResourcePair>> | undefined;
  readonly #stackNames: ReadonlyMap<Stack, string>;

  constructor(
    resources: readonly ResourcePair[],
    stacks: readonly Pair<Stack>[],
    stackNames: ReadonlyMap<Stack, string>,
  ) {
    this.#baseOf = new Map(stacks.flatMap(({ after, before }) => (after && before ? [[after, before]] : [])));
    this.#stackNames = stackNames;
    this.#resources = resources;
    this.#renames = this.#renamed(resources);
  }

  /** The stack of the base in which both sides stand; `undefined` where they stand in different ones. */
  homeOf({ after, before }: Pair<{ readonly stack: Stack }>): Stack | undefined {
    const home = before?.stack;
    return home !== undefined && after !== undefined && this.#baseOf.get(after.stack) === home
      ? home
      : undefined;
  }

  /** The logical ids of a stack of the head that are others in the base. */
  renamesIn(stack: Stack): Renames {
    return this.#renames.get(stack) ?? NONE;
  }

  /** The name of a thing of a stack of either side; that of another stack than the given one of the base is named, too. */
  nameIn(home: Stack | undefined, stack: Stack, name: string): string {
    if (isSameEverywhere(name)) return name;
    const [, id = name, index = ''] = /^(.*)(\[\d+\])$/s.exec(name) ?? [];
    const base = this.#baseOf.get(stack) ?? stack;
    const pair = this.#named.get(stack)?.get(id);
    const known = pair?.before;
    const place = known?.stack ?? base;
    // To the base the id is that of another thing.
    const isOther = known === undefined && base !== stack && isBothIn(this.#named.get(base)?.get(id));
    const own = `${plainName(known?.id ?? id)}${index}${isOther ? ' (new)' : ''}`;
    return place === home ? own : `${this.#stackNames.get(place) ?? place.name}/${own}`;
  }

  /** Put together when it is asked for: most gateways keep their ids. */
  get #named(): ReadonlyMap<Stack, ReadonlyMap<string, ResourcePair>> {
    this.#byName ??= byName(this.#resources);
    return this.#byName;
  }

  #renamed(resources: readonly ResourcePair[]): ReadonlyMap<Stack, Renames> {
    const touched = new Set<Stack>();
    for (const pair of resources)
      if (isBoth(pair) && (pair.before.id !== pair.after.id || this.homeOf(pair) === undefined))
        for (const { stack } of [pair.before, pair.after]) touched.add(stack);
    const renames = new Map<Stack, Map<string, string>>();
    if (touched.size === 0) return renames;
    for (const pair of resources) {
      const { after, before } = pair;
      const base = after && this.#baseOf.get(after.stack);
      if (after === undefined || base === undefined) continue;
      if (!touched.has(after.stack) && !touched.has(base)) continue;
      // Nothing has to be looked up of what stayed in its stack.
      const name = before?.stack === base ? before.id : this.nameIn(base, after.stack, after.id);
      if (name === after.id) continue;
      const known = renames.get(after.stack);
      if (known === undefined) renames.set(after.stack, new Map([[after.id, name]]));
      else known.set(after.id, name);
    }
    return renames;
  }
}

/** A name that ROS would not take is quoted, so that it is not taken for the words that are made here. */
function plainName(name: string): string {
  return /^[\w:.-]*$/.test(name) ? name : JSON.stringify(name);
}

function isBothIn(pair: ResourcePair | undefined): boolean {
  return pair !== undefined && isBoth(pair);
}

function byName(resources: readonly ResourcePair[]): ReadonlyMap<Stack, ReadonlyMap<string, ResourcePair>> {
  const named = new Map<Stack, Map<string, ResourcePair>>();
  const add = (side: WrittenResource | undefined, pair: ResourcePair) => {
    if (side === undefined) return;
    const known = named.get(side.stack);
    if (known === undefined) named.set(side.stack, new Map([[side.id, pair]]));
    else known.set(side.id, pair);
  };
  for (const pair of resources) {
    add(pair.before, pair);
    add(pair.after, pair);
  }
  return named;
}

/** What `Ref` of it is does not depend on the stack. */
function isSameEverywhere(name: string): boolean {
  return name.startsWith('ALIYUN::') && name !== 'ALIYUN::StackId' && name !== 'ALIYUN::StackName';
}

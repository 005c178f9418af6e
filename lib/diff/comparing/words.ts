import { isJsonObject, isSameValue, type JsonObject, type JsonValue, memberOf } from '../../json';
import type { Stack } from '../../template';
import { isBoth, type Pair } from '../pairing/pair';
import type { ResourcePair } from '../pairing/pair-resources';
import type { WrittenResource } from '../pairing/written-resource';

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

/** Logical ids of the head by which other ones of the base went. */
type Renames = ReadonlyMap<string, string>;

/** The value with the logical ids that the base has. */
function renamed(value: JsonValue, renames: Renames): JsonValue {
  if (Array.isArray(value)) return value.map((item: JsonValue) => renamed(item, renames));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, rename(name, member, renames)]),
  );
}

/** A logical id, or several, likewise. */
export function renamedIds(ids: JsonValue, renames: Renames): JsonValue {
  const name = (id: JsonValue): JsonValue => (typeof id === 'string' ? (renames.get(id) ?? id) : id);
  return Array.isArray(ids) ? ids.map(name) : name(ids);
}

/** A member of an object, likewise. */
function rename(name: string, value: JsonValue, renames: Renames): JsonValue {
  if (name === 'Ref' && typeof value === 'string') return renames.get(value) ?? value;
  if (name === 'Fn::GetAtt') return renamedAttribute(value, renames);
  if (name === 'Fn::Sub') return renamedText(value, renames);
  return renamed(value, renames);
}

function renamedAttribute(value: JsonValue, renames: Renames): JsonValue {
  if (typeof value === 'string') {
    const [, id = value, rest = ''] = /^([^.]+)(\..+)$/s.exec(value) ?? [];
    return (renames.get(id) ?? id) + rest;
  }
  if (!Array.isArray(value)) return renamed(value, renames);
  return value.map((item: JsonValue, index) =>
    index === 0 && typeof item === 'string' ? (renames.get(item) ?? item) : renamed(item, renames),
  );
}

function renamedText(value: JsonValue, renames: Renames): JsonValue {
  if (Array.isArray(value))
    return value.map((item: JsonValue, index) =>
      index === 0 ? renamedText(item, renames) : renamed(item, renames),
    );
  if (typeof value !== 'string') return renamed(value, renames);
  return value.replace(/\$\{([^}!.]+)/g, (_, id: string) => `\${${renames.get(id) ?? id}`);
}

/**
 * Whether a resource of the head says what one of the base says, but for logical ids. Nothing is written anew to tell:
 * where every id is another one, most resources say the same.
 */
export function isSameRenamed(before: JsonObject, after: JsonObject, renames: Renames): boolean {
  if (renames.size === 0) return isSameValue(before, after);
  const { DependsOn: awaited, ...mine } = before;
  const { DependsOn, ...theirs } = after;
  const waits = DependsOn === undefined ? undefined : renamedIds(DependsOn, renames);
  return isSameValue(awaited, waits) && isSameOnceRenamed(mine, theirs, renames);
}

function isSameOnceRenamed(before: JsonValue | undefined, after: JsonValue, renames: Renames): boolean {
  if (Array.isArray(after)) {
    if (!Array.isArray(before) || before.length !== after.length) return false;
    return after.every((item: JsonValue, index) => isSameOnceRenamed(before[index], item, renames));
  }
  if (!isJsonObject(after)) return before === after;
  if (!isJsonObject(before)) return false;
  let members = 0;
  for (const name in after) {
    const [mine, theirs] = [memberOf(before, name), after[name] ?? null];
    const isSame = NAMING.has(name)
      ? isSameValue(mine, rename(name, theirs, renames))
      : isSameOnceRenamed(mine, theirs, renames);
    if (!isSame) return false;
    members += 1;
  }
  for (const _ in before) members -= 1;
  return members === 0;
}

/** The functions that name resources. */
const NAMING: ReadonlySet<string> = new Set(['Ref', 'Fn::GetAtt', 'Fn::Sub']);

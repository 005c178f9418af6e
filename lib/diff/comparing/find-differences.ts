import { isJsonObject, isSameValue, type JsonObject, type JsonValue, memberOf } from '../../json';
import type { GatewayPlugin } from '../../model';
import { isFunctionName, type Resource, type Stack } from '../../template';
import { followedValue } from '../pairing/followed-value';
import { type Both, isBoth, type Pair } from '../pairing/pair';
import type { PluginPair } from '../pairing/pair-plugins';
import type { ResourcePair } from '../pairing/pair-resources';
import type { WrittenResource } from '../pairing/written-resource';
import { canonical, canonicalData, canonicalTokenData, isContainer } from './canonical';
import type { Difference, DifferenceSide, Place } from './comparison';
import { isSameRenamed, type Words } from './words';

/** What the values of resources mean beyond themselves. */
interface DifferenceContext {
  readonly plugins: ReadonlyMap<Resource, GatewayPlugin>;
  readonly placeOf: (pair: ResourcePair) => Place;
  readonly words: Words;
}

/**
 * Every value in which the two sides of a resource differ; the whole of it where one side does not have it. What it
 * waits for is compared by itself.
 */
export function* resourceDifferences(pair: ResourcePair, context: DifferenceContext): Generator<Difference> {
  const { before, after } = pair;
  const place = context.placeOf(pair);
  const type = after?.type ?? before?.type ?? '';
  const sides = { before: before && sideOf(before), after: after && sideOf(after) };
  const make = (found: Pick<Difference, 'path' | 'before' | 'after'>) => ({
    ...found,
    place,
    type,
    sides,
    isSwap: false,
  });
  if (!isBoth(pair)) {
    yield make({ path: [], before: before?.written, after: after?.written });
    return;
  }
  const readings = dataOf(pair, context.plugins);
  const reading = {
    home: context.words.homeOf(pair),
    words: context.words,
    isSettled: settledIn(pair, context),
  };
  const found = valueDifferences(
    comparable(pair.before, { ...reading, data: readings?.before }),
    comparable(pair.after, { ...reading, data: readings?.after }),
  );
  for (const each of found) yield make(each);
}

/** Whether two resources say the same by the letter, and what their letters stand for is the same, too. */
export function isAlike(pair: ResourcePair, words: Words): boolean {
  if (!isBoth(pair) || words.homeOf(pair) === undefined) return false;
  const { after, before } = pair;
  return (
    isSameRenamed(before.written, after.written, words.renamesIn(after.stack)) &&
    isSameGround(before.stack, after.stack)
  );
}

/** The sections that say what the letters of a resource stand for. */
const GROUND = ['Conditions', 'Locals', 'Mappings', 'Parameters'] as const;

/** Whether the same letters are the same values in two stacks. */
function isSameGround(before: Stack, after: Stack): boolean {
  const isSame = GROUND.every((name) => isSameValue(before.written[name], after.written[name]));
  return isSame && isSameGiven(before, after) && isSameArguments(before, after);
}

/** Whether whoever reads them gave both the same values of parameters. */
function isSameGiven({ given: mine }: Stack, { given: theirs }: Stack): boolean {
  const isSame = [...mine].every(([name, { value }]) => isSameValue(value, theirs.get(name)?.value));
  return isSame && mine.size === theirs.size;
}

/** A nested stack's parameters are what its parents say. */
function isSameArguments(before: Stack, after: Stack): boolean {
  if (before.parent === undefined || after.parent === undefined) return before.parent === after.parent;
  const [mine, theirs] = [before.parent.properties.Parameters, after.parent.properties.Parameters];
  return isSameValue(mine, theirs) && isSameGround(before.parent.stack, after.parent.stack);
}

function sideOf({ id, instance, origin, stack, written }: WrittenResource): DifferenceSide {
  return { id, instance, stack, written, at: (path) => origin.at(...path) };
}

interface Reading {
  /** The stack of the base in which both sides stand; `undefined` where it is not one. */
  readonly home: Stack | undefined;
  readonly words: Words;
  /** PluginData as data. */
  readonly data: JsonValue | undefined;
  /** Whether a property says the same on both sides, so that nobody has to look at it again. */
  readonly isSettled: (property: string) => boolean;
}

/** In a stack of its own, where no id is another one, the same letters are the same value. */
function settledIn(pair: Both<WrittenResource>, { words }: DifferenceContext): Reading['isSettled'] {
  const { after, before } = pair;
  const home = words.homeOf(pair);
  const isHome = home !== undefined && home.parent === undefined && isSameGround(home, after.stack);
  if (!isHome || words.renamesIn(after.stack).size > 0) return () => false;
  const [mine, theirs] = [before.written.Properties, after.written.Properties];
  const same = new Set(
    Object.keys(isJsonObject(mine) ? mine : {}).filter((name) =>
      isSameValue(memberOf(mine, name), memberOf(theirs, name)),
    ),
  );
  return (property) => same.has(property);
}

/** A resource as a value that can be compared. */
function comparable(
  { instance, stack, written }: WrittenResource,
  { data, home, isSettled, words }: Reading,
): JsonValue {
  const nameOf = (where: Stack, name: string) => words.nameIn(home, where, name);
  const { DependsOn, Properties, ...others } = written;
  const told = followedValue(others, stack, nameOf) as JsonObject;
  if (Properties === undefined) return told;
  const left = without(withoutReadStack(Properties, instance), isSettled);
  const properties = canonical(followedValue(left, stack, nameOf));
  const full =
    isJsonObject(properties) && data !== undefined ? { ...properties, PluginData: data } : properties;
  return { ...told, Properties: full };
}

function without(properties: JsonValue, isSettled: (property: string) => boolean): JsonValue {
  if (!isJsonObject(properties)) return properties;
  return Object.fromEntries(Object.entries(properties).filter(([name]) => !isSettled(name)));
}

/** The template of a nested stack is compared as a stack. */
function withoutReadStack(properties: JsonValue, instance: Resource | undefined): JsonValue {
  if (instance === undefined || !instance.stack.children.has(instance) || !isJsonObject(properties))
    return properties;
  const { TemplateBody, ...others } = properties;
  return others;
}

/** The data of two plug-ins in the same form: keys by thumbprints where both can be read. */
function dataOf(
  { before, after }: ResourcePair,
  plugins: DifferenceContext['plugins'],
): Pair<JsonValue> | undefined {
  const pluginOf = (side: WrittenResource | undefined) => side?.instance && plugins.get(side.instance);
  const [mine, theirs] = [pluginOf(before), pluginOf(after)];
  return mine && theirs ? pluginData(mine, theirs) : undefined;
}

/** `undefined` where either cannot be read: then their texts are compared. */
function pluginData(before: GatewayPlugin, after: GatewayPlugin): Pair<JsonValue> | undefined {
  const tokens = { before: canonicalTokenData(before), after: canonicalTokenData(after) };
  if (isBoth(tokens)) return tokens;
  const data = { before: canonicalData(before), after: canonicalData(after) };
  return isBoth(data) ? data : undefined;
}

/** Where the data of two plug-ins differ of which one took the place of the other. */
export function* swapDifferences({ before, after }: PluginPair, place: Place): Generator<Difference> {
  const data = pluginData(before, after) ?? {
    before: before.resource.properties.PluginData,
    after: after.resource.properties.PluginData,
  };
  const sides = { before: pluginSide(before), after: pluginSide(after) };
  const type = before.resource.type;
  for (const each of valueDifferences(data.before, data.after, ['Properties', 'PluginData']))
    yield { ...each, place, type, sides, isSwap: true };
}

function pluginSide({ resource }: GatewayPlugin): DifferenceSide {
  const { id, origin, stack, written } = resource;
  return { id, instance: resource, stack, written, at: (path) => origin.at(...path) };
}

/** Sections that do nothing but by the resources that name what is in them. */
const TOLD_ELSEWHERE = ['Conditions', 'Locals'] as const;

/** Every value in which two stacks differ beside their resources. */
export function* stackDifferences(pair: Pair<Stack>, place: Place, words: Words): Generator<Difference> {
  const { after, before } = pair;
  const sides = { before: before && stackSide(before), after: after && stackSide(after) };
  const make = (found: Pick<Difference, 'path' | 'before' | 'after'>) => ({
    ...found,
    place,
    type: '',
    sides,
    isSwap: false,
  });
  if (before === undefined || after === undefined) {
    yield make({ path: [], before: before?.written, after: after?.written });
    return;
  }
  // The same letters, which only mean something else with other values of parameters: that is told where it shows.
  const told = TOLD_ELSEWHERE.filter((name) => isSameValue(before.written[name], after.written[name]));
  const isTold = (name: string) => !isSameGiven(before, after) && told.some((each) => each === name);
  const sectionsOf = (stack: Stack) => {
    const { Resources, ...written } = stack.written;
    const sections = Object.fromEntries(Object.entries(written).filter(([name]) => !isTold(name)));
    return followedValue(sections, stack, (where, name) => words.nameIn(before, where, name));
  };
  for (const each of valueDifferences(sectionsOf(before), sectionsOf(after))) yield make(each);
}

function stackSide(stack: Stack): DifferenceSide {
  return {
    id: '',
    instance: undefined,
    stack,
    written: stack.written,
    at: (path) => stack.origin.at(...path),
  };
}

/** One value that two documents do not share, as deep in them as it can be told. */
interface ValueDifference {
  readonly path: readonly string[];
  readonly before: JsonValue | undefined;
  readonly after: JsonValue | undefined;
}

/**
 * What two values do not share: members of objects by their names, items of lists of one length by their places. A
 * function call is one value.
 */
function* valueDifferences(
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  path: readonly string[] = [],
): Generator<ValueDifference> {
  if (isSameValue(before, after)) return;
  const members = membersOf(before, after, path);
  if (members !== undefined) {
    for (const name of members)
      yield* valueDifferences(memberOf(before, name), memberOf(after, name), [...path, name]);
  } else if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    for (const index of before.keys())
      yield* valueDifferences(before[index], after[index], [...path, String(index)]);
  } else yield { path, before, after };
}

/** The members of two objects, or of one that stands where the other side has nothing and that only holds things. */
function membersOf(
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  path: readonly string[],
): ReadonlySet<string> | undefined {
  const sides = [before, after].filter((value) => value !== undefined);
  if (!sides.every(isOpen)) return undefined;
  const names = new Set(sides.flatMap((value) => Object.keys(value)));
  if (sides.length === 1 && !(isContainer(path.at(-1) ?? '') && names.size > 0)) return undefined;
  return names;
}

/** An object whose members are compared one by one. */
function isOpen(value: JsonValue | undefined): value is Readonly<Record<string, JsonValue>> {
  return isJsonObject(value) && !Object.keys(value).some(isFunctionName);
}

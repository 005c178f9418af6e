import { isJsonObject, type JsonObject, type JsonValue, memberOf } from '../../json';
import { type GatewayPlugin, knownValue, type Resource, type Stack } from '../../template';
import { type Both, isBoth, type Pair } from '../pairing/pair';
import type { PluginPair } from '../pairing/pair-plugins';
import type { ResourcePair } from '../pairing/pair-resources';
import type { WrittenResource } from '../pairing/written-resource';
import { canonical, canonicalData, canonicalTokenData } from './canonical';
import type { Difference, DifferenceSide, Place } from './comparison';
import { isSameValue, valueDifferences } from './difference';
import { type Renames, renamedResource } from './renames';
import { isSameRenamed } from './same-renamed';

/** What the values of resources mean beyond themselves. */
export interface DifferenceContext {
  readonly plugins: ReadonlyMap<Resource, GatewayPlugin>;
  /** By the stack of the head. */
  readonly renames: ReadonlyMap<Stack, Renames>;
  readonly placeOf: (pair: ResourcePair) => Place;
}

/** Every value in which the two sides of a resource differ; the whole of it where one side does not have it. */
export function* resourceDifferences(pair: ResourcePair, context: DifferenceContext): Generator<Difference> {
  const { before, after } = pair;
  const renames = (after && context.renames.get(after.stack)) ?? NONE;
  if (isBoth(pair) && isAlike(pair, renames)) return;
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
  const isSettled =
    renames.size === 0 && pair.before.stack.parent === undefined ? settled(pair) : () => false;
  const found = valueDifferences(
    comparable(pair.before, { renames: NONE, data: readings?.before, isSettled }),
    comparable(pair.after, { renames, data: readings?.after, isSettled }),
  );
  for (const each of found) yield make(each);
}

const NONE: Renames = new Map();

/** Whether two resources say the same by the letter, and what their letters stand for is the same, too. */
function isAlike({ after, before }: Both<WrittenResource>, renames: Renames): boolean {
  return isSameRenamed(before.written, after.written, renames) && isSameArguments(before.stack, after.stack);
}

/** A nested stack's parameters are what its parents say. */
function isSameArguments(before: Stack, after: Stack): boolean {
  if (before.parent === undefined || after.parent === undefined) return before.parent === after.parent;
  const [mine, theirs] = [before.parent.properties.Parameters, after.parent.properties.Parameters];
  return isSameValue(mine, theirs) && isSameArguments(before.parent.stack, after.parent.stack);
}

function sideOf({ id, instance, origin, stack, written }: WrittenResource): DifferenceSide {
  return { id, instance, stack, written, at: (path) => origin.at(...path) };
}

interface Reading {
  readonly renames: Renames;
  /** PluginData as data. */
  readonly data: JsonValue | undefined;
  /** Whether a property says the same on both sides, so that nobody has to look at it again. */
  readonly isSettled: (property: string) => boolean;
}

function settled({ after, before }: Both<WrittenResource>): (property: string) => boolean {
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
  { renames, data, isSettled }: Reading,
): JsonValue {
  const named = renamedResource(written, renames);
  const known = stack.parent && instance ? withArguments(named, instance) : named;
  const { DependsOn, Properties, ...others } = known as JsonObject;
  const waits: JsonObject = DependsOn === undefined ? {} : { DependsOn: canonical(DependsOn, 'DependsOn') };
  if (Properties === undefined) return { ...others, ...waits };
  const properties = canonical(without(withoutReadStack(Properties, instance), isSettled));
  const full =
    isJsonObject(properties) && data !== undefined ? { ...properties, PluginData: data } : properties;
  return { ...others, ...waits, Properties: full };
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

/** The value with what the parents of a nested stack fill in. */
function withArguments(value: JsonValue, instance: Resource): JsonValue {
  const known = knownValue(value, instance);
  if (known !== undefined && known !== value) return known;
  if (Array.isArray(value)) return value.map((item: JsonValue) => withArguments(item, instance));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, withArguments(member, instance)]),
  );
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
export function pluginData(before: GatewayPlugin, after: GatewayPlugin): Pair<JsonValue> | undefined {
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

const SECTIONS: ReadonlySet<string> = new Set(['Resources']);

/** Every value in which two stacks differ beside their resources. */
export function* stackDifferences({ before, after }: Pair<Stack>, place: Place): Generator<Difference> {
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
  for (const each of valueDifferences(sectionsOf(before), sectionsOf(after))) yield make(each);
}

function sectionsOf({ written }: Stack): JsonValue {
  return Object.fromEntries(Object.entries(written).filter(([name]) => !SECTIONS.has(name)));
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

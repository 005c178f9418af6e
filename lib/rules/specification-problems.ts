import { type Bounds, findProperties, type PropertyFact, type PropertyFacts } from '../facts';
import type { JsonObject, JsonValue } from '../json';
import { isUnknown, type Resource, resolveValue } from '../template';
import { makerOf } from './maker';
import { ownMember } from './property';

type Path = readonly (string | number)[];

/** What is wrong with a property, or cannot be seen because a function makes it. */
export interface SpecificationProblem {
  /** `['RequestConfig', 'RequestPath']`; empty for the properties as a whole. */
  readonly path: Path;
  readonly message: string;
  /** Whether only ROS knows the value, and so whether it is one that is allowed. */
  readonly isUnknown: boolean;
}

/**
 * What the vendor's specification says against the properties of a resource. A function is taken for a value of
 * the right type, and a number or a switch for the text of it, and the other way round.
 */
export function specificationProblems(resource: Resource, facts: PropertyFacts): SpecificationProblem[] {
  const place: Place = { resource, path: [] };
  const properties = resolveValue(resource.properties, resource);
  if (isUnknown(properties)) return [unseen(place, `are made by ${makerOf(properties)}`)];
  return ofObject(resource.properties, facts, place);
}

interface Place {
  readonly resource: Resource;
  readonly path: Path;
}

const below = ({ path, resource }: Place, step: string | number): Place => ({
  resource,
  path: [...path, step],
});

const wrong = ({ path }: Place, message: string): SpecificationProblem => ({
  path,
  message,
  isUnknown: false,
});

const unseen = ({ path }: Place, message: string): SpecificationProblem => ({
  path,
  message,
  isUnknown: true,
});

function ofObject(value: JsonObject, facts: PropertyFacts, place: Place): SpecificationProblem[] {
  const isGiven = (name: string): boolean => (ownMember(value, name) ?? null) !== null;
  const missing = Object.keys(facts).filter((name) => facts[name]?.required && !isGiven(name));
  return [
    ...missing.map((name) => wrong(below(place, name), 'is missing')),
    ...Object.entries(value).flatMap(([name, member]) => {
      const fact = Object.hasOwn(facts, name) ? facts[name] : undefined;
      if (fact === undefined) return [wrong(below(place, name), 'is no property that the vendor lists')];
      return isGiven(name) ? ofValue(member, fact, below(place, name)) : [];
    }),
  ];
}

function ofValue(written: JsonValue, fact: PropertyFact, place: Place): SpecificationProblem[] {
  const value = resolveValue(written, place.resource);
  if (isUnknown(value)) {
    const isLimited = fact.allowed ?? fact.length ?? fact.range;
    return isLimited ? [unseen(place, `is made by ${makerOf(value)}`)] : [];
  }
  const isScalar = SCALARS[fact.type];
  if (isScalar !== undefined)
    return isScalar(value) ? ofScalar(value, fact, place) : [wrong(place, `is no ${fact.type}`)];
  if (fact.type === 'List')
    return Array.isArray(value) ? ofList(value, fact, place) : [wrong(place, 'is no list')];
  if (!isObject(value)) return [wrong(place, fact.type === 'Map' ? 'is no map' : 'is no object')];
  return fact.type === 'Map'
    ? ofSize(Object.keys(value).length, fact.length, place)
    : ofMembers(value, fact.type, place);
}

const isNumeric = (value: JsonValue): boolean => /^(?:number|string)$/.test(typeof value) && value !== '';

const SCALARS: Readonly<Record<string, (value: JsonValue) => boolean>> = {
  String: (value) => typeof value !== 'object',
  Boolean: (value) => /^(?:true|false)$/i.test(String(value)),
  Integer: (value) => isNumeric(value) && Number.isInteger(Number(value)),
  Number: (value) => isNumeric(value) && Number.isFinite(Number(value)),
};

function ofScalar(
  value: JsonValue,
  { allowed, length, range }: PropertyFact,
  place: Place,
): SpecificationProblem[] {
  if (allowed !== undefined && !allowed.map(String).includes(String(value)))
    return [
      wrong(place, `is ${JSON.stringify(value).slice(0, 60)}; the vendor lists ${allowed.join(' | ')}`),
    ];
  return [...ofSize([...String(value)].length, length, place), ...ofSize(Number(value), range, place)];
}

function ofList(
  items: readonly JsonValue[],
  { itemType, length }: PropertyFact,
  place: Place,
): SpecificationProblem[] {
  const inside = items.flatMap((written, at) => {
    const item = resolveValue(written, place.resource);
    if (itemType === undefined || isUnknown(item)) return [];
    return isObject(item)
      ? ofMembers(item, itemType, below(place, at))
      : [wrong(below(place, at), 'is no object')];
  });
  return [...ofSize(items.length, length, place), ...inside];
}

function ofMembers(value: JsonObject, type: string, place: Place): SpecificationProblem[] {
  const facts = findProperties(`${place.resource.type}.${type}`);
  return facts === undefined ? [] : ofObject(value, facts, place);
}

function ofSize(size: number, bounds: Bounds | undefined, place: Place): SpecificationProblem[] {
  const { max = Number.POSITIVE_INFINITY, min = Number.NEGATIVE_INFINITY } = bounds ?? {};
  if (size < min) return [wrong(place, `is ${size} in number or length; ${min} is the least`)];
  return size > max ? [wrong(place, `is ${size} in number or length; ${max} is the most`)] : [];
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

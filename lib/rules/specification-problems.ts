import { type Bounds, findProperties, type PropertyFact } from '../facts';
import { isJsonObject, type JsonObject, type JsonValue } from '../json';
import { didYouMean } from '../shape';
import { isUnknown, knownValue, type Resource, resolveValue } from '../template';
import { characterCount } from './character-count';
import { makerOf } from './maker';
import type { Severity } from './rule';

type Path = readonly (string | number)[];

/** What is wrong with a property, or cannot be seen because a function makes it. */
export interface SpecificationProblem {
  /** `['RequestConfig', 'RequestPath']`; empty for the properties as a whole. */
  readonly path: Path;
  readonly message: string;
  /** Whether only ROS knows the value, and so whether it is one that is allowed. */
  readonly isUnknown: boolean;
  /** Set where it is no error: the vendor may have a newer property, and its own samples differ in letter case. */
  readonly severity?: Severity;
}

/**
 * What the vendor's specification says against the properties of a resource; `undefined` for a type that it does
 * not have. A function is taken for a value of the right type, and a number or a switch for the text of it, and
 * the other way round.
 */
export function specificationProblems(resource: Resource): Problems | undefined {
  const specification = specificationOf(resource.type);
  if (specification === undefined) return undefined;
  const properties = resolveValue(resource.properties, resource);
  if (isUnknown(properties)) return unseen(`are made by ${makerOf(properties)}`);
  return compareObject(resource.properties, specification, resource);
}

type Problems = readonly SpecificationProblem[];

/** Of nearly everything: nothing is made for what is in order, and paths are put together on the way back. */
const NONE: Problems = [];

function wrong(message: string): Problems {
  return [{ path: [], message, isUnknown: false }];
}

function unseen(message: string): Problems {
  return [{ path: [], message, isUnknown: true }];
}

/** Adds what is wrong with a member to what is wrong with the value around it. */
function addUnder(step: string | number, inside: Problems, all: SpecificationProblem[] = []) {
  for (const each of inside) all.push({ ...each, path: [step, ...each.path] });
  return all;
}

/** What makes a value that is unknown. */
function makerIn(written: JsonValue, resource: Resource): string {
  const value = resolveValue(written, resource);
  return isUnknown(value) ? makerOf(value) : '';
}

/** The properties of a type, so that nothing has to be looked up twice. */
interface ObjectSpecification {
  readonly properties: ReadonlyMap<string, ValueSpecification>;
  readonly required: readonly string[];
}

interface ValueSpecification extends Pick<PropertyFact, 'type' | 'length' | 'range'> {
  readonly isScalar: ((value: JsonValue) => boolean) | undefined;
  readonly allowed: ReadonlySet<string> | undefined;
  /** The type of an object, or of the items of a list, as `findProperties` takes it. */
  readonly memberType: string | undefined;
}

const known = new Map<string, ObjectSpecification>();

function specificationOf(type: string): ObjectSpecification | undefined {
  const found = known.get(type);
  if (found !== undefined) return found;
  const facts = findProperties(type);
  if (facts === undefined) return undefined;
  const specification = createSpecification(type, Object.entries(facts));
  known.set(type, specification);
  return specification;
}

function createSpecification(
  type: string,
  facts: readonly (readonly [string, PropertyFact])[],
): ObjectSpecification {
  // Types inside a resource are named after it: ALIYUN::ApiGateway::Api.RequestConfig.
  const [resourceType = ''] = type.split('.', 1);
  return {
    required: facts.filter(([, { required }]) => required).map(([name]) => name),
    properties: new Map(facts.map(([name, fact]) => [name, valueSpecification(fact, resourceType)])),
  };
}

function valueSpecification(fact: PropertyFact, resourceType: string): ValueSpecification {
  const { allowed, itemType, length, range, type } = fact;
  const inside = type === 'List' ? itemType : type;
  return {
    type,
    length,
    range,
    isScalar: SCALARS[type],
    allowed: allowed && new Set(allowed.map(String)),
    memberType: inside && `${resourceType}.${inside}`,
  };
}

const isNumeric = (value: JsonValue): boolean =>
  typeof value === 'number' || (typeof value === 'string' && value !== '');

const SCALARS: Readonly<Record<string, (value: JsonValue) => boolean>> = {
  String: (value) => typeof value !== 'object',
  Boolean: (value) => typeof value === 'boolean' || /^(?:true|false)$/i.test(String(value)),
  Integer: (value) => isNumeric(value) && Number.isInteger(Number(value)),
  Number: (value) => isNumeric(value) && Number.isFinite(Number(value)),
};

function compareObject(
  value: JsonObject,
  { properties, required }: ObjectSpecification,
  resource: Resource,
): Problems {
  let problems: SpecificationProblem[] | undefined;
  // The vendor calls no property like what every object has.
  for (const name of required)
    if ((value[name] ?? null) === null) problems = addUnder(name, wrong('is missing'), problems);
  for (const name in value) {
    const specification = properties.get(name);
    const found =
      specification === undefined
        ? unlisted(name, [...properties.keys()])
        : compareProperty(value[name] ?? null, specification, resource);
    if (found !== NONE) problems = addUnder(name, found, problems);
  }
  return problems ?? NONE;
}

function compareProperty(
  written: JsonValue,
  specification: ValueSpecification,
  resource: Resource,
): Problems {
  if (written === null || isInOrder(written, specification)) return NONE;
  return compareValue(written, specification, resource);
}

/** A name that the list has not: the vendor may have added it since. */
function unlisted(name: string, listed: readonly string[]): Problems {
  const alike = listed.find((each) => each.toLowerCase() === name.toLowerCase());
  if (alike !== undefined) {
    const message = `is written ${alike} in the vendor's list; whether letter case counts is not documented`;
    return [{ path: [], message, isUnknown: false, severity: 'note' }];
  }
  const advice = didYouMean(name, listed);
  const message = `is no property that the vendor lists${advice === undefined ? '' : `: ${advice}`}`;
  return [{ path: [], message, isUnknown: false, severity: 'warning' }];
}

/** Whether a value is a plain one that the vendor specifies. */
function isInOrder(value: JsonValue, { allowed, isScalar, length, range }: ValueSpecification): boolean {
  return (
    typeof value !== 'object' &&
    isScalar?.(value) === true &&
    (allowed === undefined || allowed.has(String(value))) &&
    (length === undefined || isWithin(characterCount(String(value)), length)) &&
    (range === undefined || isWithin(Number(value), range))
  );
}

function compareValue(written: JsonValue, specification: ValueSpecification, resource: Resource): Problems {
  const { allowed, isScalar, length, range, type } = specification;
  const value = knownValue(written, resource);
  // ROS takes the property away, or fills it with an empty value where it is required.
  if (value === null) return NONE;
  if (value === undefined)
    return (allowed ?? length ?? range) ? unseen(`is made by ${makerIn(written, resource)}`) : NONE;
  if (isScalar !== undefined)
    return isScalar(value) ? compareScalar(value, specification) : wrong(noScalar(value, type));
  if (type === 'List')
    return Array.isArray(value) ? compareList(value, specification, resource) : wrong('is no list');
  if (!isJsonObject(value)) return wrong(type === 'Map' ? 'is no map' : 'is no object');
  if (type === 'Map') return compareSize(Object.keys(value).length, length);
  return compareMembers(value, specification, resource);
}

/** An object in the place of a text can be read here, but not by ROS. */
function noScalar(value: JsonValue, type: string): string {
  if (type !== 'String') return `is no ${type}`;
  return `is ${Array.isArray(value) ? 'a list' : 'an object'}; ROS takes a text (String)`;
}

function compareScalar(value: JsonValue, { allowed, length, range }: ValueSpecification): Problems {
  if (allowed !== undefined && !allowed.has(String(value)))
    return wrong(`is ${JSON.stringify(value).slice(0, 60)}; the vendor lists ${[...allowed].join(' | ')}`);
  const ofLength = length === undefined ? NONE : compareSize(characterCount(String(value)), length);
  const ofRange = range === undefined ? NONE : compareSize(Number(value), range);
  return ofLength === NONE ? ofRange : [...ofLength, ...ofRange];
}

function compareList(
  items: readonly JsonValue[],
  specification: ValueSpecification,
  resource: Resource,
): Problems {
  const ofSize = compareSize(items.length, specification.length);
  if (specification.memberType === undefined) return ofSize;
  let problems = ofSize === NONE ? undefined : [...ofSize];
  for (let at = 0; at < items.length; at += 1) {
    const item = knownValue(items[at] ?? null, resource);
    if (item === undefined) continue;
    const found = isJsonObject(item) ? compareMembers(item, specification, resource) : wrong('is no object');
    if (found !== NONE) problems = addUnder(at, found, problems);
  }
  return problems ?? NONE;
}

function compareMembers(
  value: JsonObject,
  { memberType = '' }: ValueSpecification,
  resource: Resource,
): Problems {
  const specification = specificationOf(memberType);
  return specification === undefined ? NONE : compareObject(value, specification, resource);
}

function compareSize(size: number, bounds: Bounds | undefined): Problems {
  if (bounds === undefined || isWithin(size, bounds)) return NONE;
  const { max, min } = bounds;
  const limit = min !== undefined && size < min ? `${min} is the least` : `${max} is the most`;
  return wrong(`is ${size} in number or length; ${limit}`);
}

function isWithin(size: number, { max, min }: Bounds): boolean {
  return !(min !== undefined && size < min) && !(max !== undefined && size > max);
}

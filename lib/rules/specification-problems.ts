import { type Bounds, findProperties, type PropertyFact } from '../facts';
import { isJsonObject, type JsonObject, type JsonValue, memberOf } from '../json';
import { isUnknown, knownValue, type Resource, resolveValue } from '../template';
import { characterCount } from './character-count';
import { makerOf } from './maker';

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
 * What the vendor's specification says against the properties of a resource; `undefined` for a type that it does
 * not have. A function is taken for a value of the right type, and a number or a switch for the text of it, and
 * the other way round.
 */
export function specificationProblems(resource: Resource): readonly SpecificationProblem[] | undefined {
  const specification = specificationOf(resource.type);
  if (specification === undefined) return undefined;
  const comparison: Comparison = { resource, path: [], problems: [] };
  const properties = resolveValue(resource.properties, resource);
  if (isUnknown(properties)) unseen(comparison, `are made by ${makerOf(properties)}`);
  else compareObject(resource.properties, specification, comparison);
  return comparison.problems;
}

/** One walk over the properties of a resource. Nothing is made for what is in order, which nearly everything is. */
interface Comparison {
  readonly resource: Resource;
  /** Leads to the value at hand. */
  readonly path: (string | number)[];
  readonly problems: SpecificationProblem[];
}

function wrong({ path, problems }: Comparison, message: string): void {
  problems.push({ path: [...path], message, isUnknown: false });
}

function unseen({ path, problems }: Comparison, message: string): void {
  problems.push({ path: [...path], message, isUnknown: true });
}

/** What makes a value that is unknown. */
function makerIn(written: JsonValue, { resource }: Comparison): string {
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
  to: Comparison,
): void {
  for (const name of required)
    if ((memberOf(value, name) ?? null) === null)
      to.problems.push({ path: [...to.path, name], message: 'is missing', isUnknown: false });
  for (const name in value) {
    const specification = properties.get(name);
    const written = value[name] ?? null;
    // The usual case, for which no path is kept.
    if (specification !== undefined && isInOrder(written, specification)) continue;
    to.path.push(name);
    if (specification === undefined) wrong(to, 'is no property that the vendor lists');
    else if (written !== null) compareValue(written, specification, to);
    to.path.pop();
  }
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

function compareValue(written: JsonValue, specification: ValueSpecification, to: Comparison): void {
  const { allowed, isScalar, length, range, type } = specification;
  const value = knownValue(written, to.resource);
  // ROS takes the property away, or fills it with an empty value where it is required.
  if (value === null) return;
  if (value === undefined) {
    if (allowed ?? length ?? range) unseen(to, `is made by ${makerIn(written, to)}`);
  } else if (isScalar !== undefined) {
    if (isScalar(value)) compareScalar(value, specification, to);
    else wrong(to, `is no ${type}`);
  } else if (type === 'List') {
    if (Array.isArray(value)) compareList(value, specification, to);
    else wrong(to, 'is no list');
  } else if (!isJsonObject(value)) wrong(to, type === 'Map' ? 'is no map' : 'is no object');
  else if (type === 'Map') compareSize(Object.keys(value).length, length, to);
  else compareMembers(value, specification, to);
}

function compareScalar(
  value: JsonValue,
  { allowed, length, range }: ValueSpecification,
  to: Comparison,
): void {
  if (allowed !== undefined && !allowed.has(String(value))) {
    wrong(to, `is ${JSON.stringify(value).slice(0, 60)}; the vendor lists ${[...allowed].join(' | ')}`);
    return;
  }
  if (length !== undefined) compareSize(characterCount(String(value)), length, to);
  if (range !== undefined) compareSize(Number(value), range, to);
}

function compareList(items: readonly JsonValue[], specification: ValueSpecification, to: Comparison): void {
  compareSize(items.length, specification.length, to);
  if (specification.memberType === undefined) return;
  for (let at = 0; at < items.length; at += 1) {
    const item = knownValue(items[at] ?? null, to.resource);
    to.path.push(at);
    if (isJsonObject(item)) compareMembers(item, specification, to);
    else if (item !== undefined) wrong(to, 'is no object');
    to.path.pop();
  }
}

function compareMembers(value: JsonObject, { memberType = '' }: ValueSpecification, to: Comparison): void {
  const specification = specificationOf(memberType);
  if (specification !== undefined) compareObject(value, specification, to);
}

function compareSize(size: number, bounds: Bounds | undefined, to: Comparison): void {
  if (bounds === undefined || isWithin(size, bounds)) return;
  const { max, min } = bounds;
  const limit = min !== undefined && size < min ? `${min} is the least` : `${max} is the most`;
  wrong(to, `is ${size} in number or length; ${limit}`);
}

function isWithin(size: number, { max, min }: Bounds): boolean {
  return !(min !== undefined && size < min) && !(max !== undefined && size > max);
}

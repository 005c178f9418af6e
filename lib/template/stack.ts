import { GatewayError } from '../errors';
import { LIMITS } from '../facts';
import { isJsonObject, type JsonObject, type JsonValue, memberOf } from '../json';
import { conditionValue } from './condition';
import { readDocument, type TemplateDocument } from './document';
import { NESTED_STACKS, STACKS } from './limits';
import { objectIn } from './member';
import { type Located, Origin, type Step } from './origin';
import { callText, functionIn, isUnknown } from './unknown';
import { resolveValue } from './value';

/** One stack: a template, or a nested one inside another. */
export interface Stack {
  /** The name of the artifact or file; of a nested stack, `parent/logical id`. */
  readonly name: string;
  readonly origin: Origin;
  /** How many bytes its template has; `undefined` for a nested stack, which is part of the template around it. */
  readonly bytes: number | undefined;
  /** The resource that makes a nested stack. */
  readonly parent: Resource | undefined;
  /** The whole template, sections that nobody here reads among them. */
  readonly written: JsonObject;
  readonly parameters: JsonObject;
  readonly conditions: JsonObject;
  readonly outputs: JsonObject;
  /** All instances of each resource, by logical id. */
  readonly resources: ReadonlyMap<string, readonly Resource[]>;
  /** The nested stacks that could be read, by the resource that makes them. */
  readonly children: ReadonlyMap<Resource, Stack>;
  /** What could not be read, here and in the nested stacks. */
  readonly problems: readonly TemplateProblem[];
}

/** One resource of a template, or one of its instances where it has a `Count`. */
export interface Resource {
  /** The logical id; of the third instance, `Orders[2]`; of instances nobody knows the number of, `Orders[*]`. */
  readonly id: string;
  /** `ALIYUN::ApiGateway::Api` */
  readonly type: string;
  readonly stack: Stack;
  readonly origin: Origin;
  /** The whole resource as the template writes it. All instances share it. */
  readonly written: JsonObject;
  /** As the template writes them: functions and all. */
  readonly properties: JsonObject;
  readonly metadata: JsonObject;
  readonly dependsOn: readonly string[];
  /**
   * Everything that must be true for the resource to be there; empty for one that always is. Two resources
   * with the same texts are there together.
   */
  readonly existsIf: readonly string[];
  /** Which instance it is; `each` where one stands for all, because their number is unknown or beyond what ROS takes. */
  readonly index: number | 'each' | undefined;
  /** How many instances this one stands for; `undefined` where nobody knows. */
  readonly count: number | undefined;
}

/** What is wrong with a template without making it unreadable. */
export interface TemplateProblem {
  readonly origin: Origin;
  readonly message: string;
}

interface StackSource extends Pick<Stack, 'name' | 'bytes'> {
  readonly text: Located;
  readonly value: JsonValue;
  /** Where in the text the template stands. */
  readonly path: readonly Step[];
  readonly parent?: Resource;
  /** All stacks of the document so far. */
  readonly stacks: Stack[];
}

interface Draft extends Stack {
  readonly resources: Map<string, readonly Resource[]>;
  readonly children: Map<Resource, Stack>;
  readonly problems: TemplateProblem[];
  /** Where all resources stand: each of thousands stands in it. */
  readonly resourcesOrigin: Origin;
  /** How many resources there are by a Count. */
  instances: number;
}

/**
 * The stack of a template document.
 *
 * @throws GatewayError `template-invalid` for what is no ROS template
 */
export function createStack(name: string, document: TemplateDocument): Stack {
  return stackOf({
    name,
    text: document,
    value: document.value,
    bytes: document.bytes,
    path: [],
    stacks: [],
  });
}

function stackOf(source: StackSource): Stack {
  const { bytes, name, parent, path, text, value } = source;
  const origin = Origin.of(text, path);
  refuseOtherDocuments(value, origin);
  const stack: Draft = {
    name,
    origin,
    bytes,
    parent,
    written: isJsonObject(value) ? value : {},
    parameters: objectIn(value, 'Parameters'),
    conditions: objectIn(value, 'Conditions'),
    outputs: objectIn(value, 'Outputs'),
    resources: new Map(),
    children: new Map(),
    problems: [],
    resourcesOrigin: origin.at('Resources'),
    instances: 0,
  };
  source.stacks.push(stack);
  const transform = memberOf(value, 'Transform');
  if (transform !== undefined)
    report(
      stack,
      ['Transform'],
      `Transform ${JSON.stringify(transform)} changes the template; it is not applied here`,
    );
  const resources = objectIn(value, 'Resources');
  for (const id of Object.keys(resources)) {
    const instances = instancesOf(stack, id, resources[id] ?? null);
    if (instances !== undefined) stack.resources.set(id, instances);
  }
  for (const instances of stack.resources.values())
    for (const resource of instances) if (isNestedStack(resource)) addNested(stack, resource, source);
  return stack;
}

/** Shared by the many resources that have no condition and wait for nothing. */
const NONE: readonly string[] = [];

function refuseOtherDocuments(value: JsonValue, origin: Origin): void {
  const isTemplate = memberOf(value, 'ROSTemplateFormatVersion') !== undefined;
  const hint = 'a ROS template has ROSTemplateFormatVersion: 2015-09-01 and Resources';
  if (!isTemplate) {
    const words = isJsonObject(value) ? 'it has no ROSTemplateFormatVersion' : 'it is no object';
    throw new GatewayError('template-invalid', `is not a ROS template: ${words}`, {
      place: `${origin}`,
      hint,
    });
  }
  if (isJsonObject(memberOf(value, 'Resources'))) return;
  throw new GatewayError('template-invalid', 'has no Resources that can be read', {
    place: `${origin}`,
    hint,
  });
}

function report(stack: Draft, path: readonly Step[], message: string): void {
  stack.problems.push({ origin: stack.origin.at(...path), message });
}

function instancesOf(stack: Draft, id: string, raw: JsonValue): readonly Resource[] | undefined {
  const type = memberOf(raw, 'Type');
  if (typeof type !== 'string') {
    const words = isJsonObject(raw) ? 'has no Type' : 'is not a resource';
    report(stack, ['Resources', id], `${JSON.stringify(id)} ${words}; it is left out`);
    return undefined;
  }
  const condition = conditionOf(raw, stack);
  if (condition === false) return [];
  const around = stack.parent?.existsIf ?? NONE;
  const existsIf = condition === true ? around : [...around, condition];
  const written: Written = { id, type, stack, raw, existsIf };
  // The usual case, of which a large template has thousands.
  if (memberOf(raw, 'Count') === undefined) return [createResource(written, ONLY)];
  return countOf(raw, stack).map((instance) => createResource(written, instance));
}

/** What all instances of a resource have in common. */
interface Written extends Pick<Resource, 'id' | 'type' | 'existsIf'> {
  readonly stack: Draft;
  readonly raw: JsonValue;
}

/** What tells an instance from the others, and what must be true for it to be there. */
interface Instance extends Pick<Resource, 'count' | 'index'> {
  readonly given?: string;
}

/** Of a resource without a Count. */
const ONLY: Instance = { index: undefined, count: 1 };

function createResource(
  { existsIf, id, raw, stack, type }: Written,
  { count, given, index }: Instance,
): Resource {
  return {
    id: index === undefined ? id : `${id}[${index === 'each' ? '*' : index}]`,
    type,
    stack,
    origin: stack.resourcesOrigin.at(id),
    written: isJsonObject(raw) ? raw : {},
    properties: objectIn(raw, 'Properties'),
    metadata: objectIn(raw, 'Metadata'),
    dependsOn: namesIn(memberOf(raw, 'DependsOn')),
    existsIf: given === undefined ? existsIf : [...existsIf, given],
    index,
    count,
  };
}

/** `true` and `false` are constants; a text stands for what only ROS knows. */
function conditionOf(raw: JsonValue, stack: Stack): boolean | string {
  const condition = memberOf(raw, 'Condition');
  if (condition === undefined) return true;
  const value = conditionValue(condition, stack);
  if (value !== undefined) return value;
  return `${typeof condition === 'string' ? condition : callText(condition)}${inStack(stack)}`;
}

function countOf(raw: JsonValue, stack: Draft): readonly Instance[] {
  const written = memberOf(raw, 'Count') ?? null;
  const count = resolveValue(written, { stack });
  if (count === null) return [ONLY];
  const number = isUnknown(count) ? Number.NaN : Number(count);
  if (!Number.isInteger(number) || number < 0) {
    const text = functionIn(written) === undefined ? JSON.stringify(written) : callText(written);
    return [{ index: 'each', count: undefined, given: `Count ${text} is above 0${inStack(stack)}` }];
  }
  // No more are told apart than a stack may have, so that a large number costs nothing.
  stack.instances += number;
  if (stack.instances > LIMITS.resourcesPerStack.value) return [{ index: 'each', count: number }];
  return Array.from({ length: number }, (_, index) => ({ index, count: 1 }));
}

/** Conditions of two stacks may have one name. */
function inStack(stack: Stack): string {
  return stack.parent === undefined ? '' : ` in ${stack.name}`;
}

function namesIn(value: JsonValue | undefined): readonly string[] {
  if (value === undefined) return NONE;
  const names: readonly JsonValue[] = Array.isArray(value) ? value : [value];
  return names.every(isText) ? names : names.filter(isText);
}

function isText(value: JsonValue): value is string {
  return typeof value === 'string';
}

const NESTED = 'ALIYUN::ROS::Stack';

/** Whether a resource is a nested stack, whose template may or may not stand here. */
export function isNestedStack(resource: Resource): boolean {
  return resource.type === NESTED;
}

function addNested(stack: Draft, resource: Resource, source: StackSource): void {
  const path = ['Resources', logicalIdOf(resource), 'Properties', 'TemplateBody'];
  const body = memberOf(resource.properties, 'TemplateBody');
  const problem = bodyProblem(body, stack) ?? numberProblem(source.stacks);
  if (problem !== undefined) {
    report(stack, body === undefined ? path.slice(0, 2) : path, `${resource.id} ${problem}`);
    return;
  }
  try {
    const name = `${stack.name}/${resource.id}`;
    const place = [...source.path, ...path];
    const text = typeof body === 'string' ? textInside(body, source.text, place) : source.text;
    const value = typeof body === 'string' ? (text as TemplateDocument).value : (body ?? null);
    const child = stackOf({
      name,
      text,
      value,
      bytes: undefined,
      path: typeof body === 'string' ? [] : place,
      parent: resource,
      stacks: source.stacks,
    });
    stack.children.set(resource, child);
    stack.problems.push(...child.problems);
  } catch (error) {
    if (!GatewayError.isGatewayError(error)) throw error;
    report(stack, path, `the nested stack ${resource.id} cannot be read: ${error.message}`);
  }
}

/** The logical id that all instances share. */
export function logicalIdOf({ id, index }: Resource): string {
  return index === undefined ? id : id.slice(0, id.lastIndexOf('['));
}

function bodyProblem(body: JsonValue | undefined, stack: Stack): string | undefined {
  if (body === undefined) return 'is a nested stack whose template is elsewhere';
  if (functionIn(body) !== undefined) return `is a nested stack whose template is made by ${callText(body)}`;
  let levels = 1;
  for (let outer: Resource | undefined = stack.parent; outer !== undefined; outer = outer.stack.parent)
    levels += 1;
  return levels > NESTED_STACKS ? `is nested deeper than ${NESTED_STACKS} stacks` : undefined;
}

/** A Count in a Count in a Count is many stacks in few words. */
function numberProblem({ length }: readonly Stack[]): string | undefined {
  return length < STACKS ? undefined : `is left out: no more than ${STACKS} stacks are read of one template`;
}

/** A template inside a string: for everything in it, the place is that of the string. */
function textInside(body: string, outer: Located, path: readonly Step[]): TemplateDocument {
  const { bytes, value } = readDocument(body, `${Origin.of(outer, path)}`);
  return { file: outer.file, value, bytes, positionOf: () => outer.positionOf(path) };
}

import { LIMITS } from '../facts';
import { isJsonObject, type JsonValue, memberOf } from '../json';
import { conditionValue } from './evaluate';
import { callText, functionIn } from './function-call';
import { oddCharacterIn } from './odd-characters';
import type { Origin, Step } from './origin';
import { objectIn } from './scope';
import type { Resource, Stack, TemplateProblem } from './stack';
import { isUnknown } from './unknown';
import { resolveValue } from './value';

/** Shared by the many resources that have no condition and wait for nothing. */
const NONE: readonly string[] = [];

/** All instances of one resource; none when its Condition is false, `undefined` for what is no resource. */
export function readInstances(
  stack: StackDraft,
  id: string,
  raw: JsonValue,
): readonly Resource[] | undefined {
  const type = memberOf(raw, 'Type');
  if (typeof type !== 'string') {
    const words = isJsonObject(raw) ? 'has no Type' : 'is not a resource';
    report(stack, ['Resources', id], `${JSON.stringify(id)} ${words}; it is left out`);
    return undefined;
  }
  const odd = oddCharacterIn(type);
  if (odd !== undefined)
    report(stack, ['Resources', id, 'Type'], `the Type of ${id} holds ${odd}, so that ROS does not know it`);
  const condition = conditionOf(raw, stack);
  if (condition === false) return [];
  const around = stack.parent?.existsIf ?? NONE;
  const existsIf = condition === true ? around : [...around, condition];
  const written: Written = { id, type: asRosWrites(type), stack, raw, existsIf };
  // The usual case, of which a large template has thousands.
  if (memberOf(raw, 'Count') === undefined) return [createResource(written, ONLY)];
  return instancesOf(raw, stack).map((instance) => createResource(written, instance));
}

/** The vendor's own pages write `Aliyun::ECS::VPC`, too. */
function asRosWrites(type: string): string {
  return type.startsWith('ALIYUN::') ? type : type.replace(/^aliyun::(?=(?:ApiGateway|ROS)::)/i, 'ALIYUN::');
}

/** What all instances of a resource have in common. */
interface Written extends Pick<Resource, 'id' | 'type' | 'existsIf'> {
  readonly stack: StackDraft;
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
    dependsOn: textsIn(memberOf(raw, 'DependsOn')),
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
  return `${typeof condition === 'string' ? plainName(condition) : callText(condition)}${inStack(stack)}`;
}

/** A name that ROS would not take is quoted, so that it is not taken for other words. */
function plainName(name: string): string {
  return /^[\w:.-]+$/.test(name) ? name : JSON.stringify(name);
}

/** How many there are, and how they differ. */
function instancesOf(raw: JsonValue, stack: StackDraft): readonly Instance[] {
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

function textsIn(value: JsonValue | undefined): readonly string[] {
  if (value === undefined) return NONE;
  const names: readonly JsonValue[] = Array.isArray(value) ? value : [value];
  return names.every(isText) ? names : names.filter(isText);
}

function isText(value: JsonValue): value is string {
  return typeof value === 'string';
}

/** A stack while it is read. */
export interface StackDraft extends Stack {
  readonly resources: Map<string, readonly Resource[]>;
  readonly children: Map<Resource, Stack>;
  readonly problems: TemplateProblem[];
  /** Where all resources stand: each of thousands stands in it. */
  readonly resourcesOrigin: Origin;
  /** How many resources there are by a Count. */
  instances: number;
}

/** Notes what is wrong with a stack without making it unreadable. */
export function report(stack: StackDraft, path: readonly Step[], message: string): void {
  stack.problems.push({ origin: stack.origin.at(...path), message });
}

import { PSEUDO_PARAMETERS } from '../facts';
import { isJsonObject, type JsonObject, type JsonValue, memberOf } from '../json';
import { functionIn } from './function-call';
import type { Resource, Stack } from './stack';

/** Where an expression stands, which says what the names in it mean. */
export interface Scope {
  readonly stack: Stack;
  /** The value of `ALIYUN::Index` in a resource with a `Count`. */
  readonly index?: Resource['index'];
}

/** A value with the place that says what the names in it mean. */
export interface Scoped {
  readonly value: JsonValue;
  readonly scope: Scope;
}

/** How many references may lead from one to the next: a circle would never end. */
export const FOLLOWED_REFERENCES = 64;

/** The name that a `Ref` refers to. */
export function referenceName(value: JsonValue): string | undefined {
  const name = functionIn(value) === 'Ref' ? memberOf(value, 'Ref') : undefined;
  return typeof name === 'string' ? name : undefined;
}

/** Whether a value takes away the property that it stands for. */
export function isNoValue(value: JsonValue): boolean {
  return referenceName(value) === PSEUDO_PARAMETERS.value.noValue;
}

/** Whether a value is the number of the instance in which it stands. */
export function isIndex(value: JsonValue): boolean {
  return referenceName(value) === PSEUDO_PARAMETERS.value.index;
}

/**
 * What a name stands for, where the templates say so: a parameter of a nested stack for what its parent fills it with,
 * a local variable for its value. What people fill in who start the stack is known where the reader was told.
 */
export function findDefinition(name: string, scope: Scope): Scoped | undefined {
  return findArgument(name, scope.stack) ?? findLocal(name, scope);
}

function findArgument(name: string, stack: Stack): Scoped | undefined {
  const { parent } = stack;
  if (parent === undefined) {
    const given = stack.given.get(name);
    return given && { value: given.value, scope: { stack } };
  }
  const declared = memberOf(stack.parameters, name);
  if (declared === undefined) return undefined;
  const passed = memberOf(objectIn(parent.properties, 'Parameters'), name);
  if (passed !== undefined && !isNoValue(passed)) return { value: passed, scope: parent };
  const preset = memberOf(declared, 'Default');
  // A parent whose parameters are made by a function may fill it after all.
  if (preset === undefined || functionIn(parent.properties.Parameters) !== undefined) return undefined;
  return { value: preset, scope: { stack } };
}

/** What the names of local variables are not. */
function isOtherwiseDeclared(name: string, { parameters, resources }: Stack): boolean {
  return memberOf(parameters, name) !== undefined || resources.has(name);
}

/**
 * The value of a local variable: `Macro` is written out where the variable stands, `Eval` is the same everywhere.
 *
 * @see https://alibabacloud.com/help/en/ros/user-guide/local-variables-locals
 */
function findLocal(name: string, scope: Scope): Scoped | undefined {
  const { stack } = scope;
  const local = memberOf(memberOf(stack.written, 'Locals'), name);
  const value = memberOf(local, 'Value');
  // ROS takes no local variables in nested stacks.
  if (value === undefined || stack.parent !== undefined || isOtherwiseDeclared(name, stack)) return undefined;
  const type = memberOf(local, 'Type') ?? 'Macro';
  if (type === 'Macro') return { value, scope };
  return type === 'Eval' ? { value, scope: { stack } } : undefined;
}

/** Whether a stack has a local variable of the name, be its value known or not. */
export function isLocal(name: string, { written }: Stack): boolean {
  return memberOf(memberOf(written, 'Locals'), name) !== undefined;
}

/** Shared by the many resources without Metadata. */
const NOTHING: JsonObject = Object.freeze({});

/** The object under a name, an empty one when there is none. */
export function objectIn(value: JsonValue | undefined, name: string): JsonObject {
  const member = memberOf(value, name);
  return isJsonObject(member) ? member : NOTHING;
}

import { NO_VALUE } from '../facts';
import { type JsonValue, memberOf } from '../json';
import { objectIn } from './member';
import type { Resource, Stack } from './stack';
import { callText, functionIn, isUnknown, type Maybe, type Unknown } from './unknown';

/** Where an expression stands, which says what the names in it mean. */
export interface Scope {
  readonly stack: Stack;
  /** The value of `ALIYUN::index` in a resource with a `Count`. */
  readonly index?: Resource['index'];
}

/** A value with the place that says what the names in it mean. */
export interface Scoped {
  readonly value: JsonValue;
  readonly scope: Scope;
}

/** How many references may lead from one to the next: a circle would never end. */
export const FOLLOWED_REFERENCES = 64;

/**
 * The value that an expression is sure to have: a plain value, the index of an instance, or the parameter of a
 * nested stack that its parent fills with a plain value; `null` for `Ref: ALIYUN::NoValue`, which takes away what it
 * stands for. Everything else is unknown.
 */
export function resolveValue(value: JsonValue, scope: Scope): Maybe<JsonValue> {
  const name = functionIn(value);
  if (name === undefined) return value;
  // Of all functions, only a Ref leads on.
  if (name !== 'Ref') return unknownOf(value, scope);
  const end = followValue({ value, scope });
  const plain = plainValue(end);
  return plain === undefined ? unknownOf(end.value, end.scope) : plain;
}

/** The same without words for what is unknown: `undefined` in their place. */
export function knownValue(value: JsonValue, scope: Scope): JsonValue | undefined {
  const name = functionIn(value);
  if (name === undefined) return value;
  if (name !== 'Ref') return undefined;
  return plainValue(followValue({ value, scope }));
}

/** The value where references end; `undefined` for a function. */
function plainValue({ value }: Scoped): JsonValue | undefined {
  if (functionIn(value) === undefined) return value;
  return isNoValue(value) ? null : undefined;
}

/** Whether a value takes away the property that it stands for. */
export function isNoValue(value: JsonValue): boolean {
  return referenceName(value) === NO_VALUE.value;
}

/** Where the references that begin at an expression end: at a value, or at what only ROS knows. */
function followValue(from: Scoped): Scoped {
  let here = from;
  for (let steps = 0; steps < FOLLOWED_REFERENCES; steps += 1) {
    const name = referenceName(here.value);
    if (name === 'ALIYUN::index' && typeof here.scope.index === 'number')
      return { value: here.scope.index, scope: here.scope };
    const next = name === undefined ? undefined : findArgument(name, here.scope.stack);
    if (next === undefined) break;
    here = next;
  }
  return here;
}

/** The name that a `Ref` refers to. */
export function referenceName(value: JsonValue): string | undefined {
  const name = functionIn(value) === 'Ref' ? memberOf(value, 'Ref') : undefined;
  return typeof name === 'string' ? name : undefined;
}

/** What a parameter of a nested stack is filled with; of a stack that people start, nobody knows. */
export function findArgument(name: string, stack: Stack): Scoped | undefined {
  const { parent } = stack;
  if (parent === undefined || memberOf(stack.parameters, name) === undefined) return undefined;
  const passed = memberOf(objectIn(parent.properties, 'Parameters'), name);
  if (passed !== undefined && !isNoValue(passed)) return { value: passed, scope: parent };
  const preset = memberOf(stack.parameters[name], 'Default');
  // A parent whose parameters are made by a function may fill it after all.
  if (preset === undefined || functionIn(parent.properties.Parameters) !== undefined) return undefined;
  return { value: preset, scope: { stack } };
}

/** An expression as an unknown value, with the default of the parameter that it refers to. */
export function unknownOf(value: JsonValue, scope: Scope): Unknown {
  const name = referenceName(value);
  const parameter = name === undefined ? undefined : memberOf(scope.stack.parameters, name);
  const preset = memberOf(parameter, 'Default');
  // The default of a masked parameter is a secret, too.
  const isShown = preset !== undefined && !isTrue(memberOf(parameter, 'NoEcho'));
  const instance = typeof scope.index === 'number' && JSON.stringify(value).includes('ALIYUN::index');
  const suffix = `${isShown ? ` (default ${JSON.stringify(preset)})` : ''}${instance ? ` [${scope.index}]` : ''}`;
  return { kind: 'unknown', expression: `${callText(value)}${suffix}` };
}

function isTrue(value: JsonValue | undefined): boolean {
  return String(value).toLowerCase() === 'true';
}

/** A property as text: a number is written out, anything else that is no text counts as unknown. */
export function textIn(value: JsonValue | undefined, scope: Scope): Maybe<string> | undefined {
  if (value === undefined || value === null) return undefined;
  const known = resolveValue(value, scope);
  if (known === null) return undefined;
  if (typeof known === 'string') return known;
  if (typeof known === 'number' || typeof known === 'boolean') return String(known);
  return isUnknown(known) ? known : unknownOf(known, scope);
}

/** A property as a switch: ROS takes `"true"` for `true`, too. */
export function flagIn(value: JsonValue | undefined, scope: Scope): Maybe<boolean> | undefined {
  const text = textIn(value, scope);
  if (typeof text !== 'string') return text;
  if (/^(?:true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  return { kind: 'unknown', expression: JSON.stringify(text) };
}

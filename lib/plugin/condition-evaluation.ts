import type { JsonObject } from '../json';
import { AddressSet, isAddress, isAddressRange } from './address-set';
import type { Comparison, Condition, Operand } from './condition';

/** That nobody can tell what the service takes a value for, such as a claim that is a list. */
export const UNTOLD = Symbol('untold');

/** What a variable stands for; `null` for what is not there. */
export type ConditionValue = string | number | boolean | null | typeof UNTOLD;

/** What a claim stands for. How the service reads a list or an object is not documented. */
export function claimValue(claims: JsonObject, name: string): ConditionValue {
  const claim = Object.hasOwn(claims, name) ? (claims[name] ?? null) : null;
  return claim !== null && typeof claim === 'object' ? UNTOLD : claim;
}

/**
 * Whether a condition holds, as the service is remembered to decide (CONDITION_LANGUAGE); `undefined` where a value
 * that nobody can tell decides. Time and memory grow with the condition and the values, never faster.
 */
export function evaluateCondition(
  condition: Condition,
  lookUp: (variable: string) => ConditionValue,
): boolean | undefined {
  const inner = (each: Condition) => evaluateCondition(each, lookUp);
  switch (condition.kind) {
    case 'comparison':
      return compare(condition.operator, valueIn(condition.left, lookUp), valueIn(condition.right, lookUp));
    case 'not':
      return negated(inner(condition.inner));
    case 'and':
      return all(condition.parts.map(inner));
    case 'or':
      return negated(all(condition.parts.map((part) => negated(inner(part)))));
    case 'xor':
      return odd(condition.parts.map(inner));
  }
}

function valueIn(operand: Operand, lookUp: (variable: string) => ConditionValue): ConditionValue {
  return operand.kind === 'constant' ? operand.value : lookUp(operand.name);
}

function negated(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value;
}

function all(values: readonly (boolean | undefined)[]): boolean | undefined {
  if (values.includes(false)) return false;
  return values.includes(undefined) ? undefined : true;
}

function odd(values: readonly (boolean | undefined)[]): boolean | undefined {
  if (values.includes(undefined)) return undefined;
  return values.filter((value) => value === true).length % 2 === 1;
}

type Known = string | number | boolean | null;

function compare(operator: Comparison, left: ConditionValue, right: ConditionValue): boolean | undefined {
  if (typeof left === 'symbol' || typeof right === 'symbol') return undefined;
  switch (operator) {
    case '=':
      return areEqual(left, right);
    case '!=':
      return !areEqual(left, right);
    case '>':
      return isLess(right, left);
    case '<':
      return isLess(left, right);
    case '>=':
      return isLess(right, left) || areEqual(left, right);
    case '<=':
      return isLess(left, right) || areEqual(left, right);
    case 'like':
      return isLike(left, right);
    case '!like':
      return !isLike(left, right);
    case 'in_cidr':
      return isInRange(left, right);
    case '!in_cidr':
      return negated(isInRange(left, right));
  }
}

function areEqual(left: Known, right: Known): boolean {
  const [a, b] = alike(left, right);
  return a === b;
}

function isLess(left: Known, right: Known): boolean {
  const [a, b] = alike(left, right);
  if (a === null || b === null || typeof a !== typeof b) return false;
  return a < b;
}

/** Both as numbers or both as booleans, where one is and the text of the other reads as one. */
function alike(left: Known, right: Known): readonly [Known, Known] {
  if (typeof left === 'string' && typeof right !== 'string') return [read(left, right), right];
  if (typeof right === 'string' && typeof left !== 'string') return [left, read(right, left)];
  return [left, right];
}

function read(text: string, like: Known): Known {
  if (typeof like === 'number' && /^[+-]?\d+(?:\.\d+)?$/.test(text)) return Number(text);
  if (typeof like === 'boolean' && /^(?:true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  return text;
}

/** `%` stands for any characters. Each part is found at its first place, so that no pattern takes long. */
function isLike(value: Known, pattern: Known): boolean {
  if (value === null || pattern === null) return false;
  const text = String(value);
  const [first = '', ...others] = String(pattern).split('%');
  const last = others.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  let from = first.length;
  for (const part of others) {
    const at = text.indexOf(part, from);
    if (at === -1) return false;
    from = at + part.length;
  }
  return from <= text.length - last.length;
}

/** `undefined` for what is there and is no address, and for a range that is none. */
function isInRange(address: Known, range: Known): boolean | undefined {
  if (address === null || range === null) return false;
  if (!isAddress(String(address)) || !isAddressRange(String(range))) return undefined;
  return new AddressSet([String(range)]).has(String(address));
}

import type { JsonObject } from '../../json';
import { all, any, negated, odd, type Truth } from '../../truth';
import { AddressSet, isAddress, isAddressRange } from '../address-set';
import type { Comparison, Condition, Operand } from './parser';

/** A value that nobody can tell, such as what the service takes a list for. */
export class Untold {
  /** @param why in words that end a sentence: `the claim aud is a list` */
  constructor(readonly why: string) {}
}

/** Every value that is there but these: a text, a number or a boolean that reads like none of them. */
export class AnyBut {
  constructor(readonly texts: ReadonlySet<string>) {}

  /** Whether none of the values equals a text. */
  excludes(text: string): boolean {
    // A number or a boolean equals texts that are not its own: 7 equals '07'.
    const alike = [Number, Boolean].map((type) => String(read(text, type())));
    return [text, ...alike].every((each) => this.texts.has(each));
  }
}

/** What a variable stands for; `null` for what is not there. */
export type ConditionValue = string | number | boolean | null | Untold | AnyBut;

type Known = string | number | boolean | null;

/** Gives the value of a variable. */
export type LookUp = (variable: string) => ConditionValue;

/** What a claim stands for. How the service reads a list or an object is not documented. */
export function claimValue(claims: JsonObject, name: string): ConditionValue {
  const claim = Object.hasOwn(claims, name) ? (claims[name] ?? null) : null;
  if (claim === null || typeof claim !== 'object') return claim;
  const kind = Array.isArray(claim) ? 'a list' : 'an object';
  return new Untold(`the claim ${name} is ${kind}, and how conditions read one is not documented`);
}

/**
 * Whether a condition holds, as the service is remembered to decide (CONDITION_LANGUAGE); `undefined` where a value
 * that nobody can tell decides. Time and memory grow with the condition and the values, never faster.
 */
export function evaluateCondition(condition: Condition, lookUp: LookUp): Truth {
  const inner = (each: Condition) => evaluateCondition(each, lookUp);
  switch (condition.kind) {
    case 'comparison':
      return compare(condition.operator, valueIn(condition.left, lookUp), valueIn(condition.right, lookUp));
    case 'not':
      return negated(inner(condition.inner));
    case 'and':
      return all(condition.parts.map(inner));
    case 'or':
      return any(condition.parts.map(inner));
    case 'xor':
      return odd(condition.parts.map(inner));
  }
}

function valueIn(operand: Operand, lookUp: LookUp): ConditionValue {
  return operand.kind === 'constant' ? operand.value : lookUp(operand.name);
}

function compare(operator: Comparison, left: ConditionValue, right: ConditionValue): Truth {
  if (left instanceof Untold || right instanceof Untold) return undefined;
  if (left instanceof AnyBut) return compareAny(operator, left, right);
  if (right instanceof AnyBut)
    return operator.endsWith('like') ? undefined : compareAny(operator, right, left);
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

/** What comes of the comparison for each of the values, where it is the same for all. */
function compareAny(operator: Comparison, values: AnyBut, other: Known | AnyBut): Truth {
  // Nothing that is there equals, precedes or is like what is not.
  if (other === null) return operator.startsWith('!');
  if (typeof other !== 'string') return undefined;
  const isEquality = operator === '=' || operator === '!=';
  if (isEquality) return values.excludes(other) ? operator === '!=' : undefined;
  // A pattern without a wildcard is a text; of % it is documented, of the others it may be.
  const isText = (operator === 'like' || operator === '!like') && !/[%_*?[\\]/.test(other);
  return isText && values.texts.has(other) ? operator === '!like' : undefined;
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
  return [read(left, right), read(right, left)];
}

function read(value: Known, like: Known): Known {
  if (typeof value !== 'string') return value;
  if (typeof like === 'number' && /^[+-]?\d+(?:\.\d+)?$/.test(value)) return Number(value);
  if (typeof like === 'boolean' && /^(?:true|false)$/i.test(value)) return value.toLowerCase() === 'true';
  return value;
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
function isInRange(address: Known, range: Known): Truth {
  if (address === null || range === null) return false;
  if (!isAddress(String(address)) || !isAddressRange(String(range))) return undefined;
  return new AddressSet([String(range)]).has(String(address));
}

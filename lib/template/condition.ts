import { type JsonValue, memberOf } from '../json';
import { all, any, negated, type Truth } from '../truth';
import type { Stack } from './stack';
import { isUnknown } from './unknown';
import { FOLLOWED_REFERENCES, resolveValue } from './value';

/**
 * What a condition is, whoever starts the stack: `true` or `false` where it compares constants only, `undefined`
 * where a parameter decides.
 *
 * @param condition the name of a condition, or the functions themselves
 */
export function conditionValue(condition: JsonValue, stack: Stack, depth = 0): Truth {
  if (depth > FOLLOWED_REFERENCES) return undefined;
  const inner = (each: JsonValue) => conditionValue(each, stack, depth + 1);
  if (typeof condition === 'boolean') return condition;
  if (typeof condition === 'string') {
    const written = memberOf(stack.conditions, condition);
    return written === undefined || typeof written === 'string' ? undefined : inner(written);
  }
  const named = memberOf(condition, 'Condition');
  if (typeof named === 'string') return inner(named);
  const equals = memberOf(condition, 'Fn::Equals');
  if (Array.isArray(equals)) return areEqual(equals, stack);
  const not = memberOf(condition, 'Fn::Not');
  if (not !== undefined) return negated(inner(Array.isArray(not) ? (not[0] ?? null) : not));
  const and = memberOf(condition, 'Fn::And');
  if (Array.isArray(and)) return all(and.map(inner));
  const or = memberOf(condition, 'Fn::Or');
  return Array.isArray(or) ? any(or.map(inner)) : undefined;
}

function areEqual(sides: readonly JsonValue[], stack: Stack): Truth {
  const [left, right] = sides.map((side) => resolveValue(side, { stack }));
  if (left === undefined || right === undefined || isUnknown(left) || isUnknown(right)) return undefined;
  if (typeof left === 'object' || typeof right === 'object') return undefined;
  // Whether ROS takes 1 for "1" is not known.
  if (typeof left !== typeof right) return undefined;
  return left === right;
}

import { isJsonObject, type JsonValue, memberOf } from '../json';
import { all, any, negated, type Truth } from '../truth';
import { findCall, functionIn } from './function-call';
import { FUNCTIONS, LONGEST_TEXT, plainTextOf } from './functions';
import {
  FOLLOWED_REFERENCES,
  findDefinition,
  isIndex,
  isLocal,
  isNoValue,
  referenceName,
  type Scope,
  type Scoped,
} from './scope';
import type { Stack } from './stack';

/** How many values are looked at for one: functions of functions of functions would never end. */
const STEPS = 20_000;

/** How deep definitions may lead into each other, beside the levels of a template. */
const DEPTH = 400;

/**
 * The value that an expression is sure to have, without words for what is unknown: `undefined` in their place. Of a
 * value that is no function, its members are left as they are.
 */
export function knownValue(value: JsonValue, scope: Scope): JsonValue | undefined {
  if (functionIn(value) === undefined) return value;
  const end = endOfValue(value, scope);
  if (functionIn(end.value) === undefined) return end.value;
  if (isNoValue(end.value)) return null;
  return new Evaluation().valueOf(end.value, end.scope);
}

/** The same with the values of all functions inside; members that `ALIYUN::NoValue` takes away are not there. */
export function knownWhole(value: JsonValue, scope: Scope): JsonValue | undefined {
  return new Evaluation().valueOf(value, scope);
}

/** What a condition is, whoever starts the stack; `undefined` where a parameter decides. */
export function conditionValue(condition: JsonValue, stack: Stack): Truth {
  return new Evaluation().isTrue(condition, { stack });
}

/** Where the references that begin at an expression end: at a value, or at what only ROS knows. */
export function endOfValue(value: JsonValue, scope: Scope): Scoped {
  let here: Scoped = { value, scope };
  for (let steps = 0; steps < FOLLOWED_REFERENCES; steps += 1) {
    const name = referenceName(here.value);
    if (name === undefined) break;
    if (isIndex(here.value) && typeof here.scope.index === 'number')
      return { value: here.scope.index, scope: here.scope };
    const next = findDefinition(name, here.scope);
    if (next === undefined) break;
    here = next;
  }
  return here;
}

/** One look at an expression, which ends however much its functions refer to each other. */
class Evaluation {
  #left = STEPS;
  #depth = 0;

  valueOf(value: JsonValue, scope: Scope): JsonValue | undefined {
    this.#left -= 1;
    if (this.#left < 0 || this.#depth > DEPTH) return undefined;
    this.#depth += 1;
    const known = this.#valueOf(value, scope);
    this.#depth -= 1;
    return known;
  }

  #valueOf(value: JsonValue, scope: Scope): JsonValue | undefined {
    if (typeof value !== 'object' || value === null) return value;
    const call = functionIn(value);
    if (call !== undefined) return this.#called(call, value, scope);
    return isJsonObject(value)
      ? this.#members(value, scope)
      : this.#items(value as readonly JsonValue[], scope);
  }

  #members(value: Readonly<Record<string, JsonValue>>, scope: Scope): JsonValue | undefined {
    const members: [string, JsonValue][] = [];
    for (const [name, member] of Object.entries(value)) {
      const taken = this.#taken(member, scope);
      if (taken !== undefined && isNoValue(taken)) continue;
      const known = taken === undefined ? undefined : this.valueOf(taken, scope);
      if (known === undefined) return undefined;
      members.push([name, known]);
    }
    const known = Object.fromEntries(members);
    // What is left when members are taken away must not be taken for a function.
    return functionIn(known) === undefined ? known : undefined;
  }

  #items(values: readonly JsonValue[], scope: Scope): JsonValue | undefined {
    const items: JsonValue[] = [];
    for (const value of values) {
      const taken = this.#taken(value, scope);
      const known = taken === undefined || isNoValue(taken) ? undefined : this.valueOf(taken, scope);
      if (known === undefined) return undefined;
      items.push(known);
    }
    return items;
  }

  #called(call: string, value: JsonValue, scope: Scope): JsonValue | undefined {
    const argument = memberOf(value, call) ?? null;
    if (call === 'Ref') return this.#referred(value, scope);
    if (call === 'Fn::If') return this.#chosen(argument, scope);
    if (call === 'Fn::Sub') return this.#substituted(argument, scope);
    if (call === 'Fn::FindInMap') return this.#mapped(argument, scope);
    if (LOGIC.has(call)) return this.isTrue(value, scope);
    const evaluate = FUNCTIONS.get(call);
    const known = evaluate && this.valueOf(argument, scope);
    return known === undefined ? undefined : evaluate?.(known);
  }

  #referred(value: JsonValue, scope: Scope): JsonValue | undefined {
    const end = endOfValue(value, scope);
    return referenceName(end.value) === undefined ? this.valueOf(end.value, end.scope) : undefined;
  }

  /** What stands in the place of a `Fn::If`; any other value itself. */
  #taken(value: JsonValue, scope: Scope): JsonValue | undefined {
    let here: JsonValue | undefined = value;
    for (let choice = memberOf(here, 'Fn::If'); choice !== undefined; choice = memberOf(here, 'Fn::If')) {
      if (functionIn(here) === undefined) break;
      here = this.branchOf(choice, scope);
    }
    return here;
  }

  #chosen(argument: JsonValue, scope: Scope): JsonValue | undefined {
    const chosen = this.branchOf(argument, scope);
    if (chosen === undefined) return undefined;
    return isNoValue(chosen) ? null : this.valueOf(chosen, scope);
  }

  /** The value that a `Fn::If` takes, as it is written. */
  branchOf(argument: JsonValue, scope: Scope): JsonValue | undefined {
    if (!Array.isArray(argument) || argument.length !== 3) return undefined;
    const isTrue = this.isTrue(argument[0] ?? null, scope);
    return isTrue === undefined ? undefined : (argument[isTrue ? 1 : 2] ?? null);
  }

  #substituted(argument: JsonValue, scope: Scope): JsonValue | undefined {
    const [text, given]: readonly JsonValue[] = Array.isArray(argument) ? argument : [argument];
    if (typeof text !== 'string') return undefined;
    let left = LONGEST_TEXT - text.length;
    const filled = text.replace(/\$\{(!?)([^}]*)\}/g, (_, bang: string, written: string) => {
      if (bang !== '') return `\${${written}}`;
      const value = left < 0 ? undefined : this.#substitute(written.trim(), given, scope);
      left = value === undefined ? -1 : left - value.length;
      return value ?? '';
    });
    return left < 0 ? undefined : filled;
  }

  /** ROS takes no local variables in a text. */
  #substitute(name: string, given: JsonValue | undefined, scope: Scope): string | undefined {
    const own = memberOf(given, name);
    if (own === undefined && isLocal(name, scope.stack)) return undefined;
    return plainTextOf(this.valueOf(own ?? { Ref: name }, scope));
  }

  /** Functions are not allowed in Mappings. */
  #mapped(argument: JsonValue, scope: Scope): JsonValue | undefined {
    const path = this.valueOf(argument, scope);
    if (!Array.isArray(path) || path.length !== 3) return undefined;
    let here: JsonValue | undefined = memberOf(scope.stack.written, 'Mappings');
    for (const step of path as readonly JsonValue[]) {
      const name = plainTextOf(step);
      here = name === undefined ? undefined : memberOf(here, name);
    }
    return here !== undefined && findCall(here) === undefined ? here : undefined;
  }

  /** @param condition the name of a condition, or the functions themselves */
  isTrue(condition: JsonValue, scope: Scope): Truth {
    this.#left -= 1;
    if (this.#left < 0 || this.#depth > DEPTH) return undefined;
    this.#depth += 1;
    const known = this.#isTrue(condition, scope);
    this.#depth -= 1;
    return known;
  }

  #isTrue(condition: JsonValue, scope: Scope): Truth {
    if (typeof condition === 'boolean') return condition;
    const named = typeof condition === 'string' ? condition : memberOf(condition, 'Condition');
    if (typeof named === 'string') {
      const written = memberOf(scope.stack.conditions, named);
      // A condition is the same in every instance.
      return written === undefined || typeof written === 'string'
        ? undefined
        : this.isTrue(written, { stack: scope.stack });
    }
    const equals = memberOf(condition, 'Fn::Equals');
    if (Array.isArray(equals)) return this.#areEqual(equals, scope);
    const not = memberOf(condition, 'Fn::Not');
    if (not !== undefined) return negated(this.isTrue(Array.isArray(not) ? (not[0] ?? null) : not, scope));
    const and = memberOf(condition, 'Fn::And');
    if (Array.isArray(and)) return all(and.map((each) => this.isTrue(each, scope)));
    const or = memberOf(condition, 'Fn::Or');
    if (Array.isArray(or)) return any(or.map((each) => this.isTrue(each, scope)));
    const value = functionIn(condition) === undefined ? undefined : this.valueOf(condition, scope);
    return typeof value === 'boolean' ? value : undefined;
  }

  #areEqual(sides: readonly JsonValue[], scope: Scope): Truth {
    const [left, right] = sides.map((side) => this.valueOf(side, scope));
    if (left === undefined || right === undefined) return undefined;
    if (typeof left === 'object' || typeof right === 'object') return undefined;
    // Whether ROS takes 1 for "1" is not known.
    return typeof left === typeof right ? left === right : undefined;
  }
}

/** The functions whose value is that of a condition. */
const LOGIC: ReadonlySet<string> = new Set(['Fn::Equals', 'Fn::Not', 'Fn::And', 'Fn::Or']);

/** The value that a `Fn::If` is sure to take, as it is written. */
export function branchOf(argument: JsonValue, scope: Scope): JsonValue | undefined {
  return new Evaluation().branchOf(argument, scope);
}

import { PSEUDO_PARAMETERS, ROS_FUNCTIONS } from '../facts';
import { isSameValue, type JsonValue, memberOf } from '../json';
import { functionIn, SUBSTITUTED } from './function-call';
import { isLocal, type Scope, type Scoped } from './scope';
import type { Stack } from './stack';

/**
 * A value that only ROS fills in: never taken for safe, never for guilty. It is known by its class, which nothing that
 * is read from a text can have.
 */
export class Unknown {
  /** How the template writes it: `Ref Stage (default "RELEASE")`. For people: two with the same words may differ. */
  readonly expression: string;
  /** What ROS makes the value of; `undefined` where the template does not say. */
  readonly #source: Scoped | undefined;

  constructor(expression: string, source?: Scoped) {
    this.expression = expression;
    this.#source = source;
  }

  /** The stack whose names the expression is made of; `undefined` where it means the same everywhere. */
  get stack(): Stack | undefined {
    return typeof this.#source?.value === 'string' ? undefined : this.#source?.scope.stack;
  }

  /** Whether both are sure to be one value: the same expression, which means the same in both places. */
  isSameAs(other: Unknown): boolean {
    if (this === other) return true;
    const [mine, theirs] = [this.#source, other.#source];
    if (mine === undefined || theirs === undefined || !isSameValue(mine.value, theirs.value)) return false;
    // An id of something that stands elsewhere.
    if (typeof mine.value === 'string') return true;
    if (mine.scope.stack !== theirs.scope.stack) return false;
    return isOfStack(mine.value, mine.scope) || isSameInstance(mine.scope, theirs.scope);
  }
}

/** A value of the template, or the expression that stands in its place. */
export type Maybe<T> = T | Unknown;

/** Whether the value is only known to ROS. */
export function isUnknown(value: unknown): value is Unknown {
  return value instanceof Unknown;
}

/** Whether two values are sure to be the same. */
export function isSame(a: Maybe<string>, b: Maybe<string>): boolean {
  return isUnknown(a) ? isUnknown(b) && a.isSameAs(b) : a === b;
}

/** Things by a value of theirs: those whose values are sure to be the same stand together, in the order of the first. */
export function groupBySame<T>(items: readonly T[], nameOf: (item: T) => Maybe<string>): T[][] {
  const groups: T[][] = [];
  const byText = new Map<string, T[]>();
  const unknown: { readonly value: Unknown; readonly group: T[] }[] = [];
  for (const item of items) {
    const value = nameOf(item);
    const same = isUnknown(value)
      ? unknown.find((each) => each.value.isSameAs(value))?.group
      : byText.get(value);
    if (same !== undefined) {
      same.push(item);
      continue;
    }
    const group = [item];
    groups.push(group);
    if (isUnknown(value)) unknown.push({ value, group });
    else byText.set(value, group);
  }
  return groups;
}

/** A value of the template, or the expression that stands in its place. */
export function textOrExpression(value: Maybe<string>): string {
  return isUnknown(value) ? value.expression : value;
}

/** The same text for values that say the same, and another one for a text and an expression that only look alike. */
export function keyOf(value: Maybe<string>): string {
  return isUnknown(value) ? `expression ${value.expression}` : `text ${value}`;
}

/** One instance of a `Count` is another one than the next; `each` may be any of them, but what it is, it is for itself. */
function isSameInstance(a: Scope, b: Scope): boolean {
  return a === b || (typeof a.index === 'number' && a.index === b.index);
}

/** Whether an expression means the same all over its stack, whenever ROS looks at it. */
function isOfStack(value: JsonValue, scope: Scope): boolean {
  if (typeof value !== 'object' || value === null) return true;
  const call = functionIn(value);
  if (call !== undefined && !isCallOfStack(call, memberOf(value, call) ?? null, scope)) return false;
  return Object.values(value).every((member) => isOfStack(member, scope));
}

function isCallOfStack(call: string, argument: JsonValue, { stack }: Scope): boolean {
  if (call === 'Ref') return typeof argument === 'string' && isNameOfStack(argument, stack);
  if (call === 'Fn::Sub') {
    const text: JsonValue | undefined = Array.isArray(argument) ? argument[0] : argument;
    if (typeof text !== 'string') return false;
    return [...text.matchAll(SUBSTITUTED)].every(([, name = '']) => isNameOfStack(name.trim(), stack));
  }
  return ROS_FUNCTIONS.value.has(call) && call !== CLOCK;
}

/** A local variable may hold the number of an instance; so may what we do not know of ROS. */
function isNameOfStack(name: string, stack: Stack): boolean {
  return name.startsWith('ALIYUN::') ? PSEUDO_OF_STACK.has(name) : !isLocal(name, stack);
}

const { index: _index, ...OF_STACK } = PSEUDO_PARAMETERS.value;
const PSEUDO_OF_STACK: ReadonlySet<string> = new Set(Object.values(OF_STACK));
/** It tells another time each time. */
const CLOCK = 'Fn::FormatTime';

import type { DeclaredParameter } from '../plan/declared-parameter';
import type { ExpressionTest } from './bounded-expression';

/** What is wrong with a value of a declared parameter; `undefined` when it is in order. */
export type ParameterCheck = (value: string) => Complaint | undefined;

/** Why a value is not let through, or that nobody can tell. */
export interface Complaint {
  readonly message: string;
  readonly isUntold?: true;
}

/** The check of a parameter by what the API declares of it. */
export function parameterCheckOf(
  parameter: DeclaredParameter,
  matches: ExpressionTest | undefined,
): ParameterCheck {
  const checks = [
    typeCheck(parameter),
    lengthCheck(parameter),
    rangeCheck(parameter),
    choiceCheck(parameter),
  ];
  return (value) => {
    for (const check of checks) {
      const message = check(value);
      if (message !== undefined) return { message };
    }
    return matches === undefined ? undefined : expressionComplaint(matches(value));
  };
}

function expressionComplaint(isMatch: boolean | undefined): Complaint | undefined {
  if (isMatch === undefined) return { message: 'its regular expression takes too long', isUntold: true };
  return isMatch ? undefined : { message: 'does not match its regular expression' };
}

type Check = (value: string) => string | undefined;

const INTEGERS: ReadonlyMap<string, bigint> = new Map([
  ['Int', 2n ** 31n],
  ['Long', 2n ** 63n],
]);

function typeCheck({ type }: DeclaredParameter): Check {
  const bound = INTEGERS.get(type);
  if (bound !== undefined) return (value) => (isInteger(value, bound) ? undefined : `is no ${type}`);
  if (type === 'Float' || type === 'Double')
    return (value) => (isNumber(value) ? undefined : `is no ${type}`);
  if (type === 'Boolean')
    return (value) => (/^(?:true|false)$/i.test(value) ? undefined : 'is neither true nor false');
  return () => undefined;
}

function isInteger(value: string, bound: bigint): boolean {
  // No number of that type has more digits.
  if (!/^[+-]?\d{1,20}$/.test(value)) return false;
  const number = BigInt(value.replace('+', ''));
  return number >= -bound && number < bound;
}

function isNumber(value: string): boolean {
  return /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/.test(value);
}

function lengthCheck({ maxLength, minLength, type }: DeclaredParameter): Check {
  if (type !== 'String') return () => undefined;
  return ({ length }) => {
    if (minLength !== undefined && length < minLength) return `is shorter than ${minLength}`;
    return maxLength !== undefined && length > maxLength ? `is longer than ${maxLength}` : undefined;
  };
}

function rangeCheck({ maxValue, minValue, type }: DeclaredParameter): Check {
  if (type === 'String' || type === 'Boolean') return () => undefined;
  return (value) => {
    if (minValue !== undefined && Number(value) < minValue) return `is less than ${minValue}`;
    return maxValue !== undefined && Number(value) > maxValue ? `is more than ${maxValue}` : undefined;
  };
}

function choiceCheck({ allowed }: DeclaredParameter): Check {
  if (allowed === undefined) return () => undefined;
  return (value) => (allowed.includes(value) ? undefined : 'is none of the allowed values');
}

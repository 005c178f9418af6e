/**
 * Logic with a third value, `undefined` for what nobody can tell (Kleene's): it decides only where every value that it
 * might have decides alike.
 */
export type Truth = boolean | undefined;

export function negated(value: Truth): Truth {
  return value === undefined ? undefined : !value;
}

export function all(values: readonly Truth[]): Truth {
  if (values.includes(false)) return false;
  return values.includes(undefined) ? undefined : true;
}

export function any(values: readonly Truth[]): Truth {
  if (values.includes(true)) return true;
  return values.includes(undefined) ? undefined : false;
}

/** Whether an odd number of them is true. */
export function odd(values: readonly Truth[]): Truth {
  if (values.includes(undefined)) return undefined;
  return values.filter((value) => value === true).length % 2 === 1;
}

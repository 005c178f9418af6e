import { isJsonObject, type JsonValue, memberOf } from '../../json';
import { isFunctionName } from '../../template';
import { isContainer } from './canonical';

/** One value that two documents do not share, as deep in them as it can be told. */
export interface ValueDifference {
  readonly path: readonly string[];
  readonly before: JsonValue | undefined;
  readonly after: JsonValue | undefined;
}

/** Whether two values are the same but for the order of their members. */
export function isSameValue(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (!isJsonObject(a) || !isJsonObject(b)) return isSameList(a, b);
  let members = 0;
  for (const name in a) {
    const other = b[name];
    if (other === undefined || !isSameValue(a[name], other)) return false;
    members += 1;
  }
  for (const _ in b) members -= 1;
  return members === 0;
}

function isSameList(a: JsonValue, b: JsonValue): boolean {
  if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
  return a.every((item, index) => isSameValue(item, b[index]));
}

/**
 * What two values do not share: members of objects by their names, items of lists of one length by their places. A
 * function call is one value.
 */
export function* valueDifferences(
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  path: readonly string[] = [],
): Generator<ValueDifference> {
  if (isSameValue(before, after)) return;
  const members = membersOf(before, after, path);
  if (members !== undefined) {
    for (const name of members)
      yield* valueDifferences(memberOf(before, name), memberOf(after, name), [...path, name]);
  } else if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    for (const index of before.keys())
      yield* valueDifferences(before[index], after[index], [...path, String(index)]);
  } else yield { path, before, after };
}

/** The members of two objects, or of one that stands where the other side has nothing and that only holds things. */
function membersOf(
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  path: readonly string[],
): ReadonlySet<string> | undefined {
  const sides = [before, after].filter((value) => value !== undefined);
  if (!sides.every(isOpen)) return undefined;
  const names = new Set(sides.flatMap((value) => Object.keys(value)));
  if (sides.length === 1 && !(isContainer(path.at(-1) ?? '') && names.size > 0)) return undefined;
  return names;
}

/** An object whose members are compared one by one. */
function isOpen(value: JsonValue | undefined): value is Readonly<Record<string, JsonValue>> {
  return isJsonObject(value) && !Object.keys(value).some(isFunctionName);
}

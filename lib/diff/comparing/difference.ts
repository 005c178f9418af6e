import { isJsonObject, isSameValue, type JsonValue, memberOf } from '../../json';
import { isFunctionName } from '../../template';
import { isContainer } from './canonical';

/** One value that two documents do not share, as deep in them as it can be told. */
export interface ValueDifference {
  readonly path: readonly string[];
  readonly before: JsonValue | undefined;
  readonly after: JsonValue | undefined;
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

import { isJsonObject, isSameValue, type JsonObject, type JsonValue, memberOf } from '../../json';
import { type Renames, rename, renamedIds } from './renames';

/**
 * Whether a resource of the head says what one of the base says, but for logical ids. Nothing is written anew to tell:
 * where every id is another one, most resources say the same.
 */
export function isSameRenamed(before: JsonObject, after: JsonObject, renames: Renames): boolean {
  if (renames.size === 0) return isSameValue(before, after);
  const { DependsOn: awaited, ...mine } = before;
  const { DependsOn, ...theirs } = after;
  const waits = DependsOn === undefined ? undefined : renamedIds(DependsOn, renames);
  return isSameValue(awaited, waits) && isSameOnceRenamed(mine, theirs, renames);
}

function isSameOnceRenamed(before: JsonValue | undefined, after: JsonValue, renames: Renames): boolean {
  if (Array.isArray(after)) {
    if (!Array.isArray(before) || before.length !== after.length) return false;
    return after.every((item: JsonValue, index) => isSameOnceRenamed(before[index], item, renames));
  }
  if (!isJsonObject(after)) return before === after;
  if (!isJsonObject(before)) return false;
  let members = 0;
  for (const name in after) {
    const [mine, theirs] = [memberOf(before, name), after[name] ?? null];
    const isSame = NAMING.has(name)
      ? isSameValue(mine, rename(name, theirs, renames))
      : isSameOnceRenamed(mine, theirs, renames);
    if (!isSame) return false;
    members += 1;
  }
  for (const _ in before) members -= 1;
  return members === 0;
}

/** The functions that name resources. */
const NAMING: ReadonlySet<string> = new Set(['Ref', 'Fn::GetAtt', 'Fn::Sub']);

import { isJsonObject, isSameValue, type JsonObject, type JsonValue, memberOf } from '../../json';

/** Logical ids of the head by which other ones of the base went. */
export type Renames = ReadonlyMap<string, string>;

/** The value with the logical ids that the base has. */
function renamed(value: JsonValue, renames: Renames): JsonValue {
  if (Array.isArray(value)) return value.map((item: JsonValue) => renamed(item, renames));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, rename(name, member, renames)]),
  );
}

/** A logical id, or several, likewise. */
export function renamedIds(ids: JsonValue, renames: Renames): JsonValue {
  const name = (id: JsonValue): JsonValue => (typeof id === 'string' ? (renames.get(id) ?? id) : id);
  return Array.isArray(ids) ? ids.map(name) : name(ids);
}

/** A member of an object, likewise. */
export function rename(name: string, value: JsonValue, renames: Renames): JsonValue {
  if (name === 'Ref' && typeof value === 'string') return renames.get(value) ?? value;
  if (name === 'Fn::GetAtt') return renamedAttribute(value, renames);
  if (name === 'Fn::Sub') return renamedText(value, renames);
  return renamed(value, renames);
}

function renamedAttribute(value: JsonValue, renames: Renames): JsonValue {
  if (typeof value === 'string') {
    const [, id = value, rest = ''] = /^([^.]+)(\..+)$/s.exec(value) ?? [];
    return (renames.get(id) ?? id) + rest;
  }
  if (!Array.isArray(value)) return renamed(value, renames);
  return value.map((item: JsonValue, index) =>
    index === 0 && typeof item === 'string' ? (renames.get(item) ?? item) : renamed(item, renames),
  );
}

function renamedText(value: JsonValue, renames: Renames): JsonValue {
  if (Array.isArray(value))
    return value.map((item: JsonValue, index) =>
      index === 0 ? renamedText(item, renames) : renamed(item, renames),
    );
  if (typeof value !== 'string') return renamed(value, renames);
  return value.replace(/\$\{([^}!.]+)/g, (_, id: string) => `\${${renames.get(id) ?? id}`);
}

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

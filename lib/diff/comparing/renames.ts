import { isJsonObject, type JsonValue } from '../../json';

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

import type { JsonValue } from '../json';
import { isUnknown, type Maybe, type Resource, resolveValue, type Unknown } from '../template';

/** What a resource says under a path of members; `undefined` where it says nothing. */
export function propertyOf(resource: Resource, ...path: readonly string[]): Maybe<JsonValue> | undefined {
  return memberIn(resource.properties, resource, ...path);
}

/** What a value of a resource holds under a path of members. */
export function memberIn(
  value: JsonValue,
  resource: Resource,
  ...path: readonly string[]
): Maybe<JsonValue> | undefined {
  let here = resolveValue(value, resource);
  for (const name of path) {
    if (isUnknown(here)) return here;
    const member = ownMember(here, name);
    if (member === undefined) return undefined;
    here = resolveValue(member, resource);
  }
  return here;
}

/** The items of a list; none where the resource says nothing. */
export function itemsOf(resource: Resource, name: string): readonly JsonValue[] | Unknown {
  const list = propertyOf(resource, name) ?? [];
  if (isUnknown(list) || Array.isArray(list)) return list;
  return { kind: 'unknown', expression: `${name}, which is no list` };
}

/** What an object has under a name of its own. */
export function ownMember(value: JsonValue, name: string): JsonValue | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.hasOwn(value, name) ? (value as Readonly<Record<string, JsonValue>>)[name] : undefined;
}

import { type JsonValue, memberOf } from '../json';
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
    const member = memberOf(here, name);
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

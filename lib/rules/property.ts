import { type JsonValue, memberOf } from '../json';
import { isUnknown, type Maybe, type Resource, resolveValue } from '../template';

/** What a resource says under a path of members; `undefined` where it says nothing. */
export function propertyOf(resource: Resource, ...path: readonly string[]): Maybe<JsonValue> | undefined {
  return follow(resource.properties, resource, path);
}

/** What a value of a resource holds under a path of members. */
export function memberIn(
  value: JsonValue,
  resource: Resource,
  ...path: readonly string[]
): Maybe<JsonValue> | undefined {
  return follow(value, resource, path);
}

function follow(value: JsonValue, resource: Resource, path: readonly string[]): Maybe<JsonValue> | undefined {
  let here = resolveValue(value, resource);
  for (const name of path) {
    if (isUnknown(here)) return here;
    here = resolveValue(memberOf(here, name) ?? null, resource);
  }
  return here ?? undefined;
}

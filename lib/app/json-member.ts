/** One member of an object inside a JSON value, with the path of that object. */
export interface JsonMember {
  readonly parent: string;
  readonly key: string;
  readonly value: unknown;
}

/** Every member of every object in a JSON value, outer ones first. */
export function* membersOf(value: unknown, path = '$'): Generator<JsonMember> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    if (!Array.isArray(value)) yield { parent: path, key, value: child };
    yield* membersOf(child, Array.isArray(value) ? `${path}[${key}]` : memberPath(path, key));
  }
}

/** The JSON path of a member: `$.Resources.Jwt`, `$.Value["Fn::Join"]`. */
export function memberPath(parent: string, key: string): string {
  return /^[A-Za-z_]\w*$/.test(key) ? `${parent}.${key}` : `${parent}[${JSON.stringify(key)}]`;
}

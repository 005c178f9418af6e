/** One member of an object inside a JSON value, with the path of that object. */
interface JsonMember {
  readonly parent: string;
  readonly key: string;
  readonly value: unknown;
}

/**
 * The members of one name, outer ones first. Only their own paths are written out: a large template has a hundred
 * thousand members.
 */
export function membersNamed(value: unknown, name: string): JsonMember[] {
  return findNamed(value, name).map(({ steps, value: found }) => ({
    parent: steps.reduceRight<string>(stepInto, '$'),
    key: name,
    value: found,
  }));
}

/** The JSON path of what stands one step further in. */
export function stepInto(path: string, step: string | number): string {
  return typeof step === 'number' ? `${path}[${step}]` : memberPath(path, step);
}

interface Found {
  /** From the member outwards. */
  readonly steps: (string | number)[];
  readonly value: unknown;
}

function findNamed(value: unknown, name: string): Found[] {
  if (typeof value !== 'object' || value === null) return [];
  const found: Found[] = [];
  for (const key of Object.keys(value)) {
    const child = value[key as keyof typeof value] as unknown;
    if (key === name && !Array.isArray(value)) found.push({ steps: [], value: child });
    if (typeof child !== 'object' || child === null) continue;
    for (const inner of findNamed(child, name)) {
      inner.steps.push(Array.isArray(value) ? Number(key) : key);
      found.push(inner);
    }
  }
  return found;
}

/** The JSON path of a member: `$.Resources.Jwt`, `$.Value["Fn::Join"]`. */
function memberPath(parent: string, key: string): string {
  return /^[A-Za-z_]\w*$/.test(key) ? `${parent}.${key}` : `${parent}[${JSON.stringify(key)}]`;
}

/** What a placeholder stands for, by its name without the digits at its end: `{kid}`, `{kid2}`, `{token}`. */
const PATTERNS: Readonly<Record<string, string>> = {
  kid: '[A-Za-z0-9_-]{43}',
  port: '\\d{4,5}',
  token: '[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+',
  uuid: '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}',
};

const PLACEHOLDER = /\{([a-z]+)(\d*)\}/g;

/** The texts that placeholders have turned out to stand for, by their names. */
export type Bindings = Map<string, string>;

/** A text with the placeholders known so far filled in. */
export function fillIn(text: string, bindings: Bindings): string {
  return text.replace(PLACEHOLDER, (whole, name, digits) => bindings.get(`${name}${digits}`) ?? whole);
}

/** Learns from an output what the placeholders of its expectation stand for; each keeps its first meaning. */
export function bind(expected: string, actual: string, bindings: Bindings): void {
  const groups = new Set<string>();
  const source = fillIn(expected, bindings)
    .split(/(\{[a-z]+\d*\})/)
    .map((part) => patternOf(part, groups));
  const match = new RegExp(`^${source.join('')}$`).exec(actual);
  for (const [name, value] of Object.entries(match?.groups ?? {})) bindings.set(name, value);
}

function patternOf(part: string, groups: Set<string>): string {
  const [, letters, digits] = /^\{([a-z]+)(\d*)\}$/.exec(part) ?? [];
  const pattern = letters === undefined ? undefined : PATTERNS[letters];
  if (pattern === undefined) return part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  const name = `${letters}${digits}`;
  if (groups.has(name)) return `\\k<${name}>`;
  groups.add(name);
  return `(?<${name}>${pattern})`;
}

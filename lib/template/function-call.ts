import { isJsonObject, type JsonObject, type JsonValue } from '../json';

/** The one name of a function call: `Ref`, `Fn::Join`; `undefined` for any other value. */
export function functionIn(value: JsonValue | undefined): string | undefined {
  const name = isJsonObject(value) ? onlyName(value) : undefined;
  return name !== undefined && isFunctionName(name) ? name : undefined;
}

const COLON = 0x3a;

/** Whether a name is that of a function. Asked of every name, of which few have a colon there. */
export function isFunctionName(name: string): boolean {
  return name === 'Ref' || (name.charCodeAt(2) === COLON && name.startsWith('Fn::'));
}

/** Asked of every value, so that no list of the names is made. */
function onlyName(value: JsonObject): string | undefined {
  let only: string | undefined;
  for (const name in value) {
    if (only !== undefined) return undefined;
    only = name;
  }
  return only;
}

/** A function call on one line, as people write it. */
export function callText(value: JsonValue): string {
  const name = functionIn(value);
  if (name === undefined || !isJsonObject(value)) return JSON.stringify(value);
  const argument = value[name] ?? null;
  if (typeof argument === 'string') return `${name} ${argument}`;
  const isPath =
    name === 'Fn::GetAtt' && Array.isArray(argument) && argument.every((s) => typeof s === 'string');
  return `${name} ${isPath ? argument.join('.') : JSON.stringify(argument)}`;
}

/** The first function call inside a value that is looked for, in the order of the text. */
export function findCall(
  value: JsonValue,
  isLookedFor: (call: JsonValue) => boolean = () => true,
): JsonValue | undefined {
  if (functionIn(value) !== undefined && isLookedFor(value)) return value;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const member of Object.values(value)) {
    const call = findCall(member, isLookedFor);
    if (call !== undefined) return call;
  }
  return undefined;
}

/** The names in the text of a `Fn::Sub`: what stands in `${…}`, without the escaped `${!…}`. */
export const SUBSTITUTED = /\$\{([^}!][^}]*)\}/g;

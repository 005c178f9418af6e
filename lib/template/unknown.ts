import { isJsonObject, type JsonObject, type JsonValue } from '../json';

/** A value that only ROS fills in: never taken for safe, never for guilty. */
export interface Unknown {
  readonly kind: 'unknown';
  /** How the template writes it: `Ref Stage (default "RELEASE")`. */
  readonly expression: string;
}

/** A value of the template, or the expression that stands in its place. */
export type Maybe<T> = T | Unknown;

/** Whether the value is only known to ROS. */
export function isUnknown(value: unknown): value is Unknown {
  return isJsonObject(value) && value.kind === 'unknown' && typeof value.expression === 'string';
}

/** A value of the template, or the expression that stands in its place. */
export function textOrExpression(value: Maybe<string>): string {
  return isUnknown(value) ? value.expression : value;
}

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

/** The first function call inside a value, in the order of the text. */
export function findCall(value: JsonValue): JsonValue | undefined {
  if (functionIn(value) !== undefined) return value;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const member of Object.values(value)) {
    const call = findCall(member);
    if (call !== undefined) return call;
  }
  return undefined;
}

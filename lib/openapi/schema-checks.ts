import type { Problem } from '../errors';
import type { JsonValue } from '../json';
import type { DocumentNode } from './node';
import type { ParameterChecks } from './operation';

/** What a gateway can check of a schema, and what it cannot. */
interface SchemaReading {
  readonly checks: ParameterChecks;
  /** `array` and `object` have no counterpart at the gateway. */
  readonly kind: 'text' | 'array' | 'object';
  readonly losses: readonly Problem[];
}

/** Words of JSON Schema that restrict a plain value in a way that the gateway has no check for. */
const UNCHECKED = ['multipleOf', 'oneOf', 'anyOf', 'allOf', 'not', 'if', 'contentSchema'] as const;

/** Reads the schema of a value that is sent as text: a parameter of 3.x or 2.0, or the field of a form. */
export function readSchema(schema: DocumentNode | undefined): SchemaReading {
  if (schema === undefined) return { checks: {}, kind: 'text', losses: [] };
  const type = typeIn(schema);
  if (type === 'array' || type === 'object') return { checks: {}, kind: type, losses: [] };
  const losses: Problem[] = [];
  const lose = (name: string, message: string) => losses.push({ path: `${schema.pointer}/${name}`, message });
  for (const name of UNCHECKED)
    if (schema.member(name) !== undefined) lose(name, `is not checked: the gateway has no ${name}`);
  const number = numberOf(schema);
  const isText = type === 'String';
  const checks: ParameterChecks = {
    ...(isText ? {} : { type }),
    ...(isText ? present('minLength', number('minLength')) : {}),
    ...(isText ? present('maxLength', number('maxLength')) : {}),
    ...(isText ? present('regularExpression', schema.text('pattern')) : {}),
    ...(isText || type === 'Boolean' ? {} : boundsOf(schema, type, lose)),
    ...present('enumValue', enumOf(schema, lose)),
    ...present('defaultValue', defaultOf(schema)),
  };
  return { checks, kind: 'text', losses };
}

function present<Name extends string, Value>(name: Name, value: Value | undefined) {
  return (value === undefined ? {} : { [name]: value }) as { readonly [key in Name]?: Value };
}

type SentType = NonNullable<ParameterChecks['type']> | 'array' | 'object';

/** A schema without a type, or with several, is checked as text. */
function typeIn(schema: DocumentNode): SentType {
  const format = schema.text('format');
  const written = schema.member('type')?.value;
  const types = (Array.isArray(written) ? written : [written]).filter((each) => each !== 'null');
  if (types.length > 1) return 'String';
  switch (types[0]) {
    case 'integer':
      return format === 'int64' ? 'Long' : 'Int';
    case 'number':
      return format === 'float' ? 'Float' : 'Double';
    case 'boolean':
      return 'Boolean';
    case 'array':
    case 'object':
      return types[0];
    case undefined:
      if (schema.member('items') !== undefined) return 'array';
      return schema.member('properties') === undefined ? 'String' : 'object';
    default:
      return 'String';
  }
}

function numberOf(schema: DocumentNode) {
  return (name: string): number | undefined => {
    const node = schema.member(name);
    if (node === undefined) return undefined;
    if (typeof node.value !== 'number') throw node.refusal('must be a number');
    const isLength = name === 'minLength' || name === 'maxLength';
    if (isLength && !(Number.isInteger(node.value) && node.value >= 0))
      throw node.refusal('must be a whole number, and not below 0');
    return node.value;
  };
}

/** Bounds of the gateway belong to the range: an open one moves by one where only whole numbers are taken. */
function boundsOf(schema: DocumentNode, type: SentType, lose: (name: string, message: string) => void) {
  const isWhole = type === 'Int' || type === 'Long';
  const number = numberOf(schema);
  const bound = (name: 'minimum' | 'maximum', step: 1 | -1): number | undefined => {
    const exclusive = `exclusive${name === 'minimum' ? 'Minimum' : 'Maximum'}`;
    const open = schema.member(exclusive)?.value;
    const closed = number(name);
    // A number since 3.1; before, true says that the bound itself is out.
    const openBound =
      open === true ? closed : open === false || open === undefined ? undefined : number(exclusive);
    if (openBound === undefined) return closed;
    if (!isWhole) lose(exclusive, `is not kept: the gateway takes ${openBound} itself, too`);
    const moved = isWhole ? (step === 1 ? Math.floor(openBound) : Math.ceil(openBound)) + step : openBound;
    return open === true || closed === undefined
      ? moved
      : step === 1
        ? Math.max(closed, moved)
        : Math.min(closed, moved);
  };
  return { ...present('minValue', bound('minimum', 1)), ...present('maxValue', bound('maximum', -1)) };
}

function enumOf(schema: DocumentNode, lose: (name: string, message: string) => void): string[] | undefined {
  const only = schema.member('const');
  const node = only ?? schema.member('enum');
  if (node === undefined) return undefined;
  const values = (only === undefined ? node.items().map(({ value }) => value) : [node.value]).filter(isSent);
  const texts = [...new Set(values.map(String))];
  if (texts.some((text) => text.includes(',') || text === '')) {
    lose(
      node.name,
      'is not checked: the gateway separates values by commas, and one is empty or has a comma in it',
    );
    return undefined;
  }
  return texts.length === 0 ? undefined : texts;
}

function isSent(value: JsonValue): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function defaultOf(schema: DocumentNode): string | undefined {
  const value = schema.member('default')?.value;
  return value !== undefined && isSent(value) ? String(value) : undefined;
}

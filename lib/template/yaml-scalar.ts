import type { JsonValue } from '../json';

const CORE = 'tag:yaml.org,2002:';

/** Tags of values whose text says what they are. */
export function isValueTag(tag: string): boolean {
  return ['null', 'bool', 'int', 'float', 'map', 'seq'].some((name) => tag === CORE + name);
}

/** Tags of values that are their text. */
export function isTextTag(tag: string): boolean {
  return tag === '!' || ['str', 'binary', 'timestamp'].some((name) => tag === CORE + name);
}

/** The function behind a short tag: `Fn::GetAtt` for `!GetAtt`. Functions that ROS does not have are read, too. */
export function functionOf(tag: string): string | undefined {
  const [, name] = /^!([A-Z][A-Za-z0-9]*)$/.exec(tag) ?? [];
  if (name === undefined) return undefined;
  return name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`;
}

const TRUE = /^(?:yes|Yes|YES|true|True|TRUE|on|On|ON)$/;
const FALSE = /^(?:no|No|NO|false|False|FALSE|off|Off|OFF)$/;
const NULL = /^(?:~|null|Null|NULL|)$/;
const DECIMAL = /^[-+]?(?:0|[1-9][0-9_]*)$/;
const BASED = /^([-+]?)(0b[01_]+|0x[0-9A-Fa-f_]+|0[0-7_]+)$/;
const FLOAT = /^[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+]?[0-9]+)?$/;

/** What a plain scalar of YAML 1.1 means. Numbers that JavaScript cannot hold, and dates, stay text. */
export function plainValue(text: string): JsonValue {
  if (NULL.test(text)) return null;
  if (TRUE.test(text)) return true;
  if (FALSE.test(text)) return false;
  const number = numberIn(text);
  return number !== undefined && isHeld(number, text) ? number : text;
}

function numberIn(text: string): number | undefined {
  if (DECIMAL.test(text) || FLOAT.test(text)) return Number(text.replaceAll('_', ''));
  const [, sign, digits] = BASED.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const plain = digits.replaceAll('_', '');
  return Number(/^0[bx]/.test(plain) ? plain : `0o${plain}`) * (sign === '-' ? -1 : 1);
}

function isHeld(number: number, text: string): boolean {
  return FLOAT.test(text) ? Number.isFinite(number) : Number.isSafeInteger(number);
}

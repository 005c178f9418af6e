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
function functionOf(tag: string): string | undefined {
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
function plainValue(text: string): JsonValue {
  if (NULL.test(text)) return null;
  if (TRUE.test(text)) return true;
  if (FALSE.test(text)) return false;
  const number = numberIn(text);
  return number !== undefined && isHeld(number, text) ? number : text;
}

const CORE_INTEGER = /^[-+]?[0-9]+$/;
const CORE_BASED = /^0(?:o[0-7]+|x[0-9A-Fa-f]+)$/;
const CORE_FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;

/** What a plain scalar of YAML 1.2 means, by its core schema: `yes`, `012` and `1_000` are no longer what they were. */
function coreValue(text: string): JsonValue {
  if (NULL.test(text)) return null;
  if (/^(?:true|True|TRUE)$/.test(text)) return true;
  if (/^(?:false|False|FALSE)$/.test(text)) return false;
  const isInteger = CORE_INTEGER.test(text) || CORE_BASED.test(text);
  if (!isInteger && !CORE_FLOAT.test(text)) return text;
  const number = Number(text);
  return (isInteger ? Number.isSafeInteger(number) : Number.isFinite(number)) ? number : text;
}

/** What plain scalars and short tags of a YAML text mean. */
export interface YamlDialect {
  readonly plainValue: (text: string) => JsonValue;
  readonly functionOf: (tag: string) => string | undefined;
  /** Why another tag is refused. */
  readonly otherTag: string;
}

/** YAML as ROS reads its templates. */
export const ROS_YAML: YamlDialect = { plainValue, functionOf, otherTag: 'which is no ROS function' };

/** YAML 1.2 without functions, as everybody else writes it. */
export const PLAIN_YAML: YamlDialect = {
  plainValue: coreValue,
  functionOf: () => undefined,
  otherTag: 'which has no meaning here',
};

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

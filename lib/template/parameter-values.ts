import { GatewayError } from '../errors';
import { isJsonObject, isSameValue, type JsonObject, type JsonValue, memberOf } from '../json';
import { createRedactor } from '../text';
import { findCall } from './function-call';
import { matchesPattern } from './matches-pattern';

/** A value that somebody gives a parameter, and where that was written, for messages: `--parameters`, `prod.json:3:5`. */
export interface WrittenValue {
  readonly value: JsonValue;
  readonly place: string;
}

/** What fills in the parameters of the stacks that are read. Nested stacks get theirs from their parents. */
export interface ParameterValues {
  /** Values by the names of parameters. A name that a stack does not declare is not for this stack. */
  readonly values?: ReadonlyMap<string, WrittenValue>;
  /**
   * Whether a parameter that is given no value has its default.
   * @default false
   */
  readonly useDefaults?: boolean;
  /** One value for parameters that the template lets choose, by the names of their stacks: one of the ways to start them. */
  readonly chosen?: ReadonlyMap<string, ReadonlyMap<string, JsonValue>>;
}

/** A parameter whose value is known while a stack is read. */
export interface GivenParameter {
  readonly value: JsonValue;
  /** Given by whoever reads the template, the default, or the only value that the template allows. */
  readonly from: 'given' | 'default' | 'only value';
  /** Whether ROS masks it: what is said of the template must not show it. */
  readonly isSecret: boolean;
}

/** Whether ROS masks the value of a parameter. */
export function isMasked(declared: JsonValue | undefined): boolean {
  return String(memberOf(declared, 'NoEcho')).toLowerCase() === 'true';
}

/**
 * The values that the parameters of a stack have. A parameter whose value ROS looks up elsewhere, such as one of type
 * `ALIYUN::OOS::Parameter::Value`, has none here.
 *
 * @throws GatewayError `parameter-invalid` for a given value that the template does not allow
 */
export function givenParameters(
  { name, parameters }: { readonly name: string; readonly parameters: JsonObject },
  { chosen, useDefaults = false, values }: ParameterValues,
): ReadonlyMap<string, GivenParameter> {
  const given = new Map<string, GivenParameter>();
  for (const [parameter, declared] of Object.entries(parameters)) {
    const isSecret = isMasked(declared);
    const written = values?.get(parameter);
    const value =
      written === undefined
        ? withoutFunctions(presetOf(declared, useDefaults))
        : withoutFunctions(acceptedValue(written, { declared, isSecret, parameter, stack: name }));
    const choice = value === undefined ? chosen?.get(name)?.get(parameter) : undefined;
    if (choice !== undefined) given.set(parameter, { value: choice, from: 'only value', isSecret });
    if (value === undefined) continue;
    const from = written !== undefined ? 'given' : isOnlyValue(declared) ? 'only value' : 'default';
    given.set(parameter, { value, from, isSecret });
  }
  return given;
}

/**
 * The values of each parameter that has none and of which the template allows a few. What a list of them may be is left
 * out, and what is masked.
 */
export function choicesOf({
  given,
  parameters,
}: {
  readonly given: ReadonlyMap<string, GivenParameter>;
  readonly parameters: JsonObject;
}): ReadonlyMap<string, readonly JsonValue[]> {
  const choices = new Map<string, readonly JsonValue[]>();
  for (const [parameter, declared] of Object.entries(parameters)) {
    const values = given.has(parameter) || isMasked(declared) ? [] : allowedChoices(declared);
    if (values.length > 1) choices.set(parameter, values);
  }
  return choices;
}

function allowedChoices(declared: JsonValue): readonly JsonValue[] {
  const type = typeOf(declared);
  const written = memberOf(declared, 'AllowedValues') ?? (type === 'Boolean' ? [true, false] : []);
  if (!Array.isArray(written)) return [];
  const read = (written as readonly JsonValue[]).map((each) => typed(each, type));
  // Of what cannot be read, nobody knows what it would be.
  if (!read.every((each) => 'value' in each && typeof each.value !== 'object')) return [];
  const values = read.flatMap((each) => ('value' in each ? [each.value] : []));
  return values.filter((value) => problemWith(value, declared) === undefined);
}

/** ROS does not look for functions in what a parameter holds: what looks like one must not be taken for one. */
function withoutFunctions(value: JsonValue | undefined): JsonValue | undefined {
  return value === undefined || findCall(value) !== undefined ? undefined : value;
}

function isOnlyValue(declared: JsonValue | undefined): boolean {
  const allowed = memberOf(declared, 'AllowedValues');
  return Array.isArray(allowed) && allowed.length === 1;
}

/** Whoever starts the stack can give no other value than the only one; a default that is not allowed, nobody gets. */
function presetOf(declared: JsonValue, useDefaults: boolean): JsonValue | undefined {
  const [only] = isOnlyValue(declared) ? (memberOf(declared, 'AllowedValues') as readonly JsonValue[]) : [];
  const preset = only ?? (useDefaults ? memberOf(declared, 'Default') : undefined);
  if (preset === undefined || preset === null) return undefined;
  const read = typed(preset, typeOf(declared));
  if (!('value' in read) || problemWith(read.value, declared) !== undefined) return undefined;
  return isMasked(declared) && !textsOf(read.value).every(isHideable) ? undefined : read.value;
}

/** What stands in the template could otherwise be shown, or hide the words of a report. */
function isHideable(text: string): boolean {
  return !createRedactor([text])(text).includes(text);
}

interface Declaration {
  readonly declared: JsonValue;
  readonly isSecret: boolean;
  readonly parameter: string;
  readonly stack: string;
}

function acceptedValue(
  { place, value }: WrittenValue,
  { declared, isSecret, parameter, stack }: Declaration,
): JsonValue | undefined {
  const read = typed(value, typeOf(declared));
  if ('elsewhere' in read) return undefined;
  const problem = 'problem' in read ? read.problem : problemWith(read.value, declared);
  if (problem === undefined && 'value' in read) return read.value;
  const shown = isSecret ? 'the value' : JSON.stringify(value);
  const words = memberOf(declared, 'ConstraintDescription');
  throw new GatewayError('parameter-invalid', `${shown} ${problem}`, {
    place: `${place}: the parameter ${parameter} of the stack ${stack}`,
    ...(typeof words === 'string' && !isSecret ? { hint: words } : {}),
  });
}

function typeOf(declared: JsonValue): string {
  const type = memberOf(declared, 'Type');
  return typeof type === 'string' ? type : 'String';
}

type Typed =
  | { readonly value: JsonValue }
  | { readonly problem: string }
  /** ROS takes what is given for the name of a value that stands elsewhere, or in a way that is not documented. */
  | { readonly elsewhere: true };

/** A value as a type of ROS has it. Files hold numbers and lists, command lines only texts. */
const TYPES: Readonly<Record<string, (value: JsonValue) => Typed>> = {
  String: asText,
  Number: asNumber,
  Boolean: asBoolean,
  CommaDelimitedList: asList,
  Json: asJson,
};

function typed(value: JsonValue, type: string): Typed {
  const read = TYPES[type];
  if (read !== undefined) return read(value);
  // Such as ALIYUN::VPC::VSwitch::VSwitchId, which is a text that the console chooses from a list.
  return type.startsWith('ALIYUN::') && !type.startsWith('ALIYUN::OOS::')
    ? asText(value)
    : { elsewhere: true };
}

function asText(value: JsonValue): Typed {
  if (typeof value === 'object') return { problem: 'is no text' };
  return { value: String(value) };
}

function asNumber(value: JsonValue): Typed {
  if (typeof value === 'number') return { value };
  const isNumber = typeof value === 'string' && /^[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:e[+-]?\d+)?$/i.test(value);
  return isNumber ? { value: Number(value) } : { problem: 'is no number' };
}

function asBoolean(value: JsonValue): Typed {
  if (typeof value === 'boolean') return { value };
  const isSwitch = typeof value === 'string' && /^(?:true|false)$/i.test(value);
  return isSwitch ? { value: value.toLowerCase() === 'true' } : { problem: 'is neither true nor false' };
}

function asList(value: JsonValue): Typed {
  if (typeof value === 'string') {
    // Whether ROS keeps the spaces is not documented.
    if (/(?:^|,)\s|\s(?:,|$)/.test(value)) return { problem: 'has spaces beside a comma, or at an end' };
    return { value: value === '' ? [] : value.split(',') };
  }
  if (!Array.isArray(value)) return { problem: 'is no list of texts with commas' };
  const items: readonly JsonValue[] = value;
  return items.some((item) => typeof item === 'object' || String(item).includes(','))
    ? { problem: 'is no list of texts without commas' }
    : { value: items.map(String) };
}

function asJson(value: JsonValue): Typed {
  if (typeof value === 'object' && value !== null) return { value };
  try {
    const read = JSON.parse(String(value)) as JsonValue;
    return typeof read === 'object' && read !== null
      ? { value: read }
      : { problem: 'is no JSON object or list' };
  } catch {
    return { problem: 'is no JSON' };
  }
}

/** Why a template does not allow a value; `undefined` where it does, as far as can be told. */
function problemWith(value: JsonValue, declared: JsonValue): string | undefined {
  return (
    problemWithChoice(value, declared) ??
    problemWithLength(value, declared) ??
    problemWithSize(value, declared) ??
    problemWithPattern(value, declared)
  );
}

function problemWithChoice(value: JsonValue, declared: JsonValue): string | undefined {
  const allowed = memberOf(declared, 'AllowedValues');
  if (!Array.isArray(allowed)) return undefined;
  const choices = (allowed as readonly JsonValue[]).map((each) => {
    const read = typed(each, typeOf(declared));
    return 'value' in read ? read.value : each;
  });
  const isChoice = (one: JsonValue) =>
    choices.some((each) => isSameValue(each, one) || (Array.isArray(each) && isSameValue(each, [one])));
  const isAllowed = isChoice(value) || (Array.isArray(value) && value.every(isChoice));
  if (isAllowed) return undefined;
  // Of a masked parameter, the list is part of the template: it says nothing of the value.
  return `is none of its AllowedValues: ${allowed.map((each: JsonValue) => JSON.stringify(each)).join(', ')}`;
}

function problemWithLength(value: JsonValue, declared: JsonValue): string | undefined {
  if (typeof value !== 'string' && !Array.isArray(value)) return undefined;
  const length = typeof value === 'string' ? [...value].length : value.length;
  const [unit, units] = typeof value === 'string' ? ['character', 'characters'] : ['item', 'items'];
  const has = `has ${length} ${length === 1 ? unit : units}`;
  const [least, most] = [numberIn(declared, 'MinLength'), numberIn(declared, 'MaxLength')];
  if (least !== undefined && length < least) return `${has}, and MinLength is ${least}`;
  return most !== undefined && length > most ? `${has}, and MaxLength is ${most}` : undefined;
}

function problemWithSize(value: JsonValue, declared: JsonValue): string | undefined {
  if (typeof value !== 'number') return undefined;
  const [least, most] = [numberIn(declared, 'MinValue'), numberIn(declared, 'MaxValue')];
  if (least !== undefined && value < least) return `is less than MinValue, ${least}`;
  return most !== undefined && value > most ? `is more than MaxValue, ${most}` : undefined;
}

function problemWithPattern(value: JsonValue, declared: JsonValue): string | undefined {
  const pattern = memberOf(declared, 'AllowedPattern');
  if (typeof pattern !== 'string' || typeof value !== 'string') return undefined;
  return matchesPattern(pattern, value) === false
    ? `does not match its AllowedPattern: ${JSON.stringify(pattern)}`
    : undefined;
}

function numberIn(declared: JsonValue, name: string): number | undefined {
  const written = memberOf(declared, name);
  const number = typeof written === 'string' && written.trim() !== '' ? Number(written) : written;
  return typeof number === 'number' && !Number.isNaN(number) ? number : undefined;
}

/** All texts in a value that must not be shown. */
export function textsOf(value: JsonValue): string[] {
  if (typeof value === 'string' || typeof value === 'number') return [String(value)];
  if (typeof value !== 'object' || value === null) return [];
  return (isJsonObject(value) ? Object.values(value) : (value as readonly JsonValue[])).flatMap(textsOf);
}

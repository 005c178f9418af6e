import { type JsonValue, memberOf } from '../../json';

const CHECKS = [
  'EnumValue',
  'JsonScheme',
  'MaxLength',
  'MaxValue',
  'MinLength',
  'MinValue',
  'RegularExpression',
];

/** Whether some values of a declared parameter are refused. */
export function isChecked(parameter: JsonValue | undefined): boolean {
  return checksOf(parameter) !== checksOf({});
}

/** What its values have to be, in words that two parameters of the same checks share. */
export function checksOf(parameter: JsonValue | undefined): string {
  const type = memberOf(parameter, 'ParameterType') ?? 'String';
  return JSON.stringify([type, ...CHECKS.map((name) => memberOf(parameter, name) ?? null)]);
}

/** Whether a request without it is refused; what is in the path is in every request that comes to the route. */
export function isRequired(parameter: JsonValue | undefined): boolean {
  return memberOf(parameter, 'Required') === 'REQUIRED' && !isInPath(parameter);
}

/** Whether it is a part of the path. */
export function isInPath(parameter: JsonValue | undefined): boolean {
  return String(memberOf(parameter, 'Location')).toUpperCase() === 'PATH';
}

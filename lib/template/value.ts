import { PSEUDO_PARAMETERS } from '../facts';
import { type JsonValue, memberOf } from '../json';
import { endOfValue, knownValue } from './evaluate';
import { callText, functionIn } from './function-call';
import { isMasked } from './parameter-values';
import { referenceName, type Scope } from './scope';
import { isUnknown, type Maybe, Unknown } from './unknown';

/**
 * The value that an expression is sure to have: a plain value, or what the functions of ROS make of plain values, the
 * index of an instance, local variables, and parameters of nested stacks that their parents fill; `null` for
 * `Ref: ALIYUN::NoValue`, which takes away what it stands for. Everything else is unknown.
 */
export function resolveValue(value: JsonValue, scope: Scope): Maybe<JsonValue> {
  if (functionIn(value) === undefined) return value;
  const known = knownValue(value, scope);
  if (known !== undefined) return known;
  const end = endOfValue(value, scope);
  return unknownOf(end.value, end.scope);
}

/** An expression as an unknown value, with the default of the parameter that it refers to. */
export function unknownOf(value: JsonValue, scope: Scope): Unknown {
  const name = referenceName(value);
  const parameter = name === undefined ? undefined : memberOf(scope.stack.parameters, name);
  const preset = memberOf(parameter, 'Default');
  // The default of a masked parameter is a secret, too.
  const isShown = preset !== undefined && !isMasked(parameter);
  const instance =
    typeof scope.index === 'number' && JSON.stringify(value).includes(PSEUDO_PARAMETERS.value.index);
  const suffix = `${isShown ? ` (default ${JSON.stringify(preset)})` : ''}${instance ? ` [${scope.index}]` : ''}`;
  return new Unknown(`${callText(value)}${suffix}`, { value, scope });
}

/** A property as text: a number is written out, anything else that is no text counts as unknown. */
export function textIn(value: JsonValue | undefined, scope: Scope): Maybe<string> | undefined {
  if (value === undefined || value === null) return undefined;
  const known = resolveValue(value, scope);
  if (known === null) return undefined;
  if (typeof known === 'string') return known;
  if (typeof known === 'number' || typeof known === 'boolean') return String(known);
  return isUnknown(known) ? known : unknownOf(known, scope);
}

/** A property as a switch: ROS takes `"true"` for `true`, too. */
export function flagIn(value: JsonValue | undefined, scope: Scope): Maybe<boolean> | undefined {
  const text = textIn(value, scope);
  if (typeof text !== 'string') return text;
  if (/^(?:true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  return new Unknown(JSON.stringify(text));
}

import { createContext, Script } from 'node:vm';
import { API } from '../../facts';
import type { RequestParameter } from '../../model';
import { isUnknown, type Maybe } from '../../template';

/** A request parameter that an API declares, all of it known. */
export interface DeclaredParameter {
  readonly name: string;
  readonly location: string;
  readonly type: string;
  readonly isRequired: boolean;
  readonly defaultValue: string | undefined;
  readonly minLength: number | undefined;
  readonly maxLength: number | undefined;
  readonly minValue: number | undefined;
  readonly maxValue: number | undefined;
  readonly allowed: readonly string[] | undefined;
  readonly regularExpression: string | undefined;
}

/** A parameter of which nothing is unknown. */
export function declaredParameterOf(parameter: RequestParameter): DeclaredParameter {
  return {
    name: knownText(parameter.name),
    location: knownText(parameter.location),
    type: knownText(parameter.type),
    isRequired: parameter.required === 'REQUIRED',
    defaultValue: findKnownText(parameter.defaultValue),
    minLength: findKnownNumber(parameter.minLength),
    maxLength: findKnownNumber(parameter.maxLength),
    minValue: findKnownNumber(parameter.minValue),
    maxValue: findKnownNumber(parameter.maxValue),
    allowed: findKnownText(parameter.enumValue)
      ?.split(',')
      .map((each) => each.trim()),
    regularExpression: findKnownText(parameter.regularExpression),
  };
}

/** Why a parameter cannot be checked as the service would. */
export function findParameterProblem(parameter: RequestParameter): string | undefined {
  const [name, type] = [knownText(parameter.name), knownText(parameter.type)];
  const types: readonly string[] = API.requestParameterTypes.value;
  const bound = BOUNDS.find((each) => !isNumberOrNone(parameter[each]));
  const expression = findKnownText(parameter.regularExpression);
  if (!types.includes(type)) return `parameter ${name} is of the type ${JSON.stringify(type)}`;
  if (bound !== undefined) return `parameter ${name} has a ${bound} that is no number`;
  if ((findKnownText(parameter.jsonScheme) ?? '') !== '')
    return `parameter ${name} has a JsonScheme, which is not checked here`;
  if (expression === undefined || findExpressionTest(expression) !== undefined) return undefined;
  return `parameter ${name} has a regular expression that cannot be read here`;
}

const BOUNDS = ['minLength', 'maxLength', 'minValue', 'maxValue'] as const;

function isNumberOrNone(value: Maybe<string> | undefined): boolean {
  return (findKnownText(value) ?? '') === '' || findKnownNumber(value) !== undefined;
}

/** A text; where only ROS knows it, an empty one: whoever asks has looked before. */
export function knownText(value: Maybe<string>): string {
  return isUnknown(value) ? '' : value;
}

function findKnownText(value: Maybe<string> | undefined): string | undefined {
  return value === undefined || isUnknown(value) ? undefined : value;
}

function findKnownNumber(value: Maybe<string> | undefined): number | undefined {
  const text = findKnownText(value);
  const number = text === undefined || text === '' ? Number.NaN : Number(text);
  return Number.isFinite(number) ? number : undefined;
}

const LONGEST_MILLIS = 50;

/** Whether a text matches as a whole; `undefined` when that takes too long to find out. */
export type ExpressionTest = (text: string) => boolean | undefined;

/**
 * The test of a regular expression from a template, which may be made to hang: it is given up after 50 ms, the second
 * time, since a machine that does much else may take as long for any.
 *
 * @returns undefined for what is no regular expression here; the service's dialect is not documented
 */
export function findExpressionTest(source: string): ExpressionTest | undefined {
  const whole = `^(?:${source})$`;
  if (!isExpression(source) || !isExpression(whole)) return undefined;
  const sandbox = createContext({ text: '' }, { codeGeneration: { strings: false, wasm: false } });
  const script = new Script(`new RegExp(${JSON.stringify(whole)}).test(text)`);
  const run = (): boolean | undefined => {
    try {
      return script.runInContext(sandbox, { timeout: LONGEST_MILLIS }) === true;
    } catch (error) {
      if ((error as { code?: unknown }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return undefined;
      throw error;
    }
  };
  return (text) => {
    sandbox.text = text;
    return run() ?? run();
  };
}

function isExpression(source: string): boolean {
  try {
    new RegExp(source);
    return true;
  } catch {
    return false;
  }
}

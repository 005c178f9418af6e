import { type Answer, answerUnemulated, refuse } from '../exchange/answer';
import { isForm, readBody } from '../exchange/body';
import type { Call, Step } from '../exchange/call';
import { findSegmentText, findValue, type QueryPair, queryPairs } from '../exchange/target';
import { type DeclaredParameter, type ExpressionTest, findExpressionTest } from '../plan/declared-parameter';
import type { ParameterPlan } from '../plan/parameter-plan';

interface Checked {
  readonly parameter: DeclaredParameter;
  /** `undefined` for what PASSTHROUGH hands on unseen. */
  readonly check: ParameterCheck | undefined;
}

/** Reads the declared parameters, fills in defaults, and refuses what an API does not take. */
export function parametersStep({ declared, isForm: takesForm, isMapping }: ParameterPlan): Step {
  const all = declared.map((parameter): Checked => {
    const expression = parameter.regularExpression;
    const isSeen = isMapping || parameter.location === 'PATH';
    const matches = expression === undefined ? undefined : findExpressionTest(expression);
    return { parameter, check: isSeen ? parameterCheckOf(parameter, matches) : undefined };
  });
  const hasFields = takesForm && declared.some(({ location }) => location === 'BODY');
  return (call) => {
    if (!takesForm || call.request.body === undefined) return readAll(call, all, []);
    const wrong = hasFields ? contentTypeProblem(call) : undefined;
    return wrong ?? readForm(call).then((form) => ('outcome' in form ? form : readAll(call, all, form)));
  };
}

function contentTypeProblem(call: Call): Answer | undefined {
  const [type] = call.headerValues('content-type');
  if (type === undefined || isForm(call)) return undefined;
  if (/^multipart\//i.test(type)) return answerUnemulated('definition', 'multipart forms are not read here');
  return refuse('I400CT', 'the API takes a form');
}

/** The fields of a form in the body; none where the body is no form. */
export async function readForm(call: Call): Promise<readonly QueryPair[] | Answer> {
  const body = await readBody(call);
  if ('outcome' in body) return body;
  return isForm(call) ? queryPairs(Buffer.from(body).toString()) : [];
}

function readAll(call: Call, all: readonly Checked[], form: readonly QueryPair[]): Answer | undefined {
  const values = new Map<string, string>();
  for (const { check, parameter } of all) {
    const sent = sentValue(call, parameter, form);
    const value = sent ?? (check === undefined ? undefined : parameter.defaultValue);
    const answer = check && (unreadable(call, parameter, value) ?? valueProblemOf(parameter, value, check));
    if (answer !== undefined) return answer;
    if (value !== undefined) values.set(parameter.name, value);
  }
  call.parameters = values;
  return undefined;
}

function sentValue(
  call: Call,
  { location, name }: DeclaredParameter,
  form: readonly QueryPair[],
): string | undefined {
  switch (location) {
    case 'HEAD':
      return call.headerValues(name)[0];
    case 'QUERY':
      return call.queryValue(name);
    case 'PATH':
      return findPathValue(call, name);
    default:
      return findValue(form, name);
  }
}

function findPathValue({ pathParameters }: Call, name: string): string | undefined {
  const sent = pathParameters.get(name);
  return sent === undefined ? undefined : findSegmentText(sent);
}

/** A part of a path whose percent-encoding is no UTF-8. */
function unreadable(
  { pathParameters }: Call,
  { location, name }: DeclaredParameter,
  value: string | undefined,
): Answer | undefined {
  const isCaught = location === 'PATH' && value === undefined && pathParameters.has(name);
  return isCaught ? refuse('I400IP', `${name} is no UTF-8`) : undefined;
}

function valueProblemOf(
  parameter: DeclaredParameter,
  value: string | undefined,
  check: ParameterCheck,
): Answer | undefined {
  const { isRequired, location, name } = parameter;
  if (value === undefined) return isRequired || location === 'PATH' ? refuse('I400MP', name) : undefined;
  const complaint = check(value);
  if (complaint === undefined) return undefined;
  const { isUntold, message } = complaint;
  return isUntold
    ? answerUnemulated('definition', `parameter ${name}: ${message}`)
    : refuse('I400IP', `${name} ${message}`);
}

/** What is wrong with a value of a declared parameter; `undefined` when it is in order. */
type ParameterCheck = (value: string) => Complaint | undefined;

/** Why a value is not let through, or that nobody can tell. */
interface Complaint {
  readonly message: string;
  readonly isUntold?: true;
}

/** The check of a parameter by what the API declares of it. */
function parameterCheckOf(parameter: DeclaredParameter, matches: ExpressionTest | undefined): ParameterCheck {
  const checks = [
    typeCheck(parameter),
    lengthCheck(parameter),
    rangeCheck(parameter),
    choiceCheck(parameter),
  ];
  return (value) => {
    for (const check of checks) {
      const message = check(value);
      if (message !== undefined) return { message };
    }
    return matches === undefined ? undefined : expressionComplaint(matches(value));
  };
}

function expressionComplaint(isMatch: boolean | undefined): Complaint | undefined {
  if (isMatch === undefined) return { message: 'its regular expression takes too long', isUntold: true };
  return isMatch ? undefined : { message: 'does not match its regular expression' };
}

type Check = (value: string) => string | undefined;

const INTEGERS: ReadonlyMap<string, bigint> = new Map([
  ['Int', 2n ** 31n],
  ['Long', 2n ** 63n],
]);

function typeCheck({ type }: DeclaredParameter): Check {
  const bound = INTEGERS.get(type);
  if (bound !== undefined) return (value) => (isInteger(value, bound) ? undefined : `is no ${type}`);
  if (type === 'Float' || type === 'Double')
    return (value) => (isNumber(value) ? undefined : `is no ${type}`);
  if (type === 'Boolean')
    return (value) => (/^(?:true|false)$/i.test(value) ? undefined : 'is neither true nor false');
  return () => undefined;
}

function isInteger(value: string, bound: bigint): boolean {
  // No number of that type has more digits.
  if (!/^[+-]?\d{1,20}$/.test(value)) return false;
  const number = BigInt(value);
  return number >= -bound && number < bound;
}

function isNumber(value: string): boolean {
  return /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/.test(value);
}

function lengthCheck({
  maxLength = Number.POSITIVE_INFINITY,
  minLength = 0,
  type,
}: DeclaredParameter): Check {
  if (type !== 'String') return () => undefined;
  return ({ length }) => {
    if (length < minLength) return `is shorter than ${minLength}`;
    return length > maxLength ? `is longer than ${maxLength}` : undefined;
  };
}

function rangeCheck({
  maxValue = Number.POSITIVE_INFINITY,
  minValue = Number.NEGATIVE_INFINITY,
  type,
}: DeclaredParameter): Check {
  if (type === 'String') return () => undefined;
  return (value) => {
    // A Boolean is no number, and so in no order.
    if (Number(value) < minValue) return `is less than ${minValue}`;
    return Number(value) > maxValue ? `is more than ${maxValue}` : undefined;
  };
}

function choiceCheck({ allowed }: DeclaredParameter): Check {
  if (allowed === undefined) return () => undefined;
  return (value) => (allowed.includes(value) ? undefined : 'is none of the allowed values');
}

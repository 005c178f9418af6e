import * as ros from '@alicloud/ros-cdk-core';
import { GatewayError, type Problem } from '../errors';
import { LIMITS } from '../facts';
import { comparisonsOf, readCondition, UNWRITABLE } from '../plugin';
import { provePattern } from '../text';
import { asText, type RosValue, replaceRosValues, rosValuesIn } from './ros-value';

/** What a value has to be so that it can stand in a text of plug-in data. */
interface Demand {
  /** Beside what ends or changes any text: what else would change what is around the value. */
  readonly also?: RegExp;
  readonly mayBeEmpty?: boolean;
  /** Compared by a condition, in quotes. */
  readonly isCompared?: boolean;
}

interface Place extends Demand {
  readonly path: RegExp;
}

const COMPARED: Demand = { isCompared: true };

/** Where the models of plug-ins take a value that only ROS knows; anything else in them is looked at, or decides. */
const PLACES: Readonly<Record<string, readonly Place[]>> = {
  accessControl: [
    { path: /^rules\[\d+\]\.condition$/, ...COMPARED },
    { path: /^rules\[\d+\]\.(?:errorMessage|responseBody)$/, mayBeEmpty: true },
  ],
  // Lists are written with commas.
  cors: [{ path: /^(?:allowOrigins|allowHeaders|exposeHeaders)\[\d+\]$/, also: /[,\s]/u }],
  ipControl: [],
  jwtAuth: [{ path: /^blockByDataSet$/ }],
  trafficControl: [{ path: /^specials\[\d+\]\.policies\[\d+\]\.key$/ }],
};

/** Data without a model is not looked at, but for the conditions in it. */
function demandOfData(path: string): Demand {
  return /condition$/i.test(path) ? COMPARED : { mayBeEmpty: true };
}

/**
 * The data of a plug-in with texts in the place of values that only ROS fills in, which core then writes by `Fn::Join`.
 * Refuses a value that could end the text in which it stands, or could not be shown to leave it as it is.
 *
 * @param model the type of the plug-in, where the data has a model
 * @throws GatewayError `plugin-data-invalid` with all that is wrong
 */
export function withRosValues<Data>(
  data: Data,
  { model, place, scope }: { readonly model?: string; readonly place: string; readonly scope: ros.Construct },
): Data {
  const search = new ValueSearch(scope, model);
  const written = search.written(data, '');
  if (search.problems.length === 0) return written as Data;
  throw refusedValues(search.problems, place);
}

/** The refusal of values that only ROS knows. */
export function refusedValues(problems: readonly Problem[], place: string): GatewayError {
  const text = 'has values of ROS that cannot stand in the data of a plug-in';
  return new GatewayError('plugin-data-invalid', text, { place, problems });
}

/**
 * Why a text cannot be compared in a condition: values in it that only ROS knows might end it; nothing where there are
 * none.
 */
export function comparedProblems(text: string, path: string, scope: ros.Construct): readonly Problem[] {
  return rosValuesIn(text, scope).flatMap((value) => problemWith(value, COMPARED, path));
}

class ValueSearch {
  readonly problems: Problem[] = [];
  readonly #scope: ros.Construct;
  readonly #model: string | undefined;

  constructor(scope: ros.Construct, model: string | undefined) {
    this.#scope = scope;
    this.#model = model;
  }

  written(value: unknown, path: string): unknown {
    if (typeof value === 'string' || ros.Tokenization.isResolvable(value)) return this.#text(value, path);
    if (typeof value === 'number' && ros.Token.isUnresolved(value)) return this.#refused(value, path);
    if (typeof value !== 'object' || value === null) return value;
    return Array.isArray(value) ? this.#items(value, path) : this.#members(value, path);
  }

  #items(items: readonly unknown[], path: string): unknown {
    const written = items.map((each, index) => this.written(each, `${path}[${index}]`));
    return written.some((each, index) => each !== items[index]) ? written : items;
  }

  /** An object without such a value is handed on as it is: it may know how to write itself. */
  #members(value: object, path: string): unknown {
    const members = Object.entries(value).map(([key, each]) => {
      if (ros.Token.isUnresolved(key)) this.#refused(key, `${path === '' ? '' : `${path}: `}a name`);
      return [key, this.written(each, path === '' ? key : `${path}.${key}`), each] as const;
    });
    const isSame = members.every(([, written, given]) => written === given);
    return isSame ? value : Object.fromEntries(members);
  }

  #text(value: string | ros.IResolvable, path: string): string {
    if (typeof value === 'string' && !ros.Token.isUnresolved(value)) {
      // A list that stands for one value of ROS.
      if (value.includes('#{Token[')) this.#refused(value, path);
      return value;
    }
    const demand = this.#demandAt(path);
    const text = asText(value);
    if (demand === undefined) this.#refused(value, path);
    else this.problems.push(...this.#problemsOf(text, demand, path));
    return text;
  }

  #demandAt(path: string): Demand | undefined {
    if (this.#model === undefined) return demandOfData(path);
    return PLACES[this.#model]?.find((each) => each.path.test(path));
  }

  #refused(value: unknown, path: string): unknown {
    this.problems.push({ path, message: 'must be known at synthesis, got a value that only ROS knows' });
    return value;
  }

  #problemsOf(text: string, demand: Demand, path: string): readonly Problem[] {
    const values = rosValuesIn(text, this.#scope);
    const problems = values.flatMap((value) => problemWith(value, demand, path));
    if (!demand.isCompared || problems.length > 0) return problems;
    const why = conditionProblem(text, values, this.#scope);
    return why === undefined ? [] : [{ path, message: why }];
  }
}

/** Outside of quotes, or where % has a meaning, a value would change the condition. */
function conditionProblem(
  condition: string,
  values: readonly RosValue[],
  scope: ros.Construct,
): string | undefined {
  const most = LIMITS.conditionCharacters.value;
  const longest = replaceRosValues(condition, scope, longestOf).length;
  if (longest > most) return `may have ${longest} characters; the service takes ${most}`;
  const reading = readCondition(replaceRosValues(condition, scope, () => VALUE));
  const quoted =
    reading.kind !== 'read'
      ? 0
      : comparisonsOf(reading.condition)
          .filter(({ operator }) => operator === '=' || operator === '!=')
          .flatMap(({ left, right }) => [left, right])
          .reduce((count, side) => count + countIn(side.kind === 'constant' ? side.value : null), 0);
  return quoted === values.length
    ? undefined
    : 'takes a value that only ROS knows in quotes only, on a side of = or !=';
}

/** Stands for a value while the condition around it is read; nobody writes it. */
const VALUE = '\uE000';

const countIn = (value: unknown): number => String(value).split(VALUE).length - 1;

function longestOf({ declared, token }: RosValue): string {
  const { AllowedValues: allowed, MaxLength: most } = declared;
  if (Array.isArray(allowed)) return 'x'.repeat(Math.max(0, ...allowed.map((each) => String(each).length)));
  // Where nothing says how long it is, the service will tell at deployment.
  return typeof most === 'number' ? 'x'.repeat(Math.min(most, LIMITS.conditionCharacters.value + 1)) : token;
}

const EXAMPLE = "allowedPattern such as '^[A-Za-z0-9:/._-]+$'";

function problemWith(value: RosValue, demand: Demand, path: string): Problem[] {
  const message = whyUnsafe(value, demand);
  return message === undefined ? [] : [{ path, message }];
}

function whyUnsafe({ declared, kind, name }: RosValue, demand: Demand): string | undefined {
  switch (kind) {
    case 'pseudo-parameter':
      return name === 'ALIYUN::NoValue' || name === 'ALIYUN::Index' ? `cannot be made of ${name}` : undefined;
    case 'id':
      return undefined;
    case 'attribute':
      return demand.isCompared
        ? `takes the value of a parameter, or an id, got the attribute ${name}`
        : undefined;
    case 'function':
      return 'takes the value of a parameter, got a function of ROS';
    case 'parameter elsewhere':
      return `takes a parameter of its own stack: what ${name} of another stack may be is not known there`;
    case 'parameter':
      return whyParameterUnsafe(name, declared, demand);
  }
}

function whyParameterUnsafe(
  name: string,
  { AllowedPattern: pattern, AllowedValues: allowed, MinLength: least, Type: type }: RosValue['declared'],
  { also, mayBeEmpty }: Demand,
): string | undefined {
  const holds = (text: string) => text.match(UNWRITABLE) ?? (also && text.match(also)) ?? undefined;
  const parameter = `the parameter ${name}`;
  if (type !== 'String') return `takes a parameter of type String, and ${parameter} is of type ${type}`;
  if (Array.isArray(allowed)) {
    const wrong = allowed.find(
      (each) => typeof each !== 'string' || holds(each) || (each === '' && !mayBeEmpty),
    );
    return wrong === undefined
      ? undefined
      : `cannot be ${JSON.stringify(wrong)}, which is among the allowedValues of ${parameter}`;
  }
  if (typeof pattern !== 'string' || ros.Token.isUnresolved(pattern))
    return `may be ended by a quote in ${parameter}: give it allowedValues, or an ${EXAMPLE}`;
  const forbidden = also === undefined ? UNWRITABLE : new RegExp(`${UNWRITABLE.source}|${also.source}`, 'u');
  const proof = provePattern(pattern, forbidden);
  if ('problem' in proof)
    return `may be ended by what is in ${parameter}, whose allowedPattern ${proof.problem}: give it allowedValues, or an ${EXAMPLE}`;
  const isEmpty = proof.leastLength === 0 && !(typeof least === 'number' && least > 0);
  return isEmpty && !mayBeEmpty ? `may be empty by ${parameter}: give it minLength: 1` : undefined;
}

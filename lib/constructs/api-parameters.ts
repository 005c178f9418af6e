import type { RosApi } from '@alicloud/ros-cdk-apigateway';
import * as ros from '@alicloud/ros-cdk-core';
import { GatewayError, type Problem } from '../errors';
import { API, LIMITS } from '../facts';
import { parseRoute, type Route } from '../route';
import type { ApiOptions } from './api-options';
import { type Backend, backendPathOf, receivesParameters } from './backend';
import type { JwtAuthorizer } from './jwt-authorization';
import type { ParameterType, RequestParameter, ServiceParameter } from './request-parameter';
import { asText } from './ros-value';
import { isKnownText } from './template-value';

/** Everything that shapes the parameters of one API. */
export interface ParameterInput {
  readonly route: Route;
  readonly options: ApiOptions<never>;
  readonly backend: Backend;
  readonly forwards: JwtAuthorizer['forwards'];
  /** Headers of the caller that the group lets through to the backend, separated by commas. */
  readonly passthroughHeaders?: string;
}

/**
 * The request parameters of an API: those of the path, in its order, then the declared ones.
 */
export function requestParametersOf(route: Route, options: ApiOptions<never>): RequestParameter[] {
  const declared = options.parameters ?? [];
  const ofPath = route.parameters.map(
    (name): RequestParameter =>
      declared.find((p) => p.location === 'PATH' && p.name === name) ?? { name, location: 'PATH' },
  );
  return [...ofPath, ...declared.filter((p) => p.location !== 'PATH')];
}

/** Renders the parameters in all the places where the service wants them. */
export function renderParameters({ route, options, backend }: ParameterInput) {
  const parameters = requestParametersOf(route, options);
  const mapped = receivesParameters(backend) ? parameters : [];
  return {
    requestParameters: orNone(parameters.map(renderRequestParameter)),
    serviceParameters: orNone(
      mapped.map((parameter) => ({
        serviceParameterName: serviceOf(parameter).name,
        location: serviceOf(parameter).location,
        parameterType: serviceTypeOf(parameter.type),
      })),
    ),
    serviceParametersMap: orNone(
      mapped.map((parameter) => ({
        requestParameterName: parameter.name,
        serviceParameterName: serviceOf(parameter).name,
      })),
    ),
    constParameters: orNone(
      (options.constantParameters ?? []).map(({ name, value, location = 'HEAD', description }) => ({
        serviceParameterName: name,
        constValue: value,
        location,
        description,
      })),
    ),
    systemParameters: orNone(
      (options.systemParameters ?? []).map(({ systemParameter, name, location = 'HEAD' }) => ({
        parameterName: systemParameter,
        serviceParameterName: name,
        location,
      })),
    ),
  };
}

/** The name and place of a parameter at the backend. */
export function serviceOf(parameter: RequestParameter): ServiceParameter {
  return parameter.service ?? { name: parameter.name, location: parameter.location };
}

/** How the body is taken; `undefined` where the API does not say. */
export function bodyFormatOf(route: Route, options: ApiOptions<never>): string | undefined {
  if (options.body !== undefined) return options.body;
  const demanded = (API.methodsWithBody.value as readonly string[]).includes(route.method);
  if (!demanded || options.requestMode === 'PASSTHROUGH') return undefined;
  return options.parameters?.some((p) => p.location === 'BODY') ? 'FORM' : 'STREAM';
}

/** The names in square brackets of the backend path; none where the backend has no path. */
export function placeholdersOf(backend: Backend, route: Route): readonly string[] {
  const path = backendPathOf(backend, route);
  // What a variable of a stage stands for has no path parameter in it.
  const spelt = path?.replace(/#\w+#/g, 'x');
  return spelt === undefined ? [] : parseRoute(`GET ${spelt}`, 'backend path').parameters;
}

/**
 * Refuses parameters that the service would refuse, or that would reach the backend empty.
 *
 * @throws GatewayError `parameter-invalid` with everything that is wrong
 */
export function checkParameters(input: ParameterInput, place: string): void {
  const problems = [
    ...declarationProblems(input),
    ...requestParametersOf(input.route, input.options).flatMap(valueProblems),
    ...serviceProblems(input),
  ];
  if (problems.length === 0) return;
  throw new GatewayError('parameter-invalid', 'has parameters that the service refuses', { place, problems });
}

function declarationProblems({ route, options }: ParameterInput): Problem[] {
  const declared = options.parameters ?? [];
  const names = declared.map((p) => p.name);
  const undeclared = declared.filter((p) => p.location === 'PATH' && !route.parameters.includes(p.name));
  const repeated = [...route.parameters, ...declared.filter((p) => p.location !== 'PATH').map((p) => p.name)];
  const twice = new Set([...duplicatesOf(repeated), ...duplicatesOf(names)]);
  const unchecked =
    options.requestMode === 'PASSTHROUGH' ? declared.filter((p) => p.location !== 'PATH') : [];
  return [
    ...undeclared.map((p) => wrong(p.name, `is declared for the path, but ${route.path} has no [${p.name}]`)),
    ...[...twice].map((name) => wrong(name, 'is declared twice')),
    ...unchecked.map((p) =>
      wrong(p.name, 'would not be checked: PASSTHROUGH forwards all but the path as it is'),
    ),
    ...bodyProblems(route, options),
  ];
}

function bodyProblems(route: Route, options: ApiOptions<never>): Problem[] {
  const fields = (options.parameters ?? []).filter((p) => p.location === 'BODY');
  const hasBody = API.methodsThatMayHaveBody.value.includes(route.method);
  if (!hasBody && (options.body !== undefined || fields.length > 0)) {
    return [wrong('body', `is declared, but ${route.method} requests have none`)];
  }
  if (options.body !== 'STREAM') return [];
  return fields.map((p) =>
    wrong(p.name, "is a field of a form, but the body is a 'STREAM'; say body: 'FORM'"),
  );
}

function valueProblems(parameter: RequestParameter): Problem[] {
  const { name, type = 'String', location, required = location === 'PATH' } = parameter;
  const has = (key: keyof RequestParameter) => parameter[key] !== undefined;
  const isText = type === 'String';
  const isNumber = !isText && type !== 'Boolean';
  const { minLength, maxLength, minValue, maxValue } = parameter;
  const rules: readonly (readonly [boolean, string])[] = [
    [name === '', 'has no name'],
    [location === 'PATH' && !required, 'stands in the path and cannot be optional'],
    [required && has('defaultValue'), 'is required and has a default value; only one of the two can hold'],
    [!isText && (has('minLength') || has('maxLength')), `has a length, but is of type ${type}`],
    [!isText && (has('regularExpression') || has('jsonSchema')), `has a pattern, but is of type ${type}`],
    [
      !isNumber && (has('minValue') || has('maxValue')),
      `has a smallest or largest value, but is of type ${type}`,
    ],
    [isAbove(minLength, maxLength), `has minLength ${minLength} above maxLength ${maxLength}`],
    [isAbove(minValue, maxValue), `has minValue ${minValue} above maxValue ${maxValue}`],
    [
      parameter.enumValue?.some((v) => isKnownText(v) && v.includes(',')) ?? false,
      'has an enumValue with a comma in it',
    ],
    [
      (parameter.description?.length ?? 0) > LIMITS.descriptionCharacters.value,
      `has a description of ${parameter.description?.length} characters, ${LIMITS.descriptionCharacters.value} are allowed`,
    ],
  ];
  return rules.filter(([isBroken]) => isBroken).map(([, message]) => wrong(name, message));
}

function isAbove(low: number | undefined, high: number | undefined): boolean {
  if (low === undefined || high === undefined || ros.Token.isUnresolved(low) || ros.Token.isUnresolved(high))
    return false;
  return low > high;
}

/** A path placeholder needs exactly one filler, and two values must not meet under one backend name. */
function serviceProblems({ route, options, backend, forwards }: ParameterInput): Problem[] {
  if (!receivesParameters(backend)) return [];
  const fillers = [
    ...requestParametersOf(route, options).map(serviceOf),
    ...(options.constantParameters ?? []).map(({ name, location = 'HEAD' }) => ({ name, location })),
    ...(options.systemParameters ?? []).map(({ name, location = 'HEAD' }) => ({ name, location })),
  ];
  const path = backendPathOf(backend, route);
  const placeholders = placeholdersOf(backend, route);
  const inPath = fillers.filter((f) => f.location === 'PATH').map((f) => f.name);
  const claims = forwards.filter((f) => f.forward.location === 'path').map((f) => f.forward.parameterName);
  const homeless = path === undefined ? [] : inPath.filter((name) => !placeholders.includes(name));
  const unfilled = placeholders.filter((name) => !inPath.includes(name) && !claims.includes(name));
  return [
    ...homeless.map((name) =>
      wrong(
        name,
        `has no [${name}] in the backend path ${path}; give it another place with service: { name, location }`,
      ),
    ),
    ...unfilled.map((name) => wrong(`[${name}]`, `of the backend path ${path} is filled by nothing`)),
    ...[...duplicatesOf(fillers.map(keyOf))].map((key) => wrong(key, 'reaches the backend twice')),
  ];
}

/** Header names do not differ by case (RFC 9110 section 5.1). */
function keyOf({ name, location }: ServiceParameter): string {
  return `${location} ${location === 'HEAD' ? name.toLowerCase() : name}`;
}

function duplicatesOf(names: readonly string[]): Set<string> {
  return new Set(names.filter((name, index) => names.indexOf(name) !== index));
}

function renderRequestParameter(parameter: RequestParameter): RosApi.RequestParametersProperty {
  const { location, type = 'String', required = location === 'PATH' } = parameter;
  return {
    apiParameterName: parameter.name,
    location,
    parameterType: type,
    required: required ? 'REQUIRED' : 'OPTION',
    defaultValue: parameter.defaultValue,
    minLength: parameter.minLength,
    maxLength: parameter.maxLength,
    minValue: parameter.minValue,
    maxValue: parameter.maxValue,
    enumValue: parameter.enumValue?.map(asText).join(','),
    regularExpression: parameter.regularExpression,
    jsonScheme: parameter.jsonSchema,
    description: parameter.description,
    demoValue: parameter.demoValue,
  };
}

function serviceTypeOf(type: ParameterType = 'String'): string {
  if (type === 'String') return 'STRING';
  return type === 'Boolean' ? 'BOOLEAN' : 'NUMBER';
}

function orNone<T>(list: readonly T[]): T[] | undefined {
  return list.length === 0 ? undefined : [...list];
}

function wrong(name: string, message: string): Problem {
  return { path: name, message };
}

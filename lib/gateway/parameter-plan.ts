import { API } from '../facts';
import type { ClaimParameter } from '../plugin';
import { type ApiDefinition, isUnknown, type Maybe, type RequestParameter } from '../template';
import { findExpressionTest } from './bounded-expression';
import type { Call } from './call';
import { claimText } from './claim-text';
import { systemValue } from './system-value';

/** Where a value goes at the backend. */
export interface Target {
  readonly location: 'header' | 'query' | 'path' | 'form';
  readonly name: string;
  /** Whether callers must not be able to set it: it holds a claim, a constant, or what the gateway knows. */
  readonly isOwn: boolean;
  /** `undefined` where this call has no value for it. */
  readonly valueOf: (call: Call) => string | undefined;
}

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
  /** Whether a JSON schema is set for it. */
  readonly hasSchema: boolean;
}

/** What an API does with the parameters of its requests. */
export interface ParameterPlan {
  readonly isMapping: boolean;
  /** Whether the body is a form that is read and written anew. */
  readonly isForm: boolean;
  readonly declared: readonly DeclaredParameter[];
  readonly targets: readonly Target[];
}

/** What an API does with parameters, or why that cannot be told. */
export function readParameterPlan(
  definition: ApiDefinition,
  claims: readonly ClaimParameter[],
): ParameterPlan | { readonly why: string } {
  const unknown = findUnknown(definition);
  if (unknown !== undefined) return { why: `what the API does with parameters is ${unknown}` };
  const declared = known(definition.requestParameters, []).map(declaredParameter);
  const problem = declared.map(problemOf).find((each) => each !== undefined);
  if (problem !== undefined) return { why: problem };
  const isMapping = definition.requestMode !== 'PASSTHROUGH';
  return {
    isMapping,
    isForm: isMapping && definition.bodyFormat === 'FORM',
    declared,
    targets: [...mappedTargets(definition, declared), ...ownTargets(definition), ...claims.map(claimTarget)],
  };
}

/** Why a parameter cannot be checked as the service would. */
function problemOf({
  hasSchema,
  location,
  name,
  regularExpression,
  type,
}: DeclaredParameter): string | undefined {
  const types: readonly string[] = API.requestParameterTypes.value;
  if (!types.includes(type)) return `parameter ${name} is of the type ${JSON.stringify(type)}`;
  if (LOCATIONS[location] === undefined) return `parameter ${name} is in ${JSON.stringify(location)}`;
  if (hasSchema) return `parameter ${name} has a JsonScheme, which is not checked here`;
  if (regularExpression === undefined || findExpressionTest(regularExpression) !== undefined)
    return undefined;
  return `parameter ${name} has a regular expression that cannot be read here`;
}

/** The expression of the first thing that is not known. */
function findUnknown(definition: ApiDefinition): string | undefined {
  const { bodyFormat, requestMode } = definition;
  const lists = [
    definition.requestParameters,
    definition.serviceParameters,
    definition.serviceParametersMap,
    definition.constParameters,
    definition.systemParameters,
  ];
  const values: unknown[] = [bodyFormat, requestMode, ...lists];
  for (const list of lists)
    if (Array.isArray(list)) values.push(...list.flatMap((item) => Object.values(item)));
  const found = values.find(isUnknown);
  if (isUnknown(found)) return found.expression;
  const mode = known(requestMode, '');
  const modes: readonly string[] = API.requestModes.value;
  return modes.includes(mode) ? undefined : `in the mode ${JSON.stringify(mode)}`;
}

function known<T>(value: Maybe<T>, otherwise: T): T {
  return isUnknown(value) ? otherwise : value;
}

function textOf(value: Maybe<string> | undefined): string | undefined {
  return value === undefined || isUnknown(value) ? undefined : value;
}

function numberOf(value: Maybe<string> | undefined): number | undefined {
  const text = textOf(value);
  const number = text === undefined || text === '' ? Number.NaN : Number(text);
  return Number.isFinite(number) ? number : undefined;
}

function declaredParameter(parameter: RequestParameter): DeclaredParameter {
  return {
    name: known(parameter.name, ''),
    location: known(parameter.location, ''),
    type: known(parameter.type, ''),
    isRequired: parameter.required === 'REQUIRED',
    defaultValue: textOf(parameter.defaultValue),
    minLength: numberOf(parameter.minLength),
    maxLength: numberOf(parameter.maxLength),
    minValue: numberOf(parameter.minValue),
    maxValue: numberOf(parameter.maxValue),
    allowed: textOf(parameter.enumValue)
      ?.split(',')
      .map((each) => each.trim()),
    regularExpression: textOf(parameter.regularExpression),
    hasSchema: (textOf(parameter.jsonScheme) ?? '') !== '',
  };
}

/** As the template writes locations, and as the backend has them. */
const LOCATIONS: Readonly<Record<string, Target['location']>> = {
  HEAD: 'header',
  QUERY: 'query',
  PATH: 'path',
  BODY: 'form',
};

function locationOf(written: Maybe<string>): Target['location'] {
  return LOCATIONS[known(written, '')] ?? 'header';
}

/** The request parameters on their way to the backend. */
function mappedTargets(definition: ApiDefinition, declared: readonly DeclaredParameter[]): Target[] {
  const services = known(definition.serviceParameters, []);
  const names = new Set(declared.map(({ name }) => name));
  const request = (name: string) => (call: Call) => call.parameters.get(name);
  const sources = new Map(
    known(definition.serviceParametersMap, []).map(
      (each) => [each.serviceParameterName, known(each.requestParameterName, '')] as const,
    ),
  );
  const isMapped = services.length > 0 || definition.requestMode === 'PASSTHROUGH';
  if (!isMapped) {
    // Nothing says how they are called at the backend: as they are here [inferred].
    return declared.map(({ location, name }) => ({
      location: locationOf(location),
      name,
      isOwn: false,
      valueOf: request(name),
    }));
  }
  return services.flatMap((service) => {
    const source = sources.get(service.name);
    const location = locationOf(service.location);
    if (source === undefined || !names.has(source)) return [];
    // PASSTHROUGH hands on everything else as it came.
    if (definition.requestMode === 'PASSTHROUGH' && location !== 'path') return [];
    return [{ location, name: known(service.name, ''), isOwn: false, valueOf: request(source) }];
  });
}

function ownTargets(definition: ApiDefinition): Target[] {
  const own = { isOwn: true };
  return [
    ...known(definition.constParameters, []).map(({ location, name, value }) => {
      const constant = known(value, '');
      return { ...own, location: locationOf(location), name: known(name, ''), valueOf: () => constant };
    }),
    ...known(definition.systemParameters, []).map(({ location, name, parameter }) => {
      const system = known(parameter, '');
      return {
        ...own,
        location: locationOf(location),
        name: known(name, ''),
        valueOf: (call: Call) => systemValue(system, call),
      };
    }),
  ];
}

function claimTarget({ claimName, location, parameterName }: ClaimParameter): Target {
  return {
    location: location === 'formData' ? 'form' : location,
    name: parameterName,
    isOwn: true,
    valueOf: ({ claims }) => claimText(claims, claimName),
  };
}

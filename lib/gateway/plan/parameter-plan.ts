import { API } from '../../facts';
import type { ApiDefinition } from '../../model';
import { type BackendName, type ClaimParameter, findLocation, takenNames } from '../../plugin';
import { isUnknown } from '../../template';
import { isHeader, isText } from '../exchange/header-text';
import {
  type DeclaredParameter,
  declaredParameterOf,
  findParameterProblem,
  knownText,
} from './declared-parameter';
import { claimTarget, knownList, mappedTargets, ownTargets, type Target } from './parameter-targets';

/** What an API does with the parameters of its requests. */
export interface ParameterPlan {
  readonly isMapping: boolean;
  /** Whether the body is a form that is read and written anew. */
  readonly isForm: boolean;
  readonly declared: readonly DeclaredParameter[];
  readonly targets: readonly Target[];
  /** Whether a name might be read as one that callers must not set. */
  readonly isTaken: (asked: BackendName) => boolean;
}

/** What an API does with parameters, or why that cannot be told. */
export function readParameterPlan(
  definition: ApiDefinition,
  claims: readonly ClaimParameter[],
): ParameterPlan | { readonly why: string } {
  const unknown = findUnknown(definition);
  if (unknown !== undefined) return { why: `what the API does with parameters is ${unknown}` };
  const written = knownList(definition.requestParameters);
  const problem =
    written.map(findParameterProblem).find((each) => each !== undefined) ??
    findOddPlace(definition) ??
    findOddValue(definition);
  if (problem !== undefined) return { why: problem };
  const declared = written.map(declaredParameterOf);
  const isMapping = definition.requestMode !== 'PASSTHROUGH';
  const targets = [
    ...mappedTargets(definition, declared),
    ...ownTargets(definition),
    ...claims.map(claimTarget),
  ];
  const wrong = findWrongTarget(targets, definition);
  if (wrong !== undefined) return { why: wrong };
  return {
    isMapping,
    isForm: isMapping && definition.bodyFormat === 'FORM',
    declared,
    targets,
    isTaken: takenNames(targets.filter(({ isOwn }) => isOwn)),
  };
}

/** Why a value cannot be sent to the backend under its name: `"X User" cannot be a header at the backend`. */
function findWrongTarget(targets: readonly Target[], { bodyFormat }: ApiDefinition): string | undefined {
  const header = targets.find(({ location, name }) => location === 'header' && !isHeader(name, ''));
  if (header !== undefined) return `${JSON.stringify(header.name)} cannot be a header at the backend`;
  const odd = targets.find(({ name }) => !isText(name));
  if (odd !== undefined) return `${JSON.stringify(odd.name)} is no text that can be sent`;
  const field = targets.find(({ isOwn, location }) => isOwn && location === 'formData');
  const isUnread = field !== undefined && bodyFormat === 'STREAM';
  return isUnread ? `${field.name} is a field of a form, but BodyFormat is STREAM` : undefined;
}

/** The first parameter whose location is none that ROS documents. */
function findOddPlace(definition: ApiDefinition): string | undefined {
  const all = [
    ...knownList(definition.requestParameters),
    ...knownList(definition.serviceParameters),
    ...knownList(definition.constParameters),
    ...knownList(definition.systemParameters),
  ];
  const odd = all.find(({ location }) => findLocation(knownText(location)) === undefined);
  return odd && `parameter ${knownText(odd.name)} is in ${JSON.stringify(odd.location)}`;
}

/** The first constant or default that no request can hold. */
function findOddValue(definition: ApiDefinition): string | undefined {
  const values = [
    ...knownList(definition.constParameters).map(({ name, value }) => ({ name, value })),
    ...knownList(definition.requestParameters).map(({ defaultValue = '', name }) => ({
      name,
      value: defaultValue,
    })),
  ];
  const odd = values.find(({ value }) => !isText(knownText(value)));
  return odd && `the value of parameter ${knownText(odd.name)} is no text that can be sent`;
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
  const mode = knownText(requestMode);
  const modes: readonly string[] = API.requestModes.value;
  return modes.includes(mode) ? undefined : `in the mode ${JSON.stringify(mode)}`;
}

import { API } from '../facts';
import type { ApiDefinition } from '../model';
import type { ClaimParameter } from '../plugin';
import { isUnknown } from '../template';
import {
  type DeclaredParameter,
  declaredParameterOf,
  findParameterProblem,
  knownText,
} from './declared-parameter';
import { isHeader } from './header-text';
import {
  claimTarget,
  isLocation,
  knownList,
  mappedTargets,
  ownTargets,
  type Target,
} from './parameter-targets';

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
  const written = knownList(definition.requestParameters);
  const problem =
    written.map(findParameterProblem).find((each) => each !== undefined) ?? findOddPlace(definition);
  if (problem !== undefined) return { why: problem };
  const declared = written.map(declaredParameterOf);
  const isMapping = definition.requestMode !== 'PASSTHROUGH';
  const targets = [
    ...mappedTargets(definition, declared),
    ...ownTargets(definition),
    ...claims.map(claimTarget),
  ];
  const wrong = targets.find(({ location, name }) => location === 'header' && !isHeader(name, ''));
  if (wrong !== undefined) return { why: `${JSON.stringify(wrong.name)} cannot be a header at the backend` };
  return { isMapping, isForm: isMapping && definition.bodyFormat === 'FORM', declared, targets };
}

/** The first place that parameters cannot be in. */
function findOddPlace(definition: ApiDefinition): string | undefined {
  const all = [
    ...knownList(definition.requestParameters),
    ...knownList(definition.serviceParameters),
    ...knownList(definition.constParameters),
    ...knownList(definition.systemParameters),
  ];
  const odd = all.find(({ location }) => !isLocation(knownText(location)));
  return odd && `parameter ${knownText(odd.name)} is in ${JSON.stringify(odd.location)}`;
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

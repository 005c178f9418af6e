import { PSEUDO_PARAMETERS } from '../facts';
import { isJsonObject, type JsonValue, memberOf } from '../json';
import {
  isSame,
  isUnknown,
  type Maybe,
  mentionsOf,
  outermost,
  type Resource,
  resolveValue,
  textIn,
  Unknown,
} from '../template';
import { listed } from '../text';
import { toldBy } from './binders';
import type { GatewayGroup, GatewayStageConfig, StageVariables } from './gateway';

/** Where variables are read: by the API of a group in a stage. */
export interface VariablesPlace {
  readonly group: GatewayGroup | Unknown;
  readonly api: Resource;
  readonly stage: Maybe<string>;
  /** What is true wherever the API is published in the stage. */
  readonly granted: readonly string[];
}

/** Of a stage in which no backend reads variables, such as that of a cloud-native gateway. */
export const NO_VARIABLES: StageVariables = {
  valueOf: () => undefined,
  isDefined: () => false,
  names: [],
  configs: [],
};

/**
 * Reads the variables of stages. Nothing is looked for before somebody asks for a variable.
 *
 * @param strangers resources whose work on the gateway is not known: told a group, they may define its variables
 */
export function createStageVariables(
  configs: readonly GatewayStageConfig[],
  strangers: readonly Resource[],
): (place: VariablesPlace) => StageVariables {
  let told: ReturnType<typeof toldBy> | undefined;
  const strangerOf: StrangerOf = ({ resource }) => {
    told ??= toldBy(strangers);
    return strangers.find((each) => told?.get(each)?.has(resource));
  };
  return (place) => {
    let found: readonly Candidate[] | undefined;
    const candidates = () => {
      found ??= configs.flatMap((config) => candidateOf(config, place) ?? []);
      return found;
    };
    return {
      valueOf: (name) => findValue(name, candidates(), { place, strangerOf }),
      isDefined: (name) => whetherDefined(name, candidates(), { place, strangerOf }),
      get names() {
        return candidates().flatMap(({ config }) => namesOf(config));
      },
      get configs() {
        return candidates().map(({ config }) => config);
      },
    };
  };
}

type StrangerOf = (group: GatewayGroup) => Resource | undefined;

/** A StageConfig that is for a group and a stage, or may be. */
interface Candidate {
  readonly config: GatewayStageConfig;
  /** Why it is not certain. */
  readonly maybe: string | undefined;
}

function candidateOf(config: GatewayStageConfig, place: VariablesPlace): Candidate | undefined {
  const { existsIf, group, id, resource, stage } = config;
  const isOfGroup = isSameGroup(config, place);
  const isOfStage = isSame(stage, place.stage);
  if (isOfGroup === false) return undefined;
  if (!isOfStage && !isUnknown(stage) && !isUnknown(place.stage)) return undefined;
  // A condition of another template may be called alike.
  const isOwn = outermost(resource.stack) === outermost(place.api.stack);
  const open = existsIf.find((text) => !isOwn || !place.granted.includes(text));
  const doubts = [
    isOfGroup === undefined && `${id} is for the group ${isUnknown(group) ? group.expression : group.id}`,
    !isOfStage && `${id} is for the stage ${isUnknown(stage) ? stage.expression : stage}`,
    open !== undefined && `${id} is there only if ${open}`,
  ];
  return { config, maybe: doubts.find((each) => typeof each === 'string') };
}

/** Whether a StageConfig is for the group of a route; `undefined` where the template does not tell. */
function isSameGroup({ group, resource }: GatewayStageConfig, place: VariablesPlace): boolean | undefined {
  if (!isUnknown(group) && !isUnknown(place.group)) return group === place.group;
  if (isUnknown(group) && isUnknown(place.group)) {
    if (group.isSameAs(place.group)) return true;
    // Two ids as they stand are of two groups.
    return isLiteral(resource) && isLiteral(place.api) ? false : undefined;
  }
  const [known, scope] = isUnknown(group) ? [place.group, resource] : [group, place.api];
  if (isUnknown(known)) return undefined;
  const mentioned = mentionsOf(groupIdOf(scope), scope);
  return mentioned.includes(known.resource) ? undefined : false;
}

function isLiteral(resource: Resource): boolean {
  return typeof resolveValue(groupIdOf(resource), resource) === 'string';
}

function groupIdOf({ properties }: Resource): JsonValue {
  return properties.GroupId ?? null;
}

interface Context {
  readonly place: VariablesPlace;
  readonly strangerOf: StrangerOf;
}

function findValue(
  name: string,
  candidates: readonly Candidate[],
  context: Context,
): Maybe<string> | undefined {
  const values = candidates.map(({ config }) => variableIn(config, name));
  if (values.every((value) => value === undefined)) return elsewhere(name, context);
  const sure = values.find((value, at) => value !== undefined && candidates[at]?.maybe === undefined);
  const isOne = sure !== undefined && values.every((value) => value !== undefined && isSame(value, sure));
  return isOne ? sure : doubtOf(name, candidates);
}

/** Whether a variable is defined, be its value known or not. */
function whetherDefined(name: string, candidates: readonly Candidate[], context: Context): Maybe<boolean> {
  const stated = candidates.map(({ config }) => isStated(config, name));
  if (stated.every((each) => each === false)) return elsewhere(name, context) ?? false;
  const isSure = stated.some((each, at) => each === true && candidates[at]?.maybe === undefined);
  if (isSure && stated.every((each) => each === true)) return true;
  return stated.find(isUnknown) ?? doubtOf(name, candidates);
}

/** Why several StageConfigs, or one that may not be there, do not tell of a variable. */
function doubtOf(name: string, candidates: readonly Candidate[]): Unknown {
  const doubt = candidates.find(({ maybe }) => maybe !== undefined)?.maybe;
  const ids = candidates.map(({ config }) => config.id);
  return new Unknown(`#${name}#: ${doubt ?? `${listed(ids)} set the variables of one stage`}`);
}

function variablesOf({ resource }: GatewayStageConfig): Maybe<JsonValue> {
  return resolveValue(resource.properties.Variables ?? null, resource);
}

function namesOf(config: GatewayStageConfig): readonly string[] {
  const variables = variablesOf(config);
  return isJsonObject(variables) && !isUnknown(variables) ? Object.keys(variables) : [];
}

/** What one StageConfig says of a variable. */
function variableIn(config: GatewayStageConfig, name: string): Maybe<string> | undefined {
  const variables = variablesOf(config);
  return isUnknown(variables)
    ? new Unknown(`#${name}# of ${variables.expression}`)
    : textIn(memberOf(variables, name), config.resource);
}

function isStated(config: GatewayStageConfig, name: string): Maybe<boolean> {
  const value = variableIn(config, name);
  if (value === undefined) return false;
  const variables = variablesOf(config);
  if (isUnknown(value) && isUnknown(variables)) return value;
  const written = JSON.stringify(isUnknown(variables) ? null : memberOf(variables, name));
  // What a function may take away is defined, or is not.
  if (!isUnknown(value) || !written.includes(PSEUDO_PARAMETERS.value.noValue)) return true;
  return new Unknown(`#${name}# is ${value.expression}`);
}

/** Why a variable may be defined that no StageConfig of the templates defines. */
function elsewhere(name: string, { place, strangerOf }: Context): Unknown | undefined {
  const { api, group, stage } = place;
  const because = (why: string) => new Unknown(`#${name}#: ${why}`);
  if (isUnknown(stage)) return because(`the stage is ${stage.expression}`);
  if (isUnknown(group)) return because(`the group is made elsewhere (${group.expression})`);
  if (api.stack.source === 'recording') return because('variables of stages are not recorded');
  const stranger = strangerOf(group);
  return stranger && because(`resource ${stranger.id} (${stranger.type}) is told the group and may set it`);
}

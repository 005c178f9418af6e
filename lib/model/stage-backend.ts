import { GATEWAY } from '../facts';
import type { JsonObject, JsonValue } from '../json';
import { isUnknown, type Maybe, type Resource, textIn, Unknown } from '../template';
import { type BackendDefinition, backendDefinitionOf } from './api-definition';
import type { GatewayRoute, RouteStage, StageVariables } from './gateway';

/** The parts of a backend in which `#name#` is a variable of the stage, as `ServiceConfig` calls them. */
export const STAGED_PARTS = {
  address: 'ServiceAddress',
  path: 'ServicePath',
  vpcConfig: 'VpcConfig',
  functionComputeConfig: 'FunctionComputeConfig',
} as const satisfies Partial<Record<keyof BackendDefinition, string>>;

/** A part of a backend that may differ from stage to stage. */
export type StagedPart = keyof typeof STAGED_PARTS;

const PARTS = Object.keys(STAGED_PARTS) as readonly StagedPart[];

/**
 * The backend of a route as one stage has it: the stage's variables stand where the API says `#name#`. What cannot be
 * resolved is unknown, never the text as it stands.
 */
export function stageBackendOf(
  route: Pick<GatewayRoute, 'resource'>,
  { variables }: Pick<RouteStage, 'variables'>,
  backend: Maybe<BackendDefinition> = backendDefinitionOf(route),
): Maybe<BackendDefinition> {
  if (isUnknown(backend) || !textsOf(backend, route.resource).some(({ text }) => hasMarks(text)))
    return backend;
  const { resource } = route;
  return {
    ...backend,
    address: inText(backend.address, variables),
    path: inText(backend.path, variables),
    vpcConfig: inConfig(backend.vpcConfig, { resource, variables }),
    functionComputeConfig: inConfig(backend.functionComputeConfig, { resource, variables }),
  };
}

/** A variable that a backend reads, and where. */
interface VariableUse {
  readonly name: string;
  readonly part: StagedPart;
}

/** Which variables a backend reads. */
export interface VariableReading {
  readonly uses: readonly VariableUse[];
  /** A part of which it is not clear which names its number signs stand around. */
  readonly unclear: StagedPart | undefined;
  /** What only ROS knows of the backend, and may read any variable. */
  readonly unread: Unknown | undefined;
}

/** The variables that a backend reads; none for a fixed answer, which asks nobody. */
export function variablesReadBy(route: Pick<GatewayRoute, 'resource'>): VariableReading {
  const backend = backendDefinitionOf(route);
  if (isUnknown(backend)) return { uses: [], unclear: undefined, unread: backend };
  const uses: VariableUse[] = [];
  let [unclear, unread]: [StagedPart?, Unknown?] = [];
  for (const { part, text } of backend.isMock === true ? [] : textsOf(backend, route.resource)) {
    const names = typeof text === 'string' ? namesIn(text) : [];
    if (isUnknown(text)) unread ??= text;
    if (isUnknown(names)) unclear ??= part;
    else uses.push(...names.map((name) => ({ name, part })));
  }
  return { uses, unclear, unread };
}

interface PartText {
  readonly part: StagedPart;
  readonly text: Maybe<string> | undefined;
}

function textsOf(backend: BackendDefinition, resource: Resource): PartText[] {
  return PARTS.flatMap((part): PartText[] => {
    const value = backend[part];
    if (value === undefined || typeof value === 'string' || isUnknown(value)) return [{ part, text: value }];
    return Object.values(value).map((member) => ({ part, text: textIn(member, resource) }));
  });
}

/** Two number signs may stand around a name; one alone stands for itself. */
function hasMarks(text: Maybe<string> | undefined): boolean {
  return typeof text === 'string' && text.indexOf('#') !== text.lastIndexOf('#');
}

/**
 * The names between number signs, in their order; a text with fewer than two of them reads nothing. Where it is not clear
 * which of them stand around a name, as in `#a#b#`, that is unknown.
 */
function namesIn(text: string): Maybe<readonly string[]> {
  const parts = text.split('#');
  if (parts.length < 3) return [];
  const names = parts.filter((_, at) => at % 2 === 1);
  if (parts.length % 2 === 1 && names.every((name) => GATEWAY.stageVariable.value.test(name))) return names;
  return new Unknown('a text whose number signs stand around no names');
}

function inText(text: Maybe<string> | undefined, variables: StageVariables): Maybe<string> | undefined {
  if (text === undefined || isUnknown(text)) return text;
  const names = namesIn(text);
  if (isUnknown(names)) return names;
  if (names.length === 0) return text;
  const parts = text.split('#');
  for (const [at, name] of names.entries()) {
    const value = variables.valueOf(name);
    if (value === undefined) return new Unknown(`#${name}#, which the stage does not define`);
    if (isUnknown(value)) return value;
    if (value.includes('#')) return new Unknown(`#${name}#, whose value holds a number sign`);
    parts[at * 2 + 1] = value;
  }
  return parts.join('');
}

/** What has one unknown variable in it is unknown as a whole. */
function inConfig(
  config: Maybe<JsonObject> | undefined,
  { resource, variables }: { readonly resource: Resource; readonly variables: StageVariables },
): Maybe<JsonObject> | undefined {
  if (config === undefined || isUnknown(config)) return config;
  const resolved = new Map<string, JsonValue>(Object.entries(config));
  for (const [name, member] of resolved) {
    const text = textIn(member, resource);
    const value = hasMarks(text) ? inText(text, variables) : undefined;
    if (isUnknown(value)) return value;
    if (value !== undefined) resolved.set(name, value);
  }
  return Object.fromEntries(resolved);
}

import { isJsonObject, type JsonObject, type JsonValue } from '../json';
import { type GatewayModel, logicalIdOf, type Resource, type Stack } from '../template';
import { writtenResources } from './gateway-resources';
import type { Subject } from './subject';

/** A function that a resource calls, or the rest of a stack. */
export interface FunctionCall {
  readonly name: string;
  /** `Orders Fn::Join`; once for each resource, however often it is called. */
  readonly subject: Subject;
}

/** Which functions are asked for: nothing is made for any other. */
type Wanted = (name: string) => boolean;

/** The functions of the templates that are asked for, nested ones included; texts are not looked into. */
export function* functionCalls(model: GatewayModel, wanted: Wanted): Generator<FunctionCall> {
  for (const resource of writtenResources(model)) yield* callsOf(resource, wanted);
  for (const stack of model.stacks)
    for (const section of ['conditions', 'outputs'] as const) yield* callsIn(stack, section, wanted);
}

const SECTIONS = { conditions: 'Conditions', outputs: 'Outputs' } as const;

function* callsIn(stack: Stack, section: keyof typeof SECTIONS, wanted: Wanted): Generator<FunctionCall> {
  const title = SECTIONS[section];
  for (const [name, path] of pathsOf(stack[section], wanted)) {
    const origin = stack.origin.at(title, ...path);
    yield { name, subject: { subject: `${title} ${name}`, origin, logicalId: title, stack: stack.name } };
  }
}

function* callsOf(resource: Resource, wanted: Wanted): Generator<FunctionCall> {
  const id = logicalIdOf(resource);
  for (const [name, path] of pathsOf(propertiesAround(resource), wanted)) {
    const origin = resource.origin.at('Properties', ...path);
    yield { name, subject: { subject: `${id} ${name}`, origin, logicalId: id, stack: resource.stack.name } };
  }
}

/** A nested stack is a stack of its own. */
function propertiesAround(resource: Resource): JsonObject {
  if (!resource.stack.children.has(resource)) return resource.properties;
  const { TemplateBody: _, ...around } = resource.properties;
  return around;
}

type Path = readonly (string | number)[];

/** Each function in a value with the path of its first call. */
function pathsOf(value: JsonValue, wanted: Wanted): ReadonlyMap<string, Path> {
  const found = new Map<string, Path>();
  const path: (string | number)[] = [];
  // In the order of the text. The path is copied only where a call is found.
  const walk = (here: JsonValue): void => {
    if (typeof here !== 'object' || here === null) return;
    if (isJsonObject(here)) {
      for (const name in here)
        if (name.startsWith('Fn::') && wanted(name) && !found.has(name)) found.set(name, [...path]);
      for (const name in here) below(name, here[name] ?? null);
    } else for (let at = 0; at < here.length; at += 1) below(at, here[at] ?? null);
  };
  const below = (step: string | number, member: JsonValue): void => {
    path.push(step);
    walk(member);
    path.pop();
  };
  walk(value);
  return found;
}

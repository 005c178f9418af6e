import type { JsonValue } from '../json';
import { type GatewayModel, logicalIdOf, type Resource, type Stack } from '../template';
import { writtenResources } from './gateway-resources';
import type { Subject } from './subject';

/** A function that a resource calls, or the rest of a stack. */
export interface FunctionCall {
  readonly name: string;
  /** `Orders Fn::Join`; once for each resource, however often it is called. */
  readonly subject: Subject;
}

/** Every function of the templates, nested ones included; texts are not looked into. */
export function* functionCalls(model: GatewayModel): Generator<FunctionCall> {
  for (const resource of writtenResources(model)) yield* callsOf(resource);
  for (const stack of model.stacks)
    for (const section of ['conditions', 'outputs'] as const) yield* callsIn(stack, section);
}

const SECTIONS = { conditions: 'Conditions', outputs: 'Outputs' } as const;

function* callsIn(stack: Stack, section: keyof typeof SECTIONS): Generator<FunctionCall> {
  const title = SECTIONS[section];
  for (const [name, path] of pathsOf(stack[section])) {
    const origin = stack.origin.at(title, ...path);
    yield { name, subject: { subject: `${title} ${name}`, origin, logicalId: title, stack: stack.name } };
  }
}

function* callsOf(resource: Resource): Generator<FunctionCall> {
  const id = logicalIdOf(resource);
  const { TemplateBody: _, ...around } = resource.properties;
  // A nested stack is a stack of its own.
  const properties = resource.stack.children.has(resource) ? around : resource.properties;
  for (const [name, path] of pathsOf(properties)) {
    const origin = resource.origin.at('Properties', ...path);
    yield { name, subject: { subject: `${id} ${name}`, origin, logicalId: id, stack: resource.stack.name } };
  }
}

type Path = readonly (string | number)[];

/** Each function in a value with the path of its first call. */
function pathsOf(value: JsonValue): ReadonlyMap<string, Path> {
  const found = new Map<string, Path>();
  const walked = new Set<JsonValue>();
  const open: { readonly value: JsonValue; readonly path: Path }[] = [{ value, path: [] }];
  for (let here = open.pop(); here !== undefined; here = open.pop()) {
    if (typeof here.value !== 'object' || here.value === null || walked.has(here.value)) continue;
    walked.add(here.value);
    const isList = Array.isArray(here.value);
    const { path } = here;
    const members = Object.entries(here.value);
    for (const [key] of members) if (key.startsWith('Fn::') && !found.has(key)) found.set(key, path);
    for (const [key, member] of members.reverse())
      open.push({ value: member, path: [...path, isList ? Number(key) : key] });
  }
  return found;
}

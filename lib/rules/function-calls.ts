import { isJsonObject, type JsonObject, type JsonValue } from '../json';
import { type GatewayModel, logicalIdOf, type Resource, type Stack } from '../template';
import { writtenResources } from './gateway-resources';
import { oncePerModel } from './once-per-model';
import type { Subject } from './subject';

/** A function that a resource calls, or the rest of a stack: once for each, however often it is called. */
export interface FunctionCall {
  readonly name: string;
  readonly stack: Stack;
  /** What calls it. */
  readonly by: Resource | Section;
}

/** The parts of a stack, beside its resources, that call functions. */
type Section = 'Conditions' | 'Outputs';

/** The functions that the templates call, nested ones included; texts are not looked into. */
export const functionCalls = oncePerModel((model: GatewayModel): readonly FunctionCall[] => {
  const calls: FunctionCall[] = [];
  const add = (by: FunctionCall['by'], stack: Stack) => {
    for (const name of functionsIn(partOf(by, stack))) calls.push({ name, stack, by });
  };
  for (const resource of writtenResources(model)) add(resource, resource.stack);
  for (const stack of model.stacks) {
    add('Conditions', stack);
    add('Outputs', stack);
  }
  return calls;
});

function partOf(by: FunctionCall['by'], { conditions, outputs }: Stack): JsonObject {
  if (typeof by !== 'string') return propertiesAround(by);
  return by === 'Conditions' ? conditions : outputs;
}

/** A nested stack is a stack of its own. */
function propertiesAround(resource: Resource): JsonObject {
  if (!resource.stack.children.has(resource)) return resource.properties;
  const { TemplateBody: _, ...around } = resource.properties;
  return around;
}

/** The functions that a value calls, in the order of the text. */
function functionsIn(value: JsonValue): readonly string[] {
  const names: string[] = [];
  const walk = (here: JsonValue): void => {
    if (typeof here !== 'object' || here === null) return;
    if (isJsonObject(here)) {
      for (const name in here) if (name.startsWith('Fn::') && !names.includes(name)) names.push(name);
      for (const name in here) walk(here[name] ?? null);
    } else for (const item of here) walk(item);
  };
  walk(value);
  return names;
}

/** `Orders Fn::Join`, at the first call. */
export function callSubject({ by, name, stack }: FunctionCall): Subject {
  const id = typeof by === 'string' ? by : logicalIdOf(by);
  const around = typeof by === 'string' ? stack.origin.at(by) : by.origin.at('Properties');
  const origin = around.at(...(findCaller(partOf(by, stack), name) ?? []));
  return { subject: `${id} ${name}`, origin, logicalId: id, stack: stack.name };
}

type Path = readonly (string | number)[];

/** Where in a value a function is called first. */
function findCaller(value: JsonValue, name: string): Path | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (isJsonObject(value) && Object.hasOwn(value, name)) return [];
  const members = isJsonObject(value) ? Object.entries(value) : [...value.entries()];
  for (const [step, member] of members) {
    const path = findCaller(member, name);
    if (path !== undefined) return [step, ...path];
  }
  return undefined;
}

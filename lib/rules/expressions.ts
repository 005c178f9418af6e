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
  const add = (by: FunctionCall['by'], stack: Stack, { functions }: Expressions) => {
    for (const name of functions) calls.push({ name, stack, by });
  };
  for (const [resource, expressions] of expressionsOf(model)) add(resource, resource.stack, expressions);
  for (const stack of model.stacks)
    for (const section of ['Conditions', 'Outputs'] as const)
      add(section, stack, expressionsIn(partOf(section, stack)));
  return calls;
});

/** What a value calls and refers to, each once. */
interface Expressions {
  readonly functions: readonly string[];
  /** The names in `Ref` and `Fn::GetAtt`, but for those that an `Fn::If` may not take. */
  readonly references: readonly string[];
}

/** The expressions of each resource: two rules look for different things in one walk. */
export const expressionsOf = oncePerModel((model: GatewayModel): ReadonlyMap<Resource, Expressions> => {
  const resources = writtenResources(model);
  return new Map(resources.map((resource) => [resource, expressionsIn(propertiesAround(resource))]));
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

/** In the order of the text. */
function expressionsIn(value: JsonValue): Expressions {
  const functions: string[] = [];
  const references: string[] = [];
  const walk = (here: JsonValue, isSure: boolean): void => {
    if (typeof here !== 'object' || here === null) return;
    if (isJsonObject(here)) {
      for (const name in here) if (name.startsWith('Fn::') && !functions.includes(name)) functions.push(name);
      for (const name in here) {
        const member = here[name] ?? null;
        const target = isSure ? targetOf(name, member) : undefined;
        if (target !== undefined && !references.includes(target)) references.push(target);
        walk(member, isSure && name !== 'Fn::If');
      }
    } else for (const item of here) walk(item, isSure);
  };
  walk(value, true);
  return { functions, references };
}

/** The name that a call refers to. */
function targetOf(call: string, argument: JsonValue): string | undefined {
  if (call !== 'Ref' && call !== 'Fn::GetAtt') return undefined;
  const name = Array.isArray(argument) ? argument[0] : argument;
  if (typeof name !== 'string') return undefined;
  return call === 'Ref' ? name : name.split('.', 1)[0];
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

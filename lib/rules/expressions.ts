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
export function* functionCalls(model: GatewayModel): Generator<FunctionCall> {
  for (const [resource, { functions }] of expressionsOf(model))
    for (const name of functions) yield { name, stack: resource.stack, by: resource };
  for (const stack of model.stacks)
    for (const by of ['Conditions', 'Outputs'] as const)
      for (const name of expressionsIn(partOf(by, stack)).functions) yield { name, stack, by };
}

/** What a value calls and refers to, each once. */
interface Expressions {
  readonly functions: readonly string[];
  /** The names in `Ref` and `Fn::GetAtt`, but for those that an `Fn::If` may not take. */
  readonly references: readonly string[];
}

/** The expressions of each resource: two rules look for different things in one walk. */
export const expressionsOf = oncePerModel((model: GatewayModel): ReadonlyMap<Resource, Expressions> => {
  const expressions = new Map<Resource, Expressions>();
  for (const resource of writtenResources(model))
    expressions.set(resource, expressionsIn(propertiesAround(resource)));
  return expressions;
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
  const found: Found = { functions: NONE, references: NONE };
  if (typeof value === 'object' && value !== null) walk(value, true, found);
  return found;
}

/** Every value of a template is walked: nothing is made for those that call nothing. */
type Found = { -readonly [part in keyof Expressions]: Expressions[part] };

const NONE: readonly string[] = [];

function walk(value: JsonObject | readonly JsonValue[], isSure: boolean, found: Found): void {
  if (!isJsonObject(value)) {
    for (const item of value) if (typeof item === 'object' && item !== null) walk(item, isSure, found);
    return;
  }
  for (const name in value) {
    const member = value[name] ?? null;
    if (name === 'Ref' || name.startsWith('Fn::')) addCall(name, member, isSure, found);
    if (typeof member === 'object' && member !== null) walk(member, isSure && name !== 'Fn::If', found);
  }
}

function addCall(name: string, argument: JsonValue, isSure: boolean, found: Found): void {
  if (name !== 'Ref') found.functions = withName(name, found.functions);
  const target = isSure ? targetOf(name, argument) : undefined;
  if (target !== undefined) found.references = withName(target, found.references);
}

function withName(name: string, names: readonly string[]): readonly string[] {
  return names.includes(name) ? names : [...names, name];
}

/** The name that a call refers to. `Fn::GetAtt` takes a list of two texts, or one text with a dot. */
function targetOf(call: string, argument: JsonValue): string | undefined {
  if (call !== 'Ref' && call !== 'Fn::GetAtt') return undefined;
  if (typeof argument === 'string') return call === 'Ref' ? argument : argument.split('.', 1)[0];
  const name = Array.isArray(argument) ? argument[0] : undefined;
  return typeof name === 'string' ? name : undefined;
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

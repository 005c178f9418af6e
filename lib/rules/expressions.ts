import { isJsonObject, type JsonObject, type JsonValue } from '../json';
import { type GatewayModel, logicalIdOf, type Resource, referredNames, type Stack } from '../template';
import { writtenResources } from './gateway-resources';
import { oncePerModel } from './once-per-model';
import type { Subject } from './subject';

/**
 * A function that a resource calls, or the rest of a stack: once for each, however often it is called. `Ref` and
 * `Fn::GetAtt`, which every template calls, are told by what they refer to instead.
 */
export interface FunctionCall {
  readonly name: string;
  readonly stack: Stack;
  /** What calls it. */
  readonly by: Resource | Section;
}

/** The parts of a stack, beside its resources, that call functions. */
type Section = 'Conditions' | 'Outputs';

/** What the templates call and refer to, nested ones included; texts are not looked into, but for `Fn::Sub`. */
export interface Expressions {
  readonly calls: readonly FunctionCall[];
  /**
   * The names in `Ref`, `Fn::GetAtt` and `Fn::Sub` of each resource that has any, each once, but for those that an
   * `Fn::If` may not take.
   */
  readonly references: ReadonlyMap<Resource, readonly string[]>;
}

/** Several rules look for different things in one walk. */
export const expressionsOf = oncePerModel((model: GatewayModel): Expressions => {
  const calls: FunctionCall[] = [];
  const references = new Map<Resource, readonly string[]>();
  for (const resource of writtenResources(model)) {
    const found = expressionsIn(propertiesAround(resource));
    for (const name of found.functions) calls.push({ name, stack: resource.stack, by: resource });
    if (found.references.length > 0) references.set(resource, found.references);
  }
  for (const stack of model.stacks)
    for (const by of ['Conditions', 'Outputs'] as const)
      for (const name of expressionsIn(partOf(by, stack)).functions) calls.push({ name, stack, by });
  return { calls, references };
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

/** What one value calls and refers to, in the order of the text. */
interface Found {
  functions: readonly string[];
  references: readonly string[];
}

function expressionsIn(value: JsonValue): Found {
  const found: Found = { functions: NONE, references: NONE };
  if (typeof value === 'object' && value !== null) walk(value, true, found);
  return found;
}

/** Every value of a template is walked: nothing is made for those that call nothing. */
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
  if (name !== 'Ref' && name !== 'Fn::GetAtt') found.functions = union(found.functions, [name]);
  if (isSure) found.references = union(found.references, referredNames(name, argument));
}

function union(names: readonly string[], more: readonly string[]): readonly string[] {
  if (names.length === 0) return more;
  const others = more.filter((name) => !names.includes(name));
  return others.length === 0 ? names : [...names, ...others];
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

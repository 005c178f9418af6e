import { isJsonObject, type JsonObject, type JsonValue } from '../json';
import type { GatewayModel } from '../model';
import {
  forEachName,
  isFunctionName,
  logicalIdOf,
  ownProperties,
  type Resource,
  type Stack,
} from '../template';
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
  /** The attributes that a resource, or the rest of a stack, asks others for: each once. */
  readonly attributes: readonly AttributeOf[];
}

/** `Orders.ApiId`: an attribute that somebody asks a resource for. */
export interface AttributeOf extends FunctionCall {
  readonly attribute: string;
}

/** Several rules look for different things in one walk. */
export const expressionsOf = oncePerModel((model: GatewayModel): Expressions => {
  const calls: FunctionCall[] = [];
  const references = new Map<Resource, readonly string[]>();
  const attributes: AttributeOf[] = [];
  const found = new Found();
  for (const resource of writtenResources(model)) {
    found.lookIn(ownProperties(resource));
    for (const name of found.functions) calls.push({ name, stack: resource.stack, by: resource });
    const { names } = found;
    if (names.length > 0) references.set(resource, names);
    for (const each of found.attributes) attributes.push({ ...each, stack: resource.stack, by: resource });
  }
  for (const stack of model.stacks)
    for (const by of ['Conditions', 'Outputs'] as const) {
      found.lookIn(partOf(by, stack));
      for (const name of found.functions) calls.push({ name, stack, by });
      for (const each of found.attributes) attributes.push({ ...each, stack, by });
    }
  return { calls, references, attributes };
});

function partOf(by: FunctionCall['by'], { conditions, outputs }: Stack): JsonObject {
  if (typeof by !== 'string') return ownProperties(by);
  return by === 'Conditions' ? conditions : outputs;
}

/**
 * Finds what a value calls and refers to: each name once, in the order of the text. Every value of a template is
 * walked: one list grows for all of them.
 */
class Found {
  readonly #functions: string[] = [];
  readonly #names: string[] = [];
  /** Where what belongs to the value at hand begins in the lists. */
  #firstFunction = 0;
  #firstName = 0;

  /** One for all calls. */
  readonly #addName = (name: string, attribute?: string): void => {
    addOnce(this.#names, name, this.#firstName);
    if (attribute !== undefined) this.#addAttribute(name, attribute);
  };

  readonly #attributes: Pick<AttributeOf, 'name' | 'attribute'>[] = [];

  #addAttribute(name: string, attribute: string): void {
    const isKnown = this.#attributes.some((each) => each.name === name && each.attribute === attribute);
    if (!isKnown) this.#attributes.push({ name, attribute });
  }

  lookIn(value: JsonObject): void {
    this.#firstFunction = this.#functions.length;
    this.#firstName = this.#names.length;
    this.#attributes.length = 0;
    this.#walk(value, true);
  }

  get functions(): readonly string[] {
    return endOf(this.#functions, this.#firstFunction);
  }

  /** Of the value that was looked in last. */
  get attributes(): readonly Pick<AttributeOf, 'name' | 'attribute'>[] {
    return this.#attributes;
  }

  get names(): readonly string[] {
    return endOf(this.#names, this.#firstName);
  }

  #walk(value: JsonObject | readonly JsonValue[], isSure: boolean): void {
    if (!isJsonObject(value)) {
      for (const item of value) if (typeof item === 'object' && item !== null) this.#walk(item, isSure);
      return;
    }
    for (const name in value) {
      const member = value[name] ?? null;
      if (isFunctionName(name)) this.#addCall(name, member, isSure);
      if (typeof member === 'object' && member !== null) this.#walk(member, isSure && name !== 'Fn::If');
    }
  }

  #addCall(name: string, argument: JsonValue, isSure: boolean): void {
    if (name !== 'Ref' && name !== 'Fn::GetAtt') addOnce(this.#functions, name, this.#firstFunction);
    if (isSure) forEachName(name, argument, this.#addName);
  }
}

const NONE: readonly string[] = [];

function endOf(names: readonly string[], from: number): readonly string[] {
  return from === names.length ? NONE : names.slice(from);
}

function addOnce(names: string[], name: string, from: number): void {
  if (!names.includes(name, from)) names.push(name);
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

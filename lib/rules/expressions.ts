import { isJsonObject, type JsonObject, type JsonValue } from '../json';
import type { GatewayModel } from '../model';
import { oncePer } from '../once-per';
import {
  forEachName,
  isFunctionName,
  logicalIdOf,
  ownProperties,
  type Resource,
  type Stack,
} from '../template';
import { writtenResources } from './gateway-resources';
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
export const expressionsOf = oncePer((model: GatewayModel): Expressions => {
  const references = new Map<Resource, readonly string[]>();
  const found = new Found();
  for (const resource of writtenResources(model)) {
    found.lookIn(resource.stack, resource);
    const { names } = found;
    if (names.length > 0) references.set(resource, names);
  }
  for (const stack of model.stacks)
    for (const by of ['Conditions', 'Outputs'] as const) found.lookIn(stack, by);
  return { calls: found.calls, references, attributes: found.attributes };
});

function partOf(by: FunctionCall['by'], { conditions, outputs }: Stack): JsonObject {
  if (typeof by !== 'string') return ownProperties(by);
  return by === 'Conditions' ? conditions : outputs;
}

/**
 * Finds what values call and refer to: each name once for each of them, in the order of the text. Every value of a
 * template is walked: one list grows for all of them.
 */
class Found {
  readonly calls: FunctionCall[] = [];
  readonly attributes: AttributeOf[] = [];
  readonly #names: string[] = [];
  /** Where what belongs to the value at hand begins in the lists. */
  #firstCall = 0;
  #firstAttribute = 0;
  #firstName = 0;
  #stack!: Stack;
  #by!: FunctionCall['by'];

  /** One for all calls. */
  readonly #addName = (name: string, attribute?: string): void => {
    if (!this.#names.includes(name, this.#firstName)) this.#names.push(name);
    if (attribute !== undefined) this.#addAttribute(name, attribute);
  };

  #addAttribute(name: string, attribute: string): void {
    for (let i = this.#firstAttribute; i < this.attributes.length; i += 1) {
      const each = this.attributes[i];
      if (each?.name === name && each.attribute === attribute) return;
    }
    this.attributes.push({ name, attribute, stack: this.#stack, by: this.#by });
  }

  lookIn(stack: Stack, by: FunctionCall['by']): void {
    this.#firstCall = this.calls.length;
    this.#firstAttribute = this.attributes.length;
    this.#firstName = this.#names.length;
    this.#stack = stack;
    this.#by = by;
    this.#walk(partOf(by, stack), true);
  }

  /** Of the value that was looked in last. */
  get names(): readonly string[] {
    return this.#firstName === this.#names.length ? NONE : this.#names.slice(this.#firstName);
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
    if (name !== 'Ref' && name !== 'Fn::GetAtt') this.#addFunction(name);
    if (isSure) forEachName(name, argument, this.#addName);
  }

  #addFunction(name: string): void {
    for (let i = this.#firstCall; i < this.calls.length; i += 1) if (this.calls[i]?.name === name) return;
    this.calls.push({ name, stack: this.#stack, by: this.#by });
  }
}

const NONE: readonly string[] = [];

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

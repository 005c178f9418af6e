import { isJsonObject, type JsonObject, type JsonValue } from '../json';
import { type GatewayModel, logicalIdOf, type Resource, type Stack } from '../template';
import { writtenResources } from './gateway-resources';
import { oncePerModel } from './once-per-model';
import type { Subject } from './subject';

/** A function that a resource calls, or the rest of a stack: once for each, however often it is called. */
export interface FunctionCall {
  readonly name: string;
  readonly by: Caller;
}

/** A part of a template that may call functions. */
interface Caller {
  /** `Orders`, `Outputs` */
  readonly id: string;
  readonly stack: Stack;
  readonly value: JsonValue;
  /** Set for a resource. */
  readonly resource: Resource | undefined;
}

/** The functions that the templates call, nested ones included; texts are not looked into. */
export const functionCalls = oncePerModel((model: GatewayModel): readonly FunctionCall[] =>
  callersIn(model).flatMap((by) => [...functionsIn(by.value)].map((name) => ({ name, by }))),
);

function callersIn(model: GatewayModel): Caller[] {
  return [
    ...writtenResources(model).map((resource) => ({
      id: logicalIdOf(resource),
      stack: resource.stack,
      value: propertiesAround(resource),
      resource,
    })),
    ...model.stacks.flatMap((stack) => [
      { id: 'Conditions', stack, value: stack.conditions, resource: undefined },
      { id: 'Outputs', stack, value: stack.outputs, resource: undefined },
    ]),
  ];
}

/** A nested stack is a stack of its own. */
function propertiesAround(resource: Resource): JsonObject {
  if (!resource.stack.children.has(resource)) return resource.properties;
  const { TemplateBody: _, ...around } = resource.properties;
  return around;
}

/** The functions that a value calls, in the order of the text. */
function functionsIn(value: JsonValue): ReadonlySet<string> {
  const names = new Set<string>();
  const walk = (here: JsonValue): void => {
    if (typeof here !== 'object' || here === null) return;
    if (isJsonObject(here)) {
      for (const name in here) if (name.startsWith('Fn::')) names.add(name);
      for (const name in here) walk(here[name] ?? null);
    } else for (const item of here) walk(item);
  };
  walk(value);
  return names;
}

/** `Orders Fn::Join`, at the first call. */
export function callSubject({ by, name }: FunctionCall): Subject {
  const { id, resource, stack, value } = by;
  const around = resource === undefined ? stack.origin.at(id) : resource.origin.at('Properties');
  const origin = around.at(...(findCaller(value, name) ?? []));
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

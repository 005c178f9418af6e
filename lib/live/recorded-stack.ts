import type { JsonObject, JsonValue } from '../json';
import {
  type Located,
  Origin,
  type Resource,
  type Stack,
  type Step,
  type TemplateProblem,
} from '../template';
import type { RecordedItem } from './recorded-answers';

/** Stands for what was not recorded: a reference that nobody can follow, so every reader takes it for unknown. */
export const NOT_RECORDED = { Ref: '(not recorded)' } as const satisfies JsonObject;

/** One resource as it is made of a recorded item. */
export interface RecordedResource {
  /** The type without its prefix: `Api`. */
  readonly type: string;
  /** What people call it. */
  readonly name: string;
  /** What the service calls it. */
  readonly id: string;
  readonly properties: JsonObject;
  readonly metadata?: JsonObject;
  /** What it was read from. */
  readonly from: RecordedItem;
  /** Where a part of the resource stands in the recorded item; the item itself unless said. */
  readonly pathOf?: (path: readonly Step[]) => readonly Step[];
}

/** The resources of a recorded gateway, as one stack. */
export class RecordedStack {
  readonly #resources = new Map<string, readonly Resource[]>();
  readonly #written: Record<string, JsonValue> = {};
  readonly #stack: Stack;
  /** The number to try next for a name that is taken. */
  readonly #numbers = new Map<string, number>();

  constructor(name: string, origin: Origin, problems: readonly TemplateProblem[]) {
    this.#stack = {
      name,
      source: 'recording',
      origin,
      bytes: undefined,
      parent: undefined,
      written: { Resources: this.#written },
      parameters: { [NOT_RECORDED.Ref]: { Type: 'String', NoEcho: true } },
      given: new Map(),
      conditions: {},
      outputs: {},
      resources: this.#resources,
      children: new Map(),
      problems,
    };
  }

  get stack(): Stack {
    return this.#stack;
  }

  /** Adds a resource under its name, or under name and id where the name is taken; answers with the reference to it. */
  add(recorded: RecordedResource): JsonObject {
    const { from, metadata = {}, name, pathOf = nothing, properties } = recorded;
    const id = this.#freeName(name, recorded.id);
    const type = `ALIYUN::ApiGateway::${recorded.type}`;
    const written = { Type: type, Properties: properties, Metadata: metadata };
    this.#written[id] = written;
    const origin = Origin.of(located(from, pathOf));
    const resource: Resource = {
      id,
      type,
      stack: this.#stack,
      origin,
      written,
      properties,
      metadata,
      dependsOn: [],
      existsIf: [],
      index: undefined,
      count: 1,
    };
    this.#resources.set(id, [resource]);
    return { Ref: id };
  }

  /** The name, with the id where it is taken, and with a number where that is taken, too. */
  #freeName(name: string, id: string): string {
    const isFree = (text: string) => !this.#resources.has(text) && text !== NOT_RECORDED.Ref;
    if (isFree(name)) return name;
    const base = id === '' ? name : `${name} (${id})`;
    if (isFree(base)) return base;
    let number = this.#numbers.get(base) ?? 2;
    while (!isFree(`${base} ${number}`)) number += 1;
    this.#numbers.set(base, number + 1);
    return `${base} ${number}`;
  }
}

const nothing = (): readonly Step[] => [];

/** The place of a resource: its parts stand where the recorded item has them. */
function located({ origin }: RecordedItem, translate: (path: readonly Step[]) => readonly Step[]): Located {
  return {
    file: origin.file,
    positionOf: (path) => {
      const { column, line } = origin.at(...translate(path));
      return { line, column };
    },
    pathOf: (path) => origin.at(...translate(path)).path,
  };
}

import type { JsonObject, JsonValue } from '../json';
import { type Located, Origin, type Step } from './origin';
import type { Resource, Stack, TemplateProblem } from './stack';

/** Stands for what was not recorded: a reference that nobody can follow, so every reader takes it for unknown. */
export const NOT_RECORDED = { Ref: '(not recorded)' } as const satisfies JsonObject;

/** What a resource was read from, and where that stands. */
export interface RecordedItem {
  readonly value: JsonObject;
  readonly origin: Origin;
}

/** One resource as it is made of a recorded item. */
interface RecordedResource {
  /** `Api`, or the whole type of a resource of another service. */
  readonly type: string;
  /** What people call it. */
  readonly name: string;
  /** What the service calls it. */
  readonly id: string;
  readonly properties: JsonObject;
  readonly metadata?: JsonObject;
  /** What must be true for it to be there; nothing unless said. */
  readonly existsIf?: readonly string[];
  /** What it was read from. */
  readonly from: RecordedItem;
  /** Where a part of the resource stands in the recorded item; the item itself unless said. */
  readonly pathOf?: (path: readonly Step[]) => readonly Step[];
}

/** What the stack of a recorded gateway is made of. */
interface RecordedStackProps {
  readonly name: string;
  readonly origin: Origin;
  readonly problems: readonly TemplateProblem[];
  /** The day of the recording: `2026-11-28`. */
  readonly recordedOn: string | undefined;
  /** The template that tells of it. */
  readonly toldBy?: Stack;
}

/** The resources of a recorded gateway, as one stack. */
export class RecordedStack {
  readonly #resources = new Map<string, readonly Resource[]>();
  readonly #written: Record<string, JsonValue> = {};
  readonly #parameters: Record<string, JsonValue> = { [NOT_RECORDED.Ref]: UNKNOWN_VALUE };
  readonly #stack: Stack;
  /** The number to try next for a name that is taken. */
  readonly #numbers = new Map<string, number>();

  constructor(props: RecordedStackProps) {
    this.#stack = {
      ...props,
      source: 'recording',
      bytes: undefined,
      parent: undefined,
      written: { Resources: this.#written },
      parameters: this.#parameters,
      given: new Map(),
      conditions: {},
      outputs: {},
      resources: this.#resources,
      children: new Map(),
      together: new Map(),
    };
  }

  get stack(): Stack {
    return this.#stack;
  }

  /** A value that nobody knows, by the words for it. */
  unknown(words: string): JsonObject {
    this.#parameters[words] = UNKNOWN_VALUE;
    return { Ref: words };
  }

  /** Adds a resource under its name, or under name and id where the name is taken; answers with the reference to it. */
  add(recorded: RecordedResource): JsonObject {
    const { existsIf = [], from, metadata = {}, name, pathOf = nothing, properties } = recorded;
    const id = this.freeName(name, recorded.id);
    const type = recorded.type.includes('::') ? recorded.type : `ALIYUN::ApiGateway::${recorded.type}`;
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
      existsIf,
      index: undefined,
      count: 1,
    };
    this.#resources.set(id, [resource]);
    return { Ref: id };
  }

  /** The name, with the id where it is taken, and with a number where that is taken, too. */
  freeName(name: string, id: string): string {
    const isFree = (text: string) => !this.#resources.has(text) && !Object.hasOwn(this.#parameters, text);
    if (isFree(name)) return name;
    const base = id === '' ? name : `${name} (${id})`;
    if (isFree(base)) return base;
    let number = this.#numbers.get(base) ?? 2;
    while (!isFree(`${base} ${number}`)) number += 1;
    this.#numbers.set(base, number + 1);
    return `${base} ${number}`;
  }
}

const UNKNOWN_VALUE = { Type: 'String', NoEcho: true } as const;

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

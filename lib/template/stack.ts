import type { JsonObject } from '../json';
import type { Origin } from './origin';
import type { GivenParameter } from './parameter-values';

/** One stack: a template, or a nested one inside another. */
export interface Stack {
  /** The name of the artifact or file; of a nested stack, `parent/logical id`. */
  readonly name: string;
  /** Whether it was read from a template, or made of what the service answered. */
  readonly source: 'template' | 'recording';
  /** The day of a recording: `2026-11-28`. */
  readonly recordedOn?: string | undefined;
  /** The template in whose Metadata a recorded gateway stands: what it says is what the author of the template says. */
  readonly toldBy?: Stack | undefined;
  readonly origin: Origin;
  /** How many bytes its template has; `undefined` for a nested stack, which is part of the template around it. */
  readonly bytes: number | undefined;
  /** The resource that makes a nested stack. */
  readonly parent: Resource | undefined;
  /** The whole template, sections that nobody here reads among them. */
  readonly written: JsonObject;
  readonly parameters: JsonObject;
  /** The parameters whose values are known, because somebody gave them or the template leaves no choice. */
  readonly given: ReadonlyMap<string, GivenParameter>;
  readonly conditions: JsonObject;
  readonly outputs: JsonObject;
  /** All instances of each resource, by logical id. */
  readonly resources: ReadonlyMap<string, readonly Resource[]>;
  /** The nested stacks that could be read, by the resource that makes them. */
  readonly children: ReadonlyMap<Resource, Stack>;
  /** The outermost stacks that were read together, by the names under which ROS makes them. */
  readonly together: ReadonlyMap<string, Stack>;
  /** What could not be read, here and in the nested stacks. */
  readonly problems: readonly TemplateProblem[];
}

/** One resource of a template, or one of its instances where it has a `Count`. */
export interface Resource {
  /** The logical id; of the third instance, `Orders[2]`; of instances nobody knows the number of, `Orders[*]`. */
  readonly id: string;
  /** `ALIYUN::ApiGateway::Api` */
  readonly type: string;
  readonly stack: Stack;
  readonly origin: Origin;
  /** The whole resource as the template writes it. All instances share it. */
  readonly written: JsonObject;
  /** As the template writes them: functions and all. */
  readonly properties: JsonObject;
  readonly metadata: JsonObject;
  readonly dependsOn: readonly string[];
  /**
   * Everything that must be true for the resource to be there; empty for one that always is. Two resources
   * with the same texts are there together.
   */
  readonly existsIf: readonly string[];
  /** Which instance it is; `each` where one stands for all, because their number is unknown or beyond what ROS takes. */
  readonly index: number | 'each' | undefined;
  /** How many instances this one stands for; `undefined` where nobody knows. */
  readonly count: number | undefined;
}

/** What is wrong with a template without making it unreadable. */
export interface TemplateProblem {
  readonly origin: Origin;
  readonly message: string;
}

/** The logical id that all instances share. */
export function logicalIdOf({ id, index }: Resource): string {
  return index === undefined ? id : id.slice(0, id.lastIndexOf('['));
}

/**
 * Whether resources of a type make routes that no resource of the template shows: ROS writes them when it applies the
 * `Transform` of the template.
 */
export function makesRoutesUnseen(type: string): boolean {
  return /^aliyun::serverless::api$/i.test(type);
}

const NESTED = 'ALIYUN::ROS::Stack';

/** The stack that no other one makes. */
export function outermost(stack: Stack): Stack {
  let here = stack;
  while (here.parent !== undefined) here = here.parent.stack;
  return here;
}

/** Whether a resource is a nested stack, whose template may or may not stand here. */
export function isNestedStack(resource: Resource): boolean {
  return resource.type === NESTED;
}

/** The properties of a resource; of a nested stack that is read, without its template, which is a stack of its own. */
export function ownProperties(resource: Resource): JsonObject {
  const { children } = resource.stack;
  if (children.size === 0 || !children.has(resource)) return resource.properties;
  const { TemplateBody: _, ...own } = resource.properties;
  return own;
}

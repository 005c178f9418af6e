import { isJsonObject, type JsonValue, memberOf } from '../../json';
import { logicalIdOf, namesIn, type Stack } from '../../template';
import type { WrittenResource } from '../pairing/written-resource';

/**
 * What is made before what in one gateway. A resource waits for those in its DependsOn, for those that its properties
 * refer to, and for all that the nested stack waits for in which it stands; who waits for a nested stack, waits for all
 * that is in it. All of that goes on from one to the next.
 */
export class Waits {
  readonly #byStack = new Map<Stack, Map<string, WrittenResource>>();

  constructor(resources: readonly WrittenResource[]) {
    for (const each of resources) {
      const known = this.#byStack.get(each.stack);
      if (known === undefined) this.#byStack.set(each.stack, new Map([[each.id, each]]));
      else known.set(each.id, each);
    }
  }

  /** What a stack has under a logical id, be it made or not. */
  find(stack: Stack, id: string): WrittenResource | undefined {
    return this.#byStack.get(stack)?.get(id);
  }

  /** The resources in DependsOn, as far as they are made: ROS ignores the others. */
  listed(resource: WrittenResource): WrittenResource[] {
    return this.#made(resource.stack, namesOf(resource));
  }

  /** The nested stack in which it stands. */
  around({ stack: { parent } }: WrittenResource): WrittenResource | undefined {
    return parent && this.find(parent.stack, logicalIdOf(parent));
  }

  /** What stands in a nested stack, without what stands in others inside it. */
  inside({ id, stack }: WrittenResource): WrittenResource[] {
    const children = (stack.resources.get(id) ?? []).flatMap((each) => stack.children.get(each) ?? []);
    return children.flatMap((child) => [...(this.#byStack.get(child)?.values() ?? [])]);
  }

  /** What it waits for without waiting for something else that does. */
  direct(resource: WrittenResource): WrittenResource[] {
    const referred = new Set<string>();
    const { TemplateBody, ...properties } = Object(memberOf(resource.written, 'Properties'));
    collectNames(properties, referred);
    return [...this.listed(resource), ...this.#made(resource.stack, [...referred])];
  }

  /**
   * Everything that a resource waits for, one leading to the next.
   *
   * @param given what is true: what may not be there passes nothing on
   */
  all(resource: WrittenResource, given: ReadonlySet<string>): ReadonlySet<WrittenResource> {
    const found = new Set<WrittenResource>();
    const begun = new Set<WrittenResource>();
    const open: { readonly each: WrittenResource; readonly isDone: boolean }[] = [
      { each: resource, isDone: false },
    ];
    for (let here = open.pop(); here !== undefined; here = open.pop()) {
      const { each, isDone } = here;
      if (isDone && found.has(each)) continue;
      if (isDone) {
        found.add(each);
        if (!isThere(each, given)) continue;
        open.push(...this.inside(each).map((part) => ({ each: part, isDone: true })));
      }
      if (begun.has(each)) continue;
      begun.add(each);
      open.push(...this.direct(each).map((awaited) => ({ each: awaited, isDone: true })));
      const around = this.around(each);
      if (around !== undefined) open.push({ each: around, isDone: false });
    }
    return found;
  }

  #made(stack: Stack, ids: readonly string[]): WrittenResource[] {
    return ids.flatMap((id) => {
      const found = this.find(stack, id);
      return found?.instance === undefined ? [] : [found];
    });
  }
}

/** The names in DependsOn; what is no name, as JSON. */
export function namesOf({ written }: WrittenResource): string[] {
  const value = memberOf(written, 'DependsOn');
  if (value === undefined) return [];
  const items: readonly JsonValue[] = Array.isArray(value) ? value : [value];
  return [...new Set(items.map((each) => (typeof each === 'string' ? each : JSON.stringify(each))))];
}

function isThere({ instance }: WrittenResource, given: ReadonlySet<string>): boolean {
  return instance?.existsIf.every((each) => given.has(each)) ?? false;
}

/** Which branch of a Fn::If is taken, only ROS knows. */
function collectNames(value: JsonValue, names: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  for (const name of namesIn(value)) names.add(name);
  for (const [name, member] of isJsonObject(value) ? Object.entries(value) : value.entries())
    if (name !== 'Fn::If') collectNames(member, names);
}

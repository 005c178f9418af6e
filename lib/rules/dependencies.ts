import { LIMITS } from '../facts';
import { mentionsOf, type Resource } from '../template';

/** Which resources ROS makes before others: by DependsOn, and because a property refers to them. */
export interface Dependencies {
  /** Whether one is made before the other, directly or through resources in between. */
  readonly isAfter: (later: Resource, earlier: Resource) => boolean;
}

/** Looks at each resource once, when it is first asked for, and no further than a stack that ROS takes can be. */
export function createDependencies(): Dependencies {
  const known = new Map<Resource, readonly Resource[]>();
  const directly = (resource: Resource): readonly Resource[] => {
    const found = known.get(resource) ?? [
      ...waitedFor(resource),
      ...mentionsOf(resource.properties, resource),
    ];
    known.set(resource, found);
    return found;
  };
  return {
    isAfter(later, earlier) {
      // The usual case, without a look at properties.
      if (later.dependsOn.some((name) => later.stack.resources.get(name)?.includes(earlier))) return true;
      // The stacks around it are not made before it; what they wait for is.
      const around = new Set([later, ...stacksAround(later)]);
      const seen = new Set(around);
      for (const each of seen) {
        if (!around.has(each) && isIn(earlier, each)) return true;
        if (seen.size > LIMITS.resourcesPerStack.value) return false;
        for (const next of directly(each)) seen.add(next);
        const { parent } = each.stack;
        if (parent !== undefined) seen.add(parent);
      }
      return false;
    },
  };
}

/** The nested stacks that a resource stands in, the innermost first. */
export function stacksAround({ stack }: Resource): readonly Resource[] {
  return stack.parent === undefined ? [] : [stack.parent, ...stacksAround(stack.parent)];
}

/** Whether a resource is another one, or stands in it: who waits for a nested stack waits for all that is in it. */
export function isIn(resource: Resource, other: Resource): boolean {
  return resource === other || stacksAround(resource).includes(other);
}

/** The resources that DependsOn names, all instances of each. */
export function waitedFor({ dependsOn, stack }: Resource): readonly Resource[] {
  const awaited: Resource[] = [];
  for (const name of dependsOn) {
    const instances = stack.resources.get(name);
    if (instances !== undefined) awaited.push(...instances);
  }
  return awaited;
}

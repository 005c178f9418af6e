import { LIMITS } from '../facts';
import { isNestedStack, mentionsOf, ownProperties, type Resource, type Stack } from '../template';

/**
 * What ROS makes before what. A resource is made after those in its DependsOn, those that its properties refer to, and
 * all that the nested stacks around it wait for; who waits for a nested stack waits for everything in it. All of that
 * leads on from one to the next, but not through a resource that may not be there.
 *
 * Each resource is looked at once, however often it is asked for.
 */
export class CreationOrder {
  readonly #direct = new Map<Resource, readonly Resource[]>();

  /** Whether one is made before the other, whenever both are there. */
  isAfter(later: Resource, earlier: Resource): boolean {
    const { dependsOn, stack } = later;
    // Nearly all that is asked for stands in DependsOn.
    if (dependsOn.some((name) => stack.resources.get(name)?.includes(earlier) === true)) return true;
    return this.notBefore(later, [earlier]).size === 0;
  }

  /**
   * Those of the resources that ROS may not have made yet when it makes the later one. The search goes no further than
   * stacks can be that ROS takes.
   */
  notBefore(later: Resource, earlier: readonly Resource[]): ReadonlySet<Resource> {
    const missing = new Set<Resource>();
    for (const same of bySameConditions(earlier))
      for (const each of this.#missing(later, same)) missing.add(each);
    return missing;
  }

  #missing(later: Resource, same: readonly Resource[]): ReadonlySet<Resource> {
    const missing = new Set(same);
    let steps = LIMITS.resourcesPerStack.value * same.length;
    for (const each of this.#before(later, new Set([...later.existsIf, ...(same[0]?.existsIf ?? [])]))) {
      missing.delete(each);
      if (isNestedStack(each))
        for (const one of missing) if (stacksAround(one).includes(each)) missing.delete(one);
      steps -= 1;
      if (missing.size === 0 || steps === 0) break;
    }
    return missing;
  }

  /** Everything that is made before a resource, DependsOn first: most order stands there, and is found at once. */
  *#before(later: Resource, given: ReadonlySet<string>): Generator<Resource> {
    const around: ReadonlySet<Resource> = new Set([later, ...stacksAround(later)]);
    // The stacks around it are not made before it; what they wait for is.
    const seen = new Set(around);
    for (const each of around) yield* addedTo(seen, listedIn(each));
    for (const each of seen)
      if (around.has(each) || each.existsIf.every((condition) => given.has(condition)))
        yield* addedTo(seen, this.#directlyBefore(each));
  }

  #directlyBefore(resource: Resource): readonly Resource[] {
    const found = this.#direct.get(resource) ?? [
      ...listedIn(resource),
      ...mentionsOf(ownProperties(resource), resource, () => false),
    ];
    this.#direct.set(resource, found);
    return found;
  }
}

/** The nested stacks that a resource stands in, the innermost first. */
function stacksAround({ stack: { parent } }: Resource): readonly Resource[] {
  return parent === undefined ? [] : [parent, ...stacksAround(parent)];
}

/** The resources that DependsOn names, all instances of each. */
function listedIn({ dependsOn, stack }: Resource): readonly Resource[] {
  return dependsOn.flatMap((name) => stack.resources.get(name) ?? []);
}

function* addedTo(seen: Set<Resource>, resources: readonly Resource[]): Generator<Resource> {
  for (const each of resources) {
    if (seen.has(each)) continue;
    seen.add(each);
    yield each;
  }
}

function bySameConditions(resources: readonly Resource[]): Iterable<readonly Resource[]> {
  const groups = new Map<string, Resource[]>();
  for (const each of resources) {
    const key = each.existsIf.join('\n');
    const same = groups.get(key);
    if (same === undefined) groups.set(key, [each]);
    else same.push(each);
  }
  return groups.values();
}

/** A resource on the way, and how many of those that it waits for were followed. */
interface Step {
  readonly id: string;
  readonly awaited: readonly string[];
  followed: number;
}

/**
 * The circles in which resources of one stack wait for each other, as logical ids: none of these can be the first that
 * is made. A walk that does not recurse, for chains may be long.
 *
 * @param referencesOf the names that the properties of a resource refer to, whatever the conditions are
 * @param most how many circles are found at most
 */
export function circlesIn(
  { resources }: Stack,
  referencesOf: (resource: Resource) => readonly string[],
  most: number,
): readonly (readonly string[])[] {
  const circles: (readonly string[])[] = [];
  const done = new Set<string>();
  const onTheWay = new Set<string>();
  const way: Step[] = [];
  const enter = (id: string): void => {
    const [resource] = resources.get(id) ?? [];
    if (resource === undefined || done.has(id)) return;
    onTheWay.add(id);
    way.push({ id, awaited: [...resource.dependsOn, ...referencesOf(resource)], followed: 0 });
  };
  for (const start of resources.keys()) {
    enter(start);
    for (let here = way.at(-1); here !== undefined; here = way.at(-1)) {
      const next = here.awaited[here.followed];
      here.followed += 1;
      if (next === undefined) {
        done.add(here.id);
        onTheWay.delete(here.id);
        way.pop();
      } else if (!onTheWay.has(next)) enter(next);
      else if (circles.length < most) circles.push(circleFrom(next, way));
    }
  }
  return circles;
}

function circleFrom(id: string, way: readonly Step[]): readonly string[] {
  const ids = way.map((step) => step.id);
  return ids.slice(ids.indexOf(id));
}

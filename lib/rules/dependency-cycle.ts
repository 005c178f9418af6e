import type { Resource, Stack } from '../template';
import { type Expressions, expressionsOf } from './expressions';
import { apiFragment, deploymentFragment, fragment } from './fragment';
import type { Judgement, Rule } from './rule';
import { fail, type Subject, unknown } from './subject';

const orders = (dependsOn: string): string =>
  fragment(
    apiFragment(),
    deploymentFragment().replace('    Properties', `    DependsOn: ${dependsOn}\n    Properties`),
    '  Wait: { Type: ALIYUN::ROS::WaitCondition, DependsOn: OrdersRELEASE }\n',
  );

export const dependencyCycle: Rule = Object.freeze<Rule>({
  id: 'dependency-cycle',
  title: 'Resources wait for each other in a circle.',
  why: 'ROS makes a resource after those that it refers to and depends on: in a circle none can be the first.',
  remediation: 'Take one reference, or one DependsOn, out of the circle.',
  severity: 'error',
  source: 'https://github.com/AlibabaCloudDocs/ros (Template syntax, Resources: DependsOn)',
  grade: 'doc',
  bad: orders('Wait'),
  good: orders('Orders'),
  isOfTemplates: true,
  *check(model) {
    const { references } = expressionsOf(model);
    for (const stack of model.stacks) {
      const cycles = cyclesIn(stack, references);
      if (cycles.length === 0) yield 'pass';
      for (const cycle of cycles) yield judge(cycle, stack);
    }
  },
});

function judge(cycle: readonly string[], stack: Stack): Judgement {
  const [first = ''] = cycle;
  const origin = stack.origin.at('Resources', first);
  const subject: Subject = { subject: `resource ${first}`, origin, logicalId: first, stack: stack.name };
  const given = stack.parent?.existsIf ?? [];
  const conditions = cycle.flatMap((id) => stack.resources.get(id) ?? []).flatMap(({ existsIf }) => existsIf);
  const open = conditions.find((text) => !given.includes(text));
  const words = `waits for itself: ${shown([...cycle, first]).join(' → ')}`;
  return open === undefined ? fail(subject, words) : unknown(subject, `${words}, if ${open}`);
}

function shown(ids: readonly string[]): readonly string[] {
  return ids.length <= 8 ? ids : [...ids.slice(0, 4), '…', ...ids.slice(-3)];
}

/** How many circles of a stack are told: each may be as long as the stack. */
const CIRCLES = 20;

const NONE: readonly string[] = [];

/** A resource on the way, and how many of its dependencies were followed. */
interface Step {
  readonly id: string;
  readonly dependencies: readonly string[];
  followed: number;
}

/** The circles that a walk along the dependencies comes upon. It does not recurse: chains may be long. */
function cyclesIn(
  { resources }: Stack,
  referencesOf: Expressions['references'],
): readonly (readonly string[])[] {
  const cycles: (readonly string[])[] = [];
  const done = new Set<string>();
  const onTheWay = new Set<string>();
  const way: Step[] = [];
  const enter = (id: string, resource: Resource): void => {
    const { dependsOn } = resource;
    const references = referencesOf.get(resource) ?? NONE;
    // The usual case: a template names things before what needs them.
    if (areIn(done, dependsOn) && areIn(done, references)) {
      done.add(id);
      return;
    }
    onTheWay.add(id);
    way.push({ id, dependencies: [...dependsOn, ...references], followed: 0 });
  };
  for (const [start, [first]] of resources) {
    if (first !== undefined && !done.has(start)) enter(start, first);
    for (let here = way.at(-1); here !== undefined; here = way.at(-1)) {
      const next = here.dependencies[here.followed];
      here.followed += 1;
      if (next === undefined) {
        done.add(here.id);
        onTheWay.delete(here.id);
        way.pop();
      } else if (!onTheWay.has(next)) {
        const [resource] = resources.get(next) ?? [];
        if (resource !== undefined && !done.has(next)) enter(next, resource);
      } else if (cycles.length < CIRCLES) cycles.push(circleAt(next, way));
    }
  }
  return cycles;
}

function areIn(done: ReadonlySet<string>, ids: readonly string[]): boolean {
  for (const id of ids) if (!done.has(id)) return false;
  return true;
}

function circleAt(id: string, way: readonly Step[]): readonly string[] {
  const ids = way.map((step) => step.id);
  return ids.slice(ids.indexOf(id));
}

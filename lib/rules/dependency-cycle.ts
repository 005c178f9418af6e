import { isJsonObject, type JsonValue } from '../json';
import type { Resource, Stack } from '../template';
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
  mend: 'Take one reference, or one DependsOn, out of the circle.',
  severity: 'error',
  source: 'https://github.com/AlibabaCloudDocs/ros (Template syntax, Resources: DependsOn)',
  grade: 'doc',
  bad: orders('Wait'),
  good: orders('Orders'),
  *check({ stacks }) {
    for (const stack of stacks) {
      const cycles = cyclesIn(stack);
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

/** The circles that a walk along the dependencies comes upon. It does not recurse: chains may be long. */
function cyclesIn({ resources }: Stack): readonly (readonly string[])[] {
  const cycles: (readonly string[])[] = [];
  const done = new Set<string>();
  const path: string[] = [];
  const onPath = new Map<string, string[]>();
  const enter = (id: string): void => {
    path.push(id);
    onPath.set(id, dependenciesOf(resources.get(id)?.[0]));
  };
  for (const start of resources.keys()) {
    if (!done.has(start)) enter(start);
    for (let here = path.at(-1); here !== undefined; here = path.at(-1)) {
      const next = onPath.get(here)?.pop();
      if (next === undefined) {
        path.pop();
        onPath.delete(here);
        done.add(here);
      } else if (onPath.has(next)) cycles.push(path.slice(path.indexOf(next)));
      else if (!done.has(next) && resources.has(next)) enter(next);
    }
  }
  return cycles;
}

/** The names that ROS looks at before it makes a resource; some may be parameters. */
function dependenciesOf(resource: Resource | undefined): string[] {
  if (resource === undefined) return [];
  const names = [...resource.dependsOn];
  collectNames(
    resource.stack.children.has(resource) ? outerProperties(resource) : resource.properties,
    names,
  );
  return names;
}

/** A nested stack that stands here has names of its own. */
function outerProperties({ properties }: Resource): JsonValue {
  return properties.Parameters ?? null;
}

function collectNames(value: JsonValue, into: string[]): void {
  if (typeof value !== 'object' || value === null) return;
  if (!isJsonObject(value)) {
    for (const item of value) collectNames(item, into);
    return;
  }
  for (const name in value) {
    const member = value[name] ?? null;
    // Which of its values Fn::If takes is not known.
    if (name === 'Fn::If') continue;
    if (name === 'Ref' && typeof member === 'string') into.push(member);
    else if (name === 'Fn::GetAtt') into.push(targetOf(member));
    else collectNames(member, into);
  }
}

function targetOf(attribute: JsonValue): string {
  const [name] = Array.isArray(attribute) ? attribute : String(attribute).split('.', 1);
  return String(name);
}

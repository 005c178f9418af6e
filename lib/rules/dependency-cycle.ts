import { circlesIn } from '../model';
import type { Stack } from '../template';
import { expressionsOf } from './expressions';
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
      const cycles = circlesIn(stack, (resource) => references.get(resource) ?? NONE, CIRCLES);
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

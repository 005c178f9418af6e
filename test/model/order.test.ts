import { CreationOrder, circlesIn, parseTemplate } from '../../lib/model';
import type { Resource, Stack } from '../../lib/template';

const WAIT = 'ALIYUN::ROS::WaitCondition';
const waiting = (more: object = {}) => ({ Type: WAIT, ...more });
const nested = (resources: object, more: object = {}, parameters: object = {}) => ({
  Type: 'ALIYUN::ROS::Stack',
  Properties: {
    Parameters: parameters,
    TemplateBody: template(resources, { Parameters: { Given: { Type: 'String' } } }),
  },
  ...more,
});
const template = (Resources: object, more: object = {}) => ({
  ROSTemplateFormatVersion: '2015-09-01',
  ...more,
  Resources,
});

function stacksOf(resources: object, more: object = {}): readonly Stack[] {
  return parseTemplate(JSON.stringify(template(resources, more)), 'order.json').stacks;
}

/** Whether the first is made after the second; each `Id`, or `Nested/Id`. */
function isAfter(resources: object, later: string, earlier: string, more: object = {}): boolean {
  const stacks = stacksOf(resources, more);
  const find = (path: string): Resource => {
    const [stack = '', id = path] = path.includes('/') ? path.split('/') : ['', path];
    const inside = stacks.find(({ name }) => name === (stack === '' ? 'order' : `order/${stack}`));
    const [resource] = inside?.resources.get(id) ?? [];
    if (resource === undefined) throw new Error(`there is no ${path}`);
    return resource;
  };
  return new CreationOrder().isAfter(find(later), find(earlier));
}

const A = waiting();
const B = waiting({ DependsOn: 'A' });
const C = waiting({ DependsOn: 'B' });
const CONDITIONS = {
  Parameters: { P: { Type: 'String' } },
  Conditions: { Some: { 'Fn::Equals': [{ Ref: 'P' }, 'x'] } },
};

test.each<[says: string, resources: object, later: string, earlier: string, expected: boolean]>([
  ['DependsOn is order', { A, B }, 'B', 'A', true],
  ['order goes one way', { A, B }, 'A', 'B', false],
  ['order leads on', { A, B, C }, 'C', 'A', true],
  ['a reference is order', { A, B: waiting({ Properties: { X: { Ref: 'A' } } }) }, 'B', 'A', true],
  ['a name that is not there is no order', { A, B: waiting({ DependsOn: 'Z' }) }, 'B', 'A', false],
  [
    'who waits for a nested stack waits for what is in it',
    { N: nested({ A }), B: waiting({ DependsOn: 'N' }) },
    'B',
    'N/A',
    true,
  ],
  [
    'what the stack around waits for is waited for',
    { A, N: nested({ X: A }, { DependsOn: 'A' }) },
    'N/X',
    'A',
    true,
  ],
  ['the stack around is not made before', { N: nested({ X: A }) }, 'N/X', 'N', false],
  [
    'an argument of a nested stack is order',
    { A, N: nested({ X: A }, {}, { Given: { Ref: 'A' } }) },
    'N/X',
    'A',
    true,
  ],
  ['a name inside a nested stack means its own resource', { A, N: nested({ A, X: B }) }, 'N', 'A', false],
])('%s', (_, resources, later, earlier, expected) => {
  expect(isAfter(resources, later, earlier)).toBe(expected);
});

test('a resource that may not be there passes no order on', () => {
  const perhaps = (id: object) => ({ ...id, Condition: 'Some' });
  expect(isAfter({ A, B: perhaps(B), C }, 'C', 'A', CONDITIONS)).toBe(false);
  expect(isAfter({ A, B: perhaps(B), C: perhaps(C) }, 'C', 'A', CONDITIONS)).toBe(true);
  expect(isAfter({ A, B: perhaps(B), C }, 'C', 'B', CONDITIONS)).toBe(true);
});

test('circles are found once, however long the way to them is', () => {
  const chain = Object.fromEntries(
    Array.from({ length: 5_000 }, (_, i) => [`R${i}`, waiting({ DependsOn: `R${i + 1}` })]),
  );
  const [stack] = stacksOf({ ...chain, R5000: waiting({ DependsOn: 'R4998' }) });
  if (stack === undefined) throw new Error('there is no stack');
  expect(circlesIn(stack, () => [], 20)).toEqual([['R4998', 'R4999', 'R5000']]);
});

import { readFileSync } from 'node:fs';
import { ROS_FUNCTIONS } from '../../lib/facts';

test('every function that ROS CDK can write is a function of ROS', () => {
  const source = readFileSync(require.resolve('@alicloud/ros-cdk-core/lib/ros-fn.js'), 'utf8');
  const written = new Set([...source.matchAll(/['"](Fn::\w+)['"]/g)].map(([, name]) => name));
  expect(written.size).toBeGreaterThan(30);
  expect([...written].filter((name) => !ROS_FUNCTIONS.value.has(name ?? ''))).toEqual([]);
});

test('ROS has no Fn::ImportValue', () => {
  expect(ROS_FUNCTIONS.value.has('Fn::ImportValue')).toBe(false);
});

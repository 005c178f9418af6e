import * as apigateway from '@alicloud/ros-cdk-apigateway';
import * as ros from '@alicloud/ros-cdk-core';
import { partsOf, renderedProperties, type StackReference } from '../../lib/constructs/core-internals';

// What fails here is what another version of ros-cdk-core has changed: see core-internals.ts for who uses it.
const stack = () => new ros.Stack(new ros.App({ stackTraces: false, treeMetadata: false }), 'shop');

test.each([
  ['RosApi', apigateway.RosApi],
  ['RosAuthorization', apigateway.RosAuthorization],
  ['RosDeployment', apigateway.RosDeployment],
  ['RosPluginAttachment', apigateway.RosPluginAttachment],
])('the prototype of %s names its properties, and its class its type', (_, type) => {
  expect(typeof Reflect.get(type.prototype, 'renderProperties')).toBe('function');
  expect(type.ROS_RESOURCE_TYPE_NAME).toMatch(/^ALIYUN::ApiGateway::/);
});

test('properties are rendered without a construct as they are with one', () => {
  const props = { apiId: 'a', groupId: 'g', stageName: 'RELEASE', description: 'd' };
  const made = new apigateway.RosDeployment(stack(), 'D', props, true);
  const template = ros.Stack.of(made).resolve(made._toRosTemplate()) as {
    Resources: Record<string, { Properties: object }>;
  };
  const rendered = renderedProperties(apigateway.RosDeployment.prototype, props);
  const written = Object.entries(rendered).filter(([, value]) => value !== undefined);
  expect(Object.fromEntries(written)).toEqual(template.Resources.D?.Properties);
});

test('properties that are wrong are refused without a construct, too', () => {
  expect(() => renderedProperties(apigateway.RosDeployment.prototype, { apiId: 1, stageName: [] })).toThrow();
});

test('a nested stack has a resource with a template, parameters and a synthesizer', () => {
  const nested = new ros.NestedStack(stack(), 'Nested');
  const { parameters, resource } = partsOf(nested);
  expect(ros.RosResource.isRosResource(resource)).toBe(true);
  expect('templateBody' in resource).toBe(true);
  expect(parameters).toEqual({});
  expect(nested.synthesizer).toBeInstanceOf(ros.StackSynthesizer);
});

test('a reference says what stands for it in another stack', () => {
  const parent = stack();
  const group = new apigateway.RosGroup(parent, 'Group', { groupName: 'orders' }, true);
  const reference = group.attrGroupId as StackReference;
  const nested = new ros.NestedStack(parent, 'Nested');
  expect(reference.hasValueForStack(nested)).toBe(false);
  const value = new ros.RosParameter(nested, 'G', { type: ros.RosParameterType.STRING }).value;
  reference.assignValueForStack(nested, value);
  expect(reference.hasValueForStack(nested)).toBe(true);
});

import * as ros from '@alicloud/ros-cdk-core';
import { GatewayError } from '../errors';
import type { BindablePlugin } from './gateway-plugin';
import { claimLogicalId } from './logical-id';

/**
 * Plug-ins as another stack binds them: their ids are outputs of the stack that makes them.
 *
 * @param made the construct that makes the plug-ins
 * @throws GatewayError `cross-stack-reference` for a stack that cannot read outputs of that of the plug-ins
 */
export function importedPlugins(
  stack: ros.Stack,
  plugins: readonly BindablePlugin[],
  made: ros.Construct,
): BindablePlugin[] {
  const source = ros.Stack.of(made);
  const place = made.node.path;
  checkStacks(source, stack, place);
  try {
    stack.addDependency(source);
  } catch (cause) {
    throw new GatewayError(
      'cross-stack-reference',
      `stack ${source.stackName} waits for ${stack.stackName}`,
      {
        place,
        hint: 'ROS follows outputs one way only: make the plug-ins in the stack that is deployed first',
        cause,
      },
    );
  }
  return plugins.map((plugin) => importedPlugin(stack, plugin, source));
}

function checkStacks(source: ros.Stack, stack: ros.Stack, place: string): void {
  const refuse = (text: string, hint: string) =>
    new GatewayError('cross-stack-reference', text, { place, hint });
  if (!ros.Stack.isStack(stack))
    throw refuse('importInto takes a stack', 'write customers.importInto(otherStack)');
  if (stack === source)
    throw refuse(
      `stack ${source.stackName} makes the plug-ins itself`,
      'give the authorization to its groups as it is',
    );
  if ([source, stack].some((each) => ros.NestedStack.isNestedStack(each) || each.nested))
    throw refuse(
      'a nested stack has no outputs that another stack could read by its name',
      'make the plug-ins in a stack of its own, or bind them with JwtAuthorization.fromPluginIds',
    );
}

/** One binding id for each plug-in and stack, whatever else the authorizations say. */
const imported = new WeakMap<ros.Stack, Map<BindablePlugin, BindablePlugin>>();

function importedPlugin(stack: ros.Stack, plugin: BindablePlugin, source: ros.Stack): BindablePlugin {
  const ofStack = imported.get(stack) ?? new Map<BindablePlugin, BindablePlugin>();
  imported.set(stack, ofStack);
  const known = ofStack.get(plugin) ?? createImported(stack, plugin, source);
  ofStack.set(plugin, known);
  return known;
}

/** One output for each plug-in, however many stacks read it. */
function createImported(stack: ros.Stack, plugin: BindablePlugin, source: ros.Stack): BindablePlugin {
  const { bindingId, pluginId, pluginType } = plugin;
  const output = `${bindingId}PluginId`;
  if (source.node.tryFindChild(output) === undefined) new ros.RosOutput(source, output, { value: pluginId });
  const read = { 'Fn::GetStackOutput': [source.stackName, output] };
  return {
    pluginType,
    pluginId: ros.Lazy.anyValue({ produce: () => read }),
    bindingId: claimLogicalId(stack, bindingId),
  };
}

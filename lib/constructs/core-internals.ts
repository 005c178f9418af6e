import type * as ros from '@alicloud/ros-cdk-core';

/**
 * What these constructs use of ros-cdk-core that its types hide. All of it stands here, and a test fails when another
 * version of core has it no longer:
 *
 * - `renderProperties` of each generated resource class: checks and names its properties. A resource that is no construct
 *   is written by it (`LazyResource`).
 * - `resource`, `parameters`, `nested`, `synthesizer` and `nestedStackResource` of a nested stack, and `templateBody` of its
 *   resource: the template is put into that of the parent (`ApiStack`).
 * - `_toRosTemplate` of a parameter: what the template says of it (`ros-value`).
 * - `hasValueForStack` and `assignValueForStack` of a reference: what stands for it in another stack (`ApiStack`).
 */

/** How the properties of a resource class are checked and written. */
interface PropertyRenderer {
  renderProperties(props: unknown): Readonly<Record<string, unknown>>;
}

/** The properties of a resource as core writes them; the prototype of its class is enough to ask. */
export function renderedProperties(
  prototype: ros.RosResource,
  props: unknown,
): Readonly<Record<string, unknown>> {
  const { renderProperties } = prototype as unknown as PropertyRenderer;
  return renderProperties.call({ enableResourcePropertyConstraint: true }, props);
}

/** The resource that makes a nested stack; core does not export its class. */
interface StackResource extends ros.RosResource {
  templateBody: unknown;
}

/** What core's types hide of a nested stack. */
interface NestedStackParts {
  readonly resource: StackResource;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** The hidden parts of a nested stack. */
export function partsOf(stack: ros.NestedStack): NestedStackParts {
  return stack as unknown as NestedStackParts;
}

/** Lets a nested stack write nothing by itself; by its `nestedStackResource` core knows where its messages belong. */
export function settleNestedStack(
  stack: ros.NestedStack,
  {
    resource,
    synthesizer,
  }: { readonly resource: ros.RosResource; readonly synthesizer: ros.StackSynthesizer },
): void {
  Object.assign(stack, { synthesizer, nestedStackResource: resource });
}

/** How a template declares a parameter. */
export function parameterDeclaration(parameter: ros.RosParameter): Readonly<Record<string, unknown>> {
  const { Parameters } = parameter._toRosTemplate() as {
    readonly Parameters: Readonly<Record<string, object>>;
  };
  return { ...Object.values(Parameters)[0] };
}

/** What core's types hide of a reference: what stands for it in a stack that cannot make it itself. */
export interface StackReference extends ros.Reference {
  hasValueForStack(stack: ros.Stack): boolean;
  assignValueForStack(stack: ros.Stack, value: ros.IResolvable): void;
}

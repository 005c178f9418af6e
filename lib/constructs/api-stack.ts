import * as ros from '@alicloud/ros-cdk-core';
import { GatewayError } from '../errors';
import { LIMITS } from '../facts';
import { partsOf, type StackReference, settleNestedStack } from './core-internals';
import {
  addDeferredPart,
  type DeferredPart,
  FinishedPart,
  isDeferred,
  type LargeTemplate,
} from './deferred-part';
import { nestedPluginName } from './logical-id';
import { digestOf } from './names';
import { NestedSynthesizer } from './nested-synthesizer';

/**
 * A nested stack (`ALIYUN::ROS::Stack`) whose template stands inside that of its parent, so that a deployment
 * uploads nothing. What its resources take from the parent is passed by declared parameters, because what core
 * writes there by itself, `Fn::ImportValue`, is a function that ROS does not have.
 *
 * @see https://www.alibabacloud.com/help/en/ros/developer-reference/aliyun-ros-stack
 */
export class ApiStack extends ros.NestedStack implements DeferredPart {
  /** The resource of the parent that makes this stack. */
  readonly stackResource: ros.RosResource;
  readonly #parent: ros.Stack;

  /** @param id the logical id in the parent */
  constructor(scope: ros.Construct, id: string) {
    super(scope, id);
    this.#parent = ros.Stack.of(scope);
    const { resource } = partsOf(this);
    this.stackResource = resource;
    resource.templateBody = this.body();
    addDeferredPart(this.#parent, this);
    const synthesizer = new NestedSynthesizer();
    synthesizer.bind(this);
    settleNestedStack(this, { resource, synthesizer });
  }

  /** For each stack that says so, core looks at every reference of the app once more. There is nothing to look for. */
  override get nested(): boolean {
    return false;
  }

  /** A value of this stack for its parent, which takes it from an output. */
  output(name: string, value: ros.IResolvable): ros.IResolvable {
    if (this.node.tryFindChild(name) === undefined) new ros.RosOutput(this, name, { value });
    return this.stackResource.getAtt(`Outputs.${name}`);
  }

  putInto(template: LargeTemplate): void {
    const { Properties } = template.Resources?.[this.stackResource.node.id] ?? {};
    if (Properties !== undefined) Object.assign(Properties, { TemplateBody: this._toRosTemplate() });
  }

  /** Every reference to the parent becomes a parameter, before core makes an import of it. */
  protected override prepare(): void {
    // In the order of their names, so that the order of calls changes nothing.
    const references = referencesIn(this).map((reference) => ({ reference, name: this.nameOf(reference) }));
    for (const { name, reference } of references.sort(byName)) this.pass(name, reference);
    const count = Object.keys(partsOf(this).parameters).length;
    if (count <= LIMITS.parametersPerStack.value) return;
    const allowed = `ROS takes ${LIMITS.parametersPerStack.value}`;
    throw new GatewayError('template-too-large', `takes ${count} values from its parent, ${allowed}`, {
      place: this.node.path,
      hint: 'spread the APIs over more nested stacks',
    });
  }

  private pass(name: string, reference: StackReference): void {
    const maker = ros.Stack.of(reference.target);
    if (maker === this || reference.hasValueForStack(this)) return;
    if (maker !== this.#parent && !reference.hasValueForStack(this.#parent)) {
      throw new GatewayError('cross-stack-reference', `takes a value from ${maker.node.path}`, {
        place: this.node.path,
        hint: 'ROS has no Fn::ImportValue: an API in a nested stack takes values of the stack around it only',
      });
    }
    const parameter = new ros.RosParameter(this, name, { type: ros.RosParameterType.STRING });
    this.setParameter(name, reference);
    reference.assignValueForStack(this, parameter.value);
  }

  /**
   * Short for group and plug-ins, since every API says them. Of others the id: parameter names are letters and digits; a
   * digest tells apart what would be one name without the other characters, or the name of something else.
   */
  private nameOf({ displayName, target }: StackReference): string {
    if (displayName === 'PluginId') return nestedPluginName(target.node.id);
    if (displayName === 'GroupId' && target.node.scope === this.node.scope) return GROUP;
    const attribute = /^(?:Ref|GroupId)$/.test(displayName) ? '' : displayName;
    const name = `${target.node.id}${attribute}`;
    const plain = name.replace(/[^A-Za-z0-9]/g, '');
    return plain === name && !SHORT.test(name) ? name : `${plain}${digestOf(name)}`;
  }

  private body(): ros.IResolvable {
    const finished = new FinishedPart({ tokens: () => [], finish: () => this._toRosTemplate() });
    return ros.Lazy.anyValue({ produce: () => (isDeferred(this.#parent) ? 'deferred' : finished) });
  }
}

/** The id of the group that the APIs are in. */
const GROUP = 'G';

/** The names that this stack gives by itself. */
const SHORT = /^(?:G|P[0-9A-Za-z]{4})$/;

interface Named {
  readonly name: string;
}

function byName(a: Named, b: Named): number {
  return a.name < b.name ? -1 : 1;
}

function referencesIn(stack: ros.Stack): StackReference[] {
  const resolver = new ReferenceCollector();
  for (const element of stack.node.findAll().filter(ros.RosElement.isRosElement)) {
    ros.Tokenization.resolve(element._toRosTemplate(), { scope: stack, resolver, preparing: true });
  }
  return [...resolver.references];
}

class ReferenceCollector extends ros.DefaultTokenResolver {
  readonly references = new Set<StackReference>();

  constructor() {
    super(new ros.StringConcat());
  }

  override resolveToken(
    token: ros.IResolvable,
    context: ros.IResolveContext,
    postProcessor: ros.IPostProcessor,
  ): unknown {
    if (ros.Reference.isReference(token)) this.references.add(token as StackReference);
    return super.resolveToken(token, context, postProcessor);
  }
}

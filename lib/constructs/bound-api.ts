import { RosPluginAttachment } from '@alicloud/ros-cdk-apigateway';
import * as ros from '@alicloud/ros-cdk-core';
import { GatewayError } from '../errors';
import type { StageName } from '../facts';
import type { Route } from '../route';
import type { BindablePlugin } from './gateway-plugin';
import { claimLogicalId } from './logical-id';
import { placeOf } from './names';
import type { TemplateText } from './template-value';

/** What a bound API is, whoever made it. */
export interface BoundApiProps {
  readonly route: Route;
  readonly stages: readonly StageName[];
  /** The logical id that those of the bindings begin with. */
  readonly logicalId: string;
}

/**
 * An API and its bindings: one `ALIYUN::ApiGateway::PluginAttachment` for each plug-in and stage, since ROS
 * cannot bind to a group or to several APIs at once.
 */
export abstract class BoundApi extends ros.Construct {
  readonly route: Route;
  /** The stages that the API answers in. */
  readonly stages: readonly StageName[];
  abstract readonly apiId: TemplateText;
  /** The logical ids of all bindings. A custom domain waits for them. */
  readonly #attachments = new Map<string, RosPluginAttachment>();
  readonly #plugins = new Map<string, BindablePlugin>();
  readonly #logicalId: string;

  protected constructor(scope: ros.Construct, id: string, props: BoundApiProps) {
    super(scope, id);
    this.route = props.route;
    this.stages = props.stages;
    this.#logicalId = props.logicalId;
  }

  /** The bindings as ROS resources, as an escape hatch. */
  get attachments(): readonly RosPluginAttachment[] {
    return [...this.#attachments.values()];
  }

  /** The plug-ins that the API is bound to in at least one stage. */
  get plugins(): readonly BindablePlugin[] {
    return [...new Set(this.#plugins.values())];
  }

  /**
   * Binds one more plug-in.
   *
   * @param stages the stages to bind in; each must be one that the API is published to. Default: all of them
   * @throws GatewayError `plugin-type-duplicate` when the API has a plug-in of that type in the stage,
   *   `stage-unpublished`, or `cross-stack-reference` when another stack makes the plug-in
   */
  bind(plugin: BindablePlugin, stages: readonly StageName[] = this.stages): void {
    const place = placeOf(this.parent, this.route);
    if (plugin.stack !== undefined && plugin.stack !== ros.Stack.of(this)) {
      throw new GatewayError(
        'cross-stack-reference',
        `plug-in ${plugin.bindingId} is made by another stack`,
        {
          place,
          hint: 'ROS has no Fn::ImportValue: make the plug-in in this stack, or bind it by its id with GatewayPlugin.fromPluginId',
        },
      );
    }
    for (const stage of stages) this.checkBinding(plugin, stage, place);
    for (const stage of stages) this.attach(plugin, stage);
  }

  /** What a binding has to wait for: the service binds published APIs only. */
  protected abstract deploymentOf(stage: StageName): string | undefined;

  /** The API group, whose path is how a user knows this API. */
  private get parent(): ros.Construct {
    return (this.node.scope ?? this) as ros.Construct;
  }

  private checkBinding(plugin: BindablePlugin, stage: StageName, place: string): void {
    if (!this.stages.includes(stage)) {
      throw new GatewayError(
        'stage-unpublished',
        `plug-in ${plugin.bindingId} cannot be bound in ${stage}: the API is published to ${this.stages.join(', ')}`,
        { place, hint: 'publish the API to that stage first' },
      );
    }
    const other = this.#plugins.get(`${stage} ${plugin.pluginType}`);
    if (other === undefined) return;
    throw new GatewayError(
      'plugin-type-duplicate',
      `has two plug-ins of type ${plugin.pluginType} in ${stage}: ${other.bindingId} and ${plugin.bindingId}`,
      {
        place,
        hint:
          plugin.pluginType === 'accessControl'
            ? 'an API takes one of each type; JwtAuthorization takes further rules in its accessControl property'
            : 'an API takes one of each type',
      },
    );
  }

  private attach(plugin: BindablePlugin, stage: StageName): void {
    this.#plugins.set(`${stage} ${plugin.pluginType}`, plugin);
    // The plug-in is part of the id: another plug-in is another binding, since ROS cannot update one in place.
    const id = claimLogicalId(ros.Stack.of(this), this.#logicalId, stage.toLowerCase(), plugin.bindingId);
    const { apiId } = this;
    const attachment = new RosPluginAttachment(
      this,
      id,
      { apiId, pluginId: plugin.pluginId, stageName: stage },
      true,
    );
    // Who reads the template cannot look into a plug-in that is made elsewhere.
    if (plugin.resource === undefined)
      attachment.addMetaData('JwtGateway', { PluginType: plugin.pluginType });
    const deployment = this.deploymentOf(stage);
    // `addDependsOn` and `node.addDependency` of ros-cdk-core 1.12 emit nothing.
    if (deployment !== undefined) attachment.addRosDependency(deployment);
    this.#attachments.set(id, attachment);
  }
}

import { RosPluginAttachment } from '@alicloud/ros-cdk-apigateway';
import * as ros from '@alicloud/ros-cdk-core';
import { GatewayError } from '../errors';
import type { StageName } from '../facts';
import type { Route } from '../route';
import type { ApiResources } from './api-resources';
import type { BindablePlugin } from './gateway-plugin';
import type { Publication } from './lanes';
import { LazyResource, type ResourceClass } from './lazy-resource';
import { assignLogicalId, claimLogicalId, type IdParts } from './logical-id';
import { placeOf } from './names';
import type { TemplateText } from './template-value';

/** A plug-in, and the stages of an API that it is bound in. */
export interface StagedPlugin {
  readonly plugin: BindablePlugin;
  readonly stages: readonly StageName[];
}

/** What a bound API is, whoever made it. */
interface BoundApiProps {
  readonly route: Route;
  readonly stages: readonly StageName[];
  /** The logical id that those of the bindings begin with. */
  readonly logicalId: string;
  /** What writes the resources: in the stack of the group, or in a nested one. */
  readonly resources: ApiResources;
  /** Whether ROS keeps what it made when a resource is removed. */
  readonly isRetained: boolean;
}

/**
 * An API and its bindings: one `ALIYUN::ApiGateway::PluginAttachment` for each plug-in and stage, since ROS
 * cannot bind to a group or to several APIs at once.
 *
 * @example
 * for (const api of orders.apis) console.log(api.route.path, api.stages);
 */
export abstract class BoundApi extends ros.Construct {
  readonly route: Route;
  /** The stages that the API answers in. */
  readonly stages: readonly StageName[];
  abstract readonly apiId: TemplateText;
  #attachments: readonly Attachment[] = [];
  /** The logical id that those of its resources begin with. */
  readonly logicalId: string;
  readonly #resources: ApiResources;
  readonly #isRetained: boolean;

  /** @internal */
  protected constructor(scope: ros.Construct, id: string, props: BoundApiProps) {
    super(scope, id);
    this.route = props.route;
    this.stages = props.stages;
    this.logicalId = props.logicalId;
    this.#resources = props.resources;
    this.#isRetained = props.isRetained;
  }

  /** The bindings as ROS resources, as an escape hatch. */
  get attachments(): readonly RosPluginAttachment[] {
    return this.#attachments.map(({ lazy }) => lazy.resource);
  }

  /** The plug-ins that the API is bound to in at least one stage. */
  get plugins(): readonly BindablePlugin[] {
    return [...new Set(this.#attachments.map(({ plugin }) => plugin))];
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

  /** The stack that the API stands in: that of the group, or a nested one. */
  get apiStack(): ros.Stack {
    return this.#resources.stack;
  }

  /**
   * What everything that opens the API to callers has to wait for.
   *
   * @internal
   */
  get awaitedIds(): readonly string[] {
    return this.#attachments.map(({ lazy }) => lazy.id);
  }

  /** @internal */
  publicationIn(stage: StageName): Publication {
    const bindings = this.#attachments.filter((each) => each.stage === stage);
    const lazy = bindings.map((each) => each.lazy);
    return { first: lazy, last: lazy.map(({ id }) => id) };
  }

  /** What its logical ids are made of. @internal */
  protected get idParts(): IdParts {
    return this.#resources.idParts;
  }

  /** The id of the API as resources of the same stack refer to it. */
  protected abstract readonly ownApiId: TemplateText;

  /** What a binding has to wait for: the service binds published APIs only. */
  protected abstract deploymentOf(stage: StageName): string | undefined;

  /** A resource of the API, named by what tells it apart from the others. @internal */
  protected plan<Resource extends ros.RosResource, Props extends object>(
    type: ResourceClass<Resource, Props>,
    props: NoInfer<Props>,
    ...parts: readonly string[]
  ): LazyResource<Resource> {
    const id = parts.length === 0 ? this.logicalId : this.claim(...parts);
    const scope = this.apiStack === ros.Stack.of(this) ? this : this.apiStack;
    const lazy = new LazyResource(id, { class: type, props, scope, isRetained: this.#isRetained });
    this.#resources.add(lazy, this);
    assignLogicalId(this.apiStack, id, this);
    return lazy;
  }

  /** The properties of a resource of the API as the template has them. @internal */
  protected propertiesOf(lazy: LazyResource): object {
    const { made } = lazy;
    if (made === undefined) return this.#resources.propertiesOf(lazy);
    return this.apiStack.resolve(made._toRosTemplate()).Resources[lazy.id].Properties;
  }

  private claim(...parts: readonly string[]): string {
    return claimLogicalId(this.apiStack, this.logicalId, ...parts);
  }

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
    const other = this.#attachments.find(
      (each) => each.stage === stage && each.plugin.pluginType === plugin.pluginType,
    )?.plugin;
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
    const { ownApiId: apiId } = this;
    const { bindingId, pluginId, pluginType } = plugin;
    // The plug-in is part of the id: another plug-in is another binding, since ROS cannot update one in place.
    const lazy = this.plan(
      RosPluginAttachment,
      { apiId, pluginId, stageName: stage },
      this.idParts.ofStage(stage),
      this.idParts.ofPlugin(bindingId),
    );
    // Who reads the template cannot look into a plug-in that is made elsewhere.
    if (plugin.resource === undefined) lazy.addMetadata('JwtGateway', { PluginType: pluginType });
    const deployment = this.deploymentOf(stage);
    // `addDependsOn` and `node.addDependency` of ros-cdk-core 1.12 emit nothing.
    if (deployment !== undefined) lazy.addDependency(deployment);
    this.#attachments = [...this.#attachments, { lazy, plugin, stage }];
  }
}

interface Attachment {
  readonly lazy: LazyResource<RosPluginAttachment>;
  readonly plugin: BindablePlugin;
  readonly stage: StageName;
}

import type * as ros from '@alicloud/ros-cdk-core';
import { renderedProperties } from './core-internals';
import { PlainToken } from './plain-token';
import { resolveData, tokensIn } from './resolve-data';

/** A class of ROS resources as ros-cdk-apigateway generates it. */
export interface ResourceClass<Resource extends ros.RosResource, Props = never> {
  readonly ROS_RESOURCE_TYPE_NAME: string;
  readonly prototype: Resource;
  new (scope: ros.Construct, id: string, props: Props, enableResourcePropertyConstraint: boolean): Resource;
}

/** A resource as it stands in a template. */
export interface RenderedResource {
  readonly Type: string;
  readonly Properties: object;
  readonly DependsOn?: readonly string[];
  readonly Metadata?: Readonly<Record<string, unknown>>;
}

/** Most resources wait for one other or none: a set for each of a few thousand is a good part of what they take. */
const NONE: readonly string[] = [];

/**
 * A ROS resource that becomes a construct only when somebody asks for it. Until then it is written from its
 * properties, by the very function of its class that checks and names them: a construct for each resource of
 * each route is most of what the synthesis of a large gateway costs.
 */
export class LazyResource<Resource extends ros.RosResource = ros.RosResource> {
  readonly #class: ResourceClass<Resource>;
  readonly #props: object;
  readonly #scope: ros.Construct;
  #metadata: Readonly<Record<string, unknown>> | undefined;
  #dependencies: readonly string[] = NONE;
  #lane: readonly string[] = NONE;
  #made: Resource | undefined;

  constructor(
    /** The logical id. */
    readonly id: string,
    plan: {
      readonly class: ResourceClass<Resource>;
      readonly props: object;
      /** Where the construct is made, when it is asked for. */
      readonly scope: ros.Construct;
    },
  ) {
    this.#class = plan.class;
    this.#props = plan.props;
    this.#scope = plan.scope;
  }

  /** The construct, where somebody asked for it: it then writes itself. */
  get made(): Resource | undefined {
    return this.#made;
  }

  /** The construct, made when it is first asked for. */
  get resource(): Resource {
    this.#made ??= this.make();
    return this.#made;
  }

  /** Waits for another resource of the stack. */
  addDependency(id: string): void {
    this.#dependencies = [...this.#dependencies, id];
    this.#made?.addRosDependency(id);
  }

  /** Waits for the resources before it in its lane; what was said before about the lane is forgotten. */
  setLane(ids: readonly string[]): void {
    this.#lane = ids;
    for (const id of ids) this.#made?.addRosDependency(id);
  }

  addMetadata(key: string, value: unknown): void {
    this.#metadata = { ...this.#metadata, [key]: value };
    this.#made?.addMetaData(key, value);
  }

  /** A token for an attribute, for resources of the same stack. */
  attribute(name: string): ros.IResolvable {
    return new LazyAttribute(this.id, name);
  }

  /** What core has to look at before anything is written. */
  tokens(): unknown[] {
    return tokensIn(this.#props).filter((token) => !(token instanceof PlainToken));
  }

  /** What core writes of the construct. */
  render(resolve: (token: unknown) => unknown): RenderedResource {
    const props = resolveData(this.#props, (token) =>
      token instanceof PlainToken ? token.value() : resolve(token),
    );
    const rendered = renderedProperties(this.#class.prototype, props);
    const dependsOn = this.dependsOn();
    return {
      Type: this.#class.ROS_RESOURCE_TYPE_NAME,
      Properties: rendered,
      ...(dependsOn.length === 0 ? {} : { DependsOn: dependsOn }),
      ...(this.#metadata === undefined ? {} : { Metadata: { ...this.#metadata } }),
    };
  }

  private make(): Resource {
    const made = new this.#class(this.#scope, this.id, this.#props as never, true);
    for (const [key, value] of Object.entries(this.#metadata ?? {})) made.addMetaData(key, value);
    for (const id of this.dependsOn()) made.addRosDependency(id);
    return made;
  }

  private dependsOn(): string[] {
    return [...new Set([...this.#dependencies, ...this.#lane])].sort();
  }
}

/** An attribute of a resource that need not be a construct. */
class LazyAttribute extends PlainToken {
  constructor(
    private readonly id: string,
    private readonly name: string,
  ) {
    super();
  }

  override value(): object {
    return { 'Fn::GetAtt': [this.id, this.name] };
  }
}

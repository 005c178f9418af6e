import * as ros from '@alicloud/ros-cdk-core';
import type { Route } from '../route';
import {
  addDeferredPart,
  type DeferredPart,
  FinishedPart,
  isDeferred,
  type LargeTemplate,
} from './deferred-part';
import type { LazyResource, RenderedResource } from './lazy-resource';
import { claimLogicalId, FLAT_ID_PARTS, type IdParts, NESTED_ID_PARTS } from './logical-id';

/**
 * All resources of the APIs of one group in one stack, as one element of the template: what nobody asked for as a
 * construct is written from here.
 */
export class ApiResources extends ros.RosElement implements DeferredPart {
  /** What their logical ids are made of. */
  readonly idParts: IdParts;
  readonly #lazy: LazyResource[] = [];
  readonly #apis = new Set<ros.Construct>();
  /** What is written so far while all is being written: a deployment looks at its API. */
  #rendering: ReadonlyMap<LazyResource, RenderedResource> | undefined;

  /**
   * @param scope the group, or the nested stack that holds the APIs
   * @param groupPath the path of the group
   */
  constructor(
    scope: ros.Construct,
    readonly groupPath: string,
  ) {
    super(scope, 'ApiResources');
    this.idParts = scope === this.stack ? NESTED_ID_PARTS : FLAT_ID_PARTS;
    addDeferredPart(this.stack, this);
    elements.set(this.stack, [...apiResourcesOf(this.stack), this]);
  }

  /** The logical id that those of an API begin with. */
  claimRouteId(route: Route): string {
    return claimLogicalId(this.node.scope as ros.Construct, this.idParts.ofRoute(route));
  }

  /** @param api the API that the resource is part of */
  add(lazy: LazyResource, api: ros.Construct): void {
    this.#lazy.push(lazy);
    this.#apis.add(api);
  }

  /** How many resources the APIs have. */
  get count(): number {
    return this.#lazy.length;
  }

  /** How many of them are no construct. */
  get unmadeCount(): number {
    return this.written.length;
  }

  /** How many APIs there are, those made elsewhere too. */
  get apiCount(): number {
    return this.#apis.size;
  }

  /** What core asks of every element. */
  override _toRosTemplate(): object {
    if (isDeferred(this.stack) || this.written.length === 0) return {};
    return { Resources: new FinishedPart({ tokens: () => this.tokens(), finish: () => this.render() }) };
  }

  putInto(template: LargeTemplate): void {
    const resources = template.Resources ?? {};
    for (const [id, resource] of Object.entries(this.render())) {
      if (id in resources) throw new Error(`section 'Resources' already contains '${id}'`);
      resources[id] = resource;
    }
    template.Resources = resources;
  }

  /** What is no construct, which would write itself. */
  private get written(): LazyResource[] {
    return this.#lazy.filter(({ made }) => made === undefined);
  }

  /** The properties of a resource as they are being written, or would be. */
  propertiesOf(lazy: LazyResource): object {
    const rendered = this.#rendering?.get(lazy) ?? lazy.render((token) => this.stack.resolve(token));
    return rendered.Properties;
  }

  private render(): Record<string, RenderedResource> {
    const resolve = remembering((token) => this.stack.resolve(token));
    const rendering = new Map<LazyResource, RenderedResource>();
    this.#rendering = rendering;
    try {
      for (const each of this.written) rendering.set(each, each.render(resolve));
    } finally {
      this.#rendering = undefined;
    }
    return Object.fromEntries([...rendering].map(([{ id }, resource]) => [id, resource]));
  }

  private tokens(): unknown[] {
    return [...new Set(this.written.flatMap((each) => each.tokens()))];
  }
}

const elements = new WeakMap<ros.Stack, readonly ApiResources[]>();

/** Those of all groups with APIs in a stack. */
export function apiResourcesOf(stack: ros.Stack): ApiResources[] {
  return [...(elements.get(stack) ?? [])];
}

/** Group and plug-ins are the same tokens for every route. */
function remembering(resolve: (token: unknown) => unknown): (token: unknown) => unknown {
  const known = new Map<unknown, unknown>();
  return (token) => {
    if (!known.has(token)) known.set(token, resolve(token));
    return known.get(token);
  };
}

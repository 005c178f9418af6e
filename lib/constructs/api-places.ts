import type * as ros from '@alicloud/ros-cdk-core';
import type { Route } from '../route';
import { ApiResources } from './api-resources';
import { ApiStack } from './api-stack';
import type { BoundApi } from './bound-api';
import { layLanes, numberOf } from './lanes';
import type { Layout } from './layout';
import { claimLogicalId } from './logical-id';
import { checkRoom } from './stack-room';

/** The stacks that the APIs of one group stand in: that of the group, and nested ones, made when first needed. */
export class ApiPlaces {
  readonly #group: ros.Construct;
  #flat: ApiResources | undefined;
  /** By the end of their logical ids. */
  readonly #nested = new Map<string, NestedPlace>();

  constructor(group: ros.Construct) {
    this.#group = group;
  }

  /** What writes the resources of a route. */
  placeOf(route: Route, layout: Layout): ApiResources {
    if (layout.kind === 'nested') return this.nestedPlaceOf(layout, numberOf(route.signature, layout.stacks));
    this.#flat ??= new ApiResources(this.#group, this.#group.node.path);
    return this.#flat;
  }

  /**
   * Lets so many APIs go live at a time: in the stack of the group in as many lanes; in nested stacks one by one,
   * with so many of the stacks side by side.
   */
  layLanes(apis: readonly BoundApi[], lanes: number): void {
    for (const { stack } of this.all) {
      const inside = apis.filter(({ apiStack }) => apiStack === stack);
      layLanes(inside, stack instanceof ApiStack ? 1 : lanes);
    }
    const before = new Map<string, ApiStack>();
    for (const { name, number, stack } of [...this.#nested.values()].sort((a, b) => a.number - b.number)) {
      const lane = `${name} ${number % lanes}`;
      const id = before.get(lane)?.stackResource.node.id;
      if (id !== undefined) stack.stackResource.addRosDependency(id);
      before.set(lane, stack);
    }
  }

  /** @throws GatewayError `template-too-large` when a stack has more resources than ROS takes */
  checkRoom(): void {
    for (const { stack } of this.all) checkRoom(stack);
  }

  private get all(): readonly ApiResources[] {
    const nested = [...this.#nested.values()].map(({ resources }) => resources);
    return this.#flat === undefined ? nested : [this.#flat, ...nested];
  }

  private nestedPlaceOf({ name }: Layout & { kind: 'nested' }, number: number): ApiResources {
    const key = `${name}${number}`;
    const known = this.#nested.get(key);
    if (known !== undefined) return known.resources;
    const stack = new ApiStack(this.#group, claimLogicalId(this.#group, key));
    const resources = new ApiResources(stack, this.#group.node.path);
    this.#nested.set(key, { name, number, stack, resources });
    return resources;
  }
}

interface NestedPlace {
  readonly name: string;
  readonly number: number;
  readonly stack: ApiStack;
  readonly resources: ApiResources;
}

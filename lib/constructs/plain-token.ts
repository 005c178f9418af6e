import type * as ros from '@alicloud/ros-cdk-core';

/**
 * A token whose value is plain and refers to no other stack. Core need not look at it: for each of a few thousand
 * it would make a resolver, twice.
 */
export abstract class PlainToken implements ros.IResolvable {
  readonly creationStack = [];

  /** What stands for it in the template; asked for when all edits are made. */
  abstract value(): unknown;

  resolve({ preparing }: ros.IResolveContext): unknown {
    return preparing ? '' : this.value();
  }
}

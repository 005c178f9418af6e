import * as ros from '@alicloud/ros-cdk-core';

/**
 * The synthesizer of a nested stack whose template stands inside its parent's: it writes nothing. Core's default
 * one would write the stack once more, and list it as a stack called "undefined".
 */
export class NestedSynthesizer extends ros.StackSynthesizer {
  addFileAsset(): never {
    throw new Error('assets must be added before synthesis');
  }

  synthesize(): void {}
}

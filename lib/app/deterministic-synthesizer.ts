import * as ros from '@alicloud/ros-cdk-core';
import { NestedSynthesizer } from '../constructs';

const QUALIFIER = 'jwt-gateway';

/** What core's types hide of its default synthesizer. */
interface DefaultSynthesizer {
  readonly props: ros.DefaultStackSynthesizerProps;
  readonly assetManifest: { readonly hasAssets: boolean };
}

/**
 * Gives a stack a synthesizer that writes the same bytes in every run.
 *
 * Core's default one makes up a bucket name at random, also for stacks that never upload anything. A stack
 * with file assets keeps its own: their bucket is real, so its name must not be one that anybody can take.
 * A nested stack, whose template stands inside its parent's, writes nothing: core would write it once more
 * and list it as a stack called "undefined".
 */
export function useDeterministicSynthesizer(stack: ros.Stack): void {
  const { synthesizer } = stack;
  if (synthesizer.constructor !== ros.DefaultStackSynthesizer) return;
  const { props, assetManifest } = synthesizer as unknown as DefaultSynthesizer;
  if (assetManifest.hasAssets) return;
  const deterministic = ros.NestedStack.isNestedStack(stack)
    ? new NestedSynthesizer()
    : new ros.DefaultStackSynthesizer({ qualifier: QUALIFIER, ...props });
  deterministic.bind(stack);
  Object.assign(stack, { synthesizer: deterministic });
}

import * as ros from '@alicloud/ros-cdk-core';
import { type GuardOptions, guarded } from './guarded';

/** Those of `ros.App`, and what is checked at synthesis. */
export interface GatewayAppProps extends ros.AppProps, GuardOptions {}

/**
 * The root of an app whose runs fail closed and are reproducible: see {@link guarded} for what that means.
 *
 * @throws GatewayError what {@link guarded} throws
 * @example
 * const app = new GatewayApp();
 * new ros.Stack(app, 'Shop');
 */
export class GatewayApp extends ros.App {
  /** @param props no stack trace is written, whatever `stackTraces` says */
  constructor({ checks, ...props }: GatewayAppProps = {}) {
    super(props);
    guarded(this, { checks });
  }
}

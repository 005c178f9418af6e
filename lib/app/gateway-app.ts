import * as ros from '@alicloud/ros-cdk-core';
import { guarded } from './guarded';

/**
 * The root of an app whose runs fail closed and are reproducible: see {@link guarded} for what that means.
 *
 * @throws GatewayError what {@link guarded} throws
 * @example
 * const app = new GatewayApp();
 * new ros.Stack(app, 'Shop');
 */
export class GatewayApp extends ros.App {
  /** @param props those of `ros.App`; no stack trace is written, whatever `stackTraces` says */
  constructor(props?: ros.AppProps) {
    super(props);
    guarded(this);
  }
}

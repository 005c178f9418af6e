import * as ros from '@alicloud/ros-cdk-core';
import { checkProps, flag, type MembersOf, record, text } from '../constructs';
import { GUARD_OPTIONS, type GuardOptions, guarded } from './guarded';

/** Those of `ros.App`, and what is checked at synthesis. */
export interface GatewayAppProps extends ros.AppProps, GuardOptions {}

const GATEWAY_APP_PROPS: MembersOf<GatewayAppProps> = {
  ...GUARD_OPTIONS,
  autoSynth: flag,
  outdir: text,
  stackTraces: flag,
  runtimeInfo: flag,
  context: record,
  treeMetadata: flag,
};

/**
 * The root of an app whose runs fail closed and are reproducible: see {@link guarded} for what that means.
 *
 * @throws GatewayError what {@link guarded} throws
 * @example
 * const app = new GatewayApp();
 * new ros.Stack(app, 'Shop');
 */
export class GatewayApp extends ros.App {
  /** @param given what the app is told; no stack trace is written, whatever `stackTraces` says */
  constructor(given: GatewayAppProps = {}) {
    checkProps<GatewayAppProps>(given, GATEWAY_APP_PROPS, { place: 'new GatewayApp' });
    const { checks, ...props } = given;
    super(props);
    guarded(this, { checks });
  }
}

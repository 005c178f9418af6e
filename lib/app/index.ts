/**
 * Floor 4: the app side of the `ros-cdk` command line. It makes the known traps of a run harmless: stale runs,
 * old templates after a refusal, output that differs from run to run, mistakes that only the service would
 * find. What a gateway is, it asks the rules. `fresh.ts` is an entry point of its own.
 */
export type { Severity } from '../rules';
export type { RuleChecks } from './check-rules';
export { GatewayApp, type GatewayAppProps } from './gateway-app';
export { type GuardOptions, guarded } from './guarded';
export { prepareRun, type RunPlace } from './prepare-run';

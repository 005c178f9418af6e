/**
 * Floor 4: the app side of the `ros-cdk` command line. It makes the known traps of a run harmless: stale runs,
 * old templates after a refusal, output that differs from run to run, mistakes that only the service would
 * find. It knows ROS CDK and templates, not what a gateway is. `fresh.ts` is a door of its own.
 */
export { GatewayApp } from './gateway-app';
export { guarded } from './guarded';
export { prepareRun, type RunPlace } from './prepare-run';

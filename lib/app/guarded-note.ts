/**
 * Whether an app of this process is guarded: what is loaded before the app has to know it without loading ROS CDK. A
 * registered symbol, so that a second copy of this package says the same.
 */
const GUARDED = Symbol.for('ros-cdk-jwt-gateway.guarded');

export function noteGuarded(): void {
  Reflect.set(globalThis, GUARDED, true);
}

export function isAnyGuarded(): boolean {
  return Reflect.get(globalThis, GUARDED) === true;
}

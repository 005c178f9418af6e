/**
 * Gives `expect` of jest the matchers of a gateway, and their types: `import 'ros-cdk-jwt-gateway/testing/jest'`. A
 * entry point of its own, so that nobody without jest gets its types.
 */
import { type GatewayMatchers, gatewayMatchers } from './assertions';

declare global {
  namespace jest {
    // biome-ignore lint/complexity/noBannedTypes: the type parameters have to be those of @types/jest
    interface Matchers<R, T = {}> extends GatewayMatchers<Promise<R>> {}
  }
}

const { expect } = globalThis as { expect?: { extend?: (matchers: object) => void } };
if (typeof expect?.extend !== 'function') {
  throw new TypeError(
    "there is no global expect here: use expect.extend(gatewayMatchers) of your test runner's",
  );
}
expect.extend(gatewayMatchers);

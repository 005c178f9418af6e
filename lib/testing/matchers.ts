import type { GatewayErrorCode } from '../facts';
import type { TestGateway } from './test-gateway';
import type { TestRequest } from './test-request';
import { accepts, isProtected, isPublic, refuses, type Verdict } from './verdict';

/** What the matchers add to `expect(gateway)`, for the types of a test runner. All of them are awaited. */
export interface GatewayMatchers<R = Promise<void>> {
  /** Refused, with this code where one is given: `A403JE`. */
  toRefuse(request: TestRequest, code?: GatewayErrorCode): R;
  /** Let through. */
  toAccept(request: TestRequest): R;
  /** Every bad token is refused on the route, in all of its stages or in this one. */
  toBeProtected(route: string, stage?: string): R;
  /** Anybody may call the route, in all of its stages or in this one. */
  toBePublic(route: string, stage?: string): R;
}

/**
 * For `expect.extend` of jest and of vitest: `await expect(gateway).toRefuse('GET /orders')`.
 *
 * With jest, `import 'ros-cdk-jwt-gateway/testing/jest'` does that, types and all. With vitest:
 *
 * @example
 * expect.extend(gatewayMatchers);
 * declare module 'vitest' {
 *   interface Matchers<T = any> extends GatewayMatchers {}
 * }
 */
export const gatewayMatchers = {
  toRefuse: (gateway: TestGateway, request: TestRequest, code?: GatewayErrorCode): Promise<Verdict> =>
    refuses(gateway, request, code),
  toAccept: (gateway: TestGateway, request: TestRequest): Promise<Verdict> => accepts(gateway, request),
  toBeProtected: (gateway: TestGateway, route: string, stage?: string): Promise<Verdict> =>
    isProtected(gateway, route, stage),
  toBePublic: (gateway: TestGateway, route: string, stage?: string): Promise<Verdict> =>
    isPublic(gateway, route, stage),
};

import { AssertionError } from 'node:assert';
import type { GatewayErrorCode } from '../facts';
import type { TestGateway } from './test-gateway';
import type { TestRequest } from './test-request';
import { accepts, isProtected, isPublic, refuses, type Verdict } from './verdict';

/**
 * Fails unless the gateway refuses the request, with this code where one is given: `A403JE`.
 *
 * @throws AssertionError with the steps that the gateway took
 * @throws TypeError where the local gateway cannot tell what the service does, and for what no route takes
 */
export async function assertRefuses(
  gateway: TestGateway,
  request: TestRequest,
  code?: GatewayErrorCode,
): Promise<void> {
  assertHolds(await refuses(gateway, request, code), assertRefuses);
}

/**
 * Fails unless the gateway lets the request through.
 *
 * @throws AssertionError with the steps that the gateway took
 * @throws TypeError where the local gateway cannot tell what the service does, and for what no route takes
 */
export async function assertAccepts(gateway: TestGateway, request: TestRequest): Promise<void> {
  assertHolds(await accepts(gateway, request), assertAccepts);
}

/**
 * Fails unless the route is protected, in all of its stages or in the one that is named: the template says so, and the
 * gateway refuses no token at all and every bad token of the kit.
 *
 * @param route as in `GET /orders/[orderId]`
 * @throws AssertionError with what gets through
 * @throws TypeError for a route that there is not, and where the template alone does not say who may call
 */
export async function assertProtected(gateway: TestGateway, route: string, stage?: string): Promise<void> {
  assertHolds(await isProtected(gateway, route, stage), assertProtected);
}

/**
 * Fails unless anybody may call the route, in all of its stages or in the one that is named.
 *
 * @throws AssertionError with what it takes
 * @throws TypeError for a route that there is not, and where the template alone does not say who may call
 */
export async function assertPublic(gateway: TestGateway, route: string, stage?: string): Promise<void> {
  assertHolds(await isPublic(gateway, route, stage), assertPublic);
}

function assertHolds({ message, pass }: Verdict, stackStartFn: (...args: never[]) => unknown): void {
  if (!pass) throw new AssertionError({ message: message(), stackStartFn });
}

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

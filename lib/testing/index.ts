/**
 * Floor 4: what users' tests import. A gateway in this process, assertions and matchers over it, good and bad tokens, and
 * a snapshot serializer. Knows no test runner; ROS CDK only by the shape of its stacks.
 */
export type { GatewayErrorCode } from '../facts';
export type { Decision, TraceStep } from '../gateway';
export {
  type Attempt,
  createTokenKit,
  type DemandedClaim,
  type HeaderLine,
  type Outcome,
  type PresentedValue,
  type ProbedRoute,
  type RouteVerdict,
  type ShownRequest,
  TOKEN_KINDS,
  type TokenKind,
  type TokenKindId,
  type TokenKit,
  type TokenKitOptions,
  type Trial,
  type TrialVerdict,
} from '../probe';
export {
  assertAccepts,
  assertProtected,
  assertPublic,
  assertRefuses,
  type GatewayMatchers,
  gatewayMatchers,
} from './assertions';
export type { AppLike, AssemblyLike, GatewaySource, StackLike, TemplateLike } from './gateway-source';
export type { GoodTokenOptions } from './good-token';

export { gatewaySerializer } from './serializer';
export type { TestClock } from './served';
export { gatewayFrom, type TestAnswer, type TestGateway, type TestGatewayOptions } from './test-gateway';
export type { RequestOptions, TestRequest } from './test-request';

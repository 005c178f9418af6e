/**
 * Floor 3: the kit of bad tokens, and the proof that a gateway refuses them. Plans requests from the gateway model,
 * and judges what comes back; how requests are sent is passed in. Knows no socket, and not the local gateway.
 */
export type { Outcome, ProbeAnswer } from './answer';
export { type AnswerDifference, compareProbes, type ProbeComparison } from './compare-probes';
export { type PlannedRoute, type PlanOptions, type ProbePlan, planProbe } from './plan';
export { type ProbedRoute, type ProbeOptions, type ProbeProgress, type ProbeReport, probe } from './probe';
export type { HeaderLine, ProbeRequest, ShownRequest } from './probe-request';
export {
  type Attempt,
  type PresentedValue,
  TOKEN_KIND_IDS,
  TOKEN_KINDS,
  type TokenKind,
  type TokenKindId,
  tokenKind,
} from './token-kinds';
export { createImpostor, createTokenKit, type TokenKit, type TokenKitOptions } from './token-kit';
export { findSentPlace, type SentPlace, withToken } from './token-place';
export type { RouteVerdict, Trial, TrialVerdict } from './trial';
export type { NoWork, PlannedKind, ProbeWork } from './work';

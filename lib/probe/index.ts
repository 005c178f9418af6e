/**
 * Floor 3: the kit of bad tokens, and the proof that a gateway refuses them. Plans requests from the gateway model,
 * and judges what comes back; how requests are sent is passed in. Knows no socket, and not the local gateway.
 */
export type { Outcome, ProbeAnswer } from './answer';
export type { RouteVerdict, Trial, TrialVerdict } from './attempt';
export { type AnswerDifference, compareProbes, type ProbeComparison } from './compare-probes';
export type { DemandedClaim } from './ingredients';
export { type PlannedRoute, type ProbePlan, planProbe } from './plan';
export { type ProbedRoute, type ProbeOptions, type ProbeProgress, type ProbeReport, probe } from './probe';
export {
  findSentPlace,
  type ProbeRequest,
  type SentPlace,
  type ShownRequest,
  withToken,
} from './probe-request';
export type { HeaderLine } from './request-draft';
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
export type { PlanOptions, ProbeWork } from './work';

/**
 * Floor 3: what two gateways do not share, by its meaning. `pairing/` finds what belongs together, `comparing/` what of
 * it differs, `judging/` what that means for callers; `kinds/` has the kinds of change by what they are of; `moving/`
 * compares a traditional gateway with the cloud-native one that takes its calls. Reads the gateway model only; knows neither
 * rules nor how changes are shown.
 */
export type {
  CallerEffect,
  Change,
  ChangeSide,
  ChangeTopic,
  Exposure,
  GatewayDiff,
  GeneralJudgement,
  Posture,
  RouteChange,
  Verdict,
} from './change';
export { type DiffContext, diffGateways } from './diff-gateways';
export type { ChangeArea, ChangeDirection, ChangeKind } from './judging/kind';
export {
  applyLevels,
  type ChangeLevel,
  LEVEL_FILE,
  type LevelledDiff,
  type LevelProblem,
  parseLevels,
  readLevels,
} from './levels';
export { diffProducts } from './moving/diff-products';
export { CHANGE_KINDS } from './registry';

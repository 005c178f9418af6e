/**
 * Floor 3: what two gateways do not share, by its meaning. `pairing/` finds what belongs together, `comparing/` what of
 * it differs, `judging/` what that means for callers; `kinds/` has one file per kind of change and its mirror, named by
 * the id of the first; `moving/` compares a traditional gateway with the cloud-native one that takes its calls. Reads the gateway model only; knows neither rules nor how changes are shown.
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
export { LEVEL_FILE, parseLevels, readLevels } from './level-file';
export { applyLevels, type ChangeLevel, type LevelledDiff, type LevelProblem } from './levels';
export { diffProducts } from './moving/diff-products';
export { CHANGE_KINDS } from './registry';

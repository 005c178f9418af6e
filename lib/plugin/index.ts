/**
 * Floor 1: what plug-ins are made of. One file per plug-in type with its model, read from PluginData and written
 * as PluginData; any other type is data. Knows keys, but neither templates nor bindings.
 */

export type { JsonObject, JsonValue } from '../json';
export type { Extensible } from '../shape';
export type { Truth } from '../truth';
export {
  type AccessControlModel,
  type AccessControlRule,
  type AccessControlVerdict,
  accessControl,
} from './access-control';
export { AddressRanges } from './address-ranges';
export { AddressSet, plainAddress } from './address-set';
export {
  type BackendName,
  findLocation,
  findReservedHeader,
  isSameAtBackend,
  PARAMETER_LOCATIONS,
  takenNames,
} from './backend-name';
export {
  demandProblems,
  demandText,
  doubtIn,
  findEqualVariables,
  findWholeWord,
  type TokenDemand,
  UNWRITABLE,
} from './claim-demand';
export {
  AnyBut,
  type ConditionValue,
  claimValue,
  evaluateCondition,
  type LookUp,
  Untold,
} from './conditions/evaluation';
export {
  type Comparison,
  type Condition,
  type ConditionReading,
  comparisonsOf,
  type Operand,
  parseCondition,
  readCondition,
  variablesOf,
} from './conditions/parser';
export {
  doubtOf,
  judgeRules,
  type ReadRule,
  type RuleEnd,
  type RuleOutcome,
  readRule,
} from './conditions/rule-list';
export { type ConditionSource, findConditionSource } from './conditions/source';
export { type CorsModel, cors } from './cors';
export { findPluginType, type TypedPlugin } from './find-plugin-type';
export { type IpControlItem, type IpControlModel, ipControl } from './ip-control';
export { type ClaimParameter, type JwtAuthModel, jwtAuth, jwtAuthKeys } from './jwt-auth';
export { parsePluginData, renderPluginData } from './plugin-data';
export type { PluginDataInspection, PluginType } from './plugin-type';
export {
  findPrivateKeys,
  findPrivateKeysInTemplate,
  type PrivateKeyPlace,
  type PrivatePart,
  privatePartText,
  refusePrivateKeys,
  type TemplateSearch,
} from './private-keys';
export { type TokenClaims, tokenClaimRule } from './token-claim-rule';
export {
  type TrafficControlModel,
  type TrafficControlPolicy,
  type TrafficControlSpecial,
  trafficControl,
} from './traffic-control';

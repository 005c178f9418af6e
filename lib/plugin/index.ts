/**
 * Floor 1: what plug-ins are made of. One file per plug-in type with its model, read from PluginData and written
 * as PluginData; any other type is data. Knows keys, but neither templates nor bindings.
 */

export type { JsonObject, JsonValue } from '../json';
export type { Extensible } from '../shape';
export {
  type AccessControlModel,
  type AccessControlRule,
  type AccessControlVerdict,
  accessControl,
} from './access-control';
export { AddressSet, plainAddress } from './address-set';
export { type Comparison, type Condition, type Operand, parseCondition, variablesOf } from './condition';
export { type ConditionValue, claimValue, evaluateCondition, UNTOLD } from './condition-evaluation';
export { type ConditionSource, findConditionSource } from './condition-source';
export { type CorsModel, cors } from './cors';
export { findPluginType, type TypedPlugin } from './find-plugin-type';
export { type IpControlItem, type IpControlModel, ipControl } from './ip-control';
export { type ClaimParameter, type JwtAuthModel, jwtAuth, jwtAuthKeys } from './jwt-auth';
export { parsePluginData, renderPluginData } from './plugin-data';
export type { PluginType } from './plugin-type';
export { findPrivateKeys, type PrivatePart, privatePartText, refusePrivateKeys } from './private-keys';
export { type TokenClaims, tokenClaimRule } from './token-claim-rule';
export {
  type TrafficControlModel,
  type TrafficControlPolicy,
  type TrafficControlSpecial,
  trafficControl,
} from './traffic-control';

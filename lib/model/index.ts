/**
 * Floor 2: what templates mean to the gateway: groups, routes, stages, plug-ins and who gets through. Every report, rule
 * and the local gateway reads this one model. What only ROS knows is unknown, with its expression.
 */
export {
  type ApiDefinition,
  type ApiParameterMapping,
  apiDefinitionOf,
  type BackendDefinition,
  type ConstParameter,
  type MockHeader,
  type ParameterMapping,
  type PlacedParameter,
  parameterMappingOf,
  type RequestParameter,
  type SystemParameter,
} from './api-definition';
export { basePathOf } from './base-path';
export { effectiveProtection, type ProtectionInput } from './effective-protection';
export { acceptedClaims, type BoundRules, CUT_SHORT, claimRuleOf, findBoundRules } from './enforced-claims';
export type {
  AccessControlReading,
  ClaimDemand,
  ClaimRule,
  FromResource,
  GatewayDeployment,
  GatewayDomain,
  GatewayGroup,
  GatewayModel,
  GatewayPlugin,
  GatewayRoute,
  JwtAuthReading,
  KeySummary,
  PluginBinding,
  RouteBinding,
  RouteStage,
} from './gateway-model';
export { type KeyRetirement, keyRetirements } from './key-retirement';
export { isPreflightAnswer } from './preflight';
export {
  type AddressLimit,
  type AppLock,
  addressWords,
  type BasicLock,
  type ConsumerLock,
  findJwtLock,
  type JwtLock,
  type Lock,
  type LockConsumer,
  type LockedProtection,
  type OpenIdLock,
  type PossibleLock,
  type Protection,
  type PublicProtection,
  protectionWord,
  publicWords,
  type UnknownProtection,
} from './protection';
export { type ClientReach, clientReachOf, findDoubt, findWay, passedHeadersOf } from './reach';
export { gatewayOf, parseTemplate, type ReadingOptions, readGateway, readTemplate } from './read-gateway';
export { type ClaimValue, type Fate, OTHER, RuleAdmission } from './rule-admission';
export type { AppliedRules } from './rule-search';
export { redactorOf, redactorOfStack } from './secrets';
export { findTokenPlace, isAuthorization, type TokenPlace } from './token-place';

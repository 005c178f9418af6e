/**
 * Floor 2: what templates mean to the gateway: groups, routes, stages, plug-ins and who gets through. Every report, rule
 * and the local gateway reads this one model. What only ROS knows is unknown, with its expression.
 */

export {
  type AccessChange,
  type AccessFactor,
  accessText,
  type CompareAccess,
  certainProtection,
  compareClaims,
  createAccessComparison,
  keysText,
  keyText,
  LOCK_WORDS,
  withoutDetails,
} from './access';
export { basePathOf, fullNameOf, fullPathOf, fullRouteOf, routeNamesOf } from './address';
export {
  type ApiDefinition,
  apiDefinitionOf,
  type BackendDefinition,
  backendDefinitionOf,
  isCheckedParameter,
  isPreflightAnswer,
  parameterMappingOf,
  type RequestParameter,
} from './api-definition';
export { isStranger } from './binders';
export { effectiveProtection } from './effective-protection';
export { acceptedClaims, CUT_SHORT, findBoundRules } from './enforced-claims';
export type {
  FromResource,
  GatewayDeployment,
  GatewayDomain,
  GatewayGroup,
  GatewayModel,
  GatewayPlugin,
  GatewayRoute,
  GatewayStageConfig,
  PluginBinding,
  RouteBinding,
  RouteStage,
} from './gateway';
export { keyRetirements } from './key-retirement';
export { CreationOrder, circlesIn } from './order';
export {
  isMadeOfParameter,
  partsFromParameters,
  type UsedParameter,
  usedParametersOf,
} from './parameters-used';
export {
  type ClaimRule,
  type ConsumerLock,
  demandsIn,
  findJwtLock,
  type JwtLock,
  type KeySummary,
  type Lock,
  type LockConsumer,
  type PossibleLock,
  type Protection,
  protectionWord,
  publicWords,
} from './protection';
export { type ClientReach, clientReachOf, findDoubt, findWay, passedHeadersOf } from './reach';
export { gatewayOf, parseTemplate, type ReadingOptions, readGateway } from './read-gateway';
export { withoutRecordings } from './recorded-stacks';
export { RuleEvaluation } from './rule-evaluation';
export type { AppliedRules } from './rule-search';
export { redactorOf, redactorOfMasked, redactorOfStack } from './secrets';
export {
  STAGED_PARTS,
  type StagedPart,
  stageBackendOf,
  type VariableReading,
  variablesReadBy,
} from './stage-backend';
export { NO_VARIABLES } from './stage-variables';
export { findTokenPlace, isAuthorization, type TokenPlace } from './token-place';

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
export type {
  AccessControlReading,
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
export {
  type AppLock,
  type BasicLock,
  findJwtLock,
  type JwtLock,
  type Lock,
  type LockedProtection,
  type OpenIdLock,
  type Protection,
  type PublicProtection,
  protectionWord,
  type UnknownProtection,
} from './protection';
export { parseTemplate, type ReadingOptions, readGateway, readTemplate } from './read-gateway';
export { findTokenPlace, isAuthorization, type TokenPlace } from './token-place';

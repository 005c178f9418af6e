/**
 * Floor 2: a ROS template, or a whole cdk.out, read into the one gateway model that every report, rule and the
 * local gateway read. What only ROS knows is unknown, with its expression. Executes nothing, knows no ROS CDK.
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
export { readDocument, type TemplateDocument } from './document';
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
export { Origin, type Position } from './origin';
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
export { parseTemplate, readGateway, readTemplate } from './read-gateway';
export {
  endOfReference,
  followReference,
  forEachName,
  mentionsOf,
  namesIn,
  type Reference,
} from './reference';
export { logicalIdOf, type Resource, type Stack, type TemplateProblem } from './stack';
export { nodeFiles, readText, readTextIfAny, type TemplateFiles } from './template-files';
export { findTokenPlace, isAuthorization, type TokenPlace } from './token-place';
export {
  callText,
  functionIn,
  isFunctionName,
  isUnknown,
  type Maybe,
  textOrExpression,
  type Unknown,
} from './unknown';
export { flagIn, knownValue, resolveValue, type Scope, textIn } from './value';

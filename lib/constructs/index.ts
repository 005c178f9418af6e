/**
 * Floor 3: typed constructs that write ROS templates. The only folder, with `app`, that knows ROS CDK; it reads
 * no template.
 */
import { nameAssemblySchema } from '../assembly-schema';

export {
  ApiGroup,
  type ApiGroupProps,
  ExistingApiGroup,
  type ExistingApiGroupProps,
  type ProtectedApiGroup,
} from './api-group';
export type {
  ApiArguments,
  ApiDefaults,
  ApiGroupBase,
  EveryStageNamed,
  IApiGroup,
  OpenApiArguments,
  SaysWho,
} from './api-group-base';
export type {
  ApiOptions,
  Authorization,
  ConstantParameter,
  ErrorCodeSample,
  StageAuthorization,
  SystemParameter,
} from './api-options';
export { AppAuthentication, type AppAuthenticationProps } from './app-authentication';
export {
  Backend,
  type BackendCallOptions,
  type BackendPath,
  type EventFunctionOptions,
  type FunctionBackendOptions,
  type HttpBackendOptions,
  type MockOptions,
  type VpcBackendOptions,
  type WebFunctionOptions,
} from './backend';
export type { BoundApi } from './bound-api';
export { Claim, ClaimRequirement, type NamedClaim } from './claim';
export type { CustomDomain, CustomDomainOptions, DomainCertificate } from './custom-domain';
export { renderDeferred } from './deferred-part';
export type { ExistingApi, ExistingApiOptions } from './existing-api';
export { Forward, type ForwardOptions } from './forward';
export type { GatewayApi } from './gateway-api';
export {
  AccessControlPlugin,
  type BindablePlugin,
  CorsPlugin,
  DataPlugin,
  type DataPluginProps,
  GatewayPlugin,
  IpControlPlugin,
  JwtAuthPlugin,
  type PluginProps,
  TrafficControlPlugin,
} from './gateway-plugin';
export type { GroupCors } from './group-cors';
export {
  type ExistingJwtPlugins,
  JwtAuthorization,
  type JwtAuthorizationProps,
  type JwtAuthorizer,
  type ProviderAuthorizationProps,
} from './jwt-authorization';
export { Layout, type NestedLayoutOptions } from './layout';
export { findClaimant } from './logical-id';
export { NestedSynthesizer } from './nested-synthesizer';
export { assertOneCore } from './one-core';
export type { OpenApiOptions } from './open-api';
export { OpenApiDocument } from './open-api-document';
export { PerStage } from './per-stage';
export { PluginAuthorization } from './plugin-authorization';
export {
  anything,
  checkProps,
  type Exactly,
  flag,
  type MembersOf,
  made,
  objectOf,
  record,
  text,
} from './props';
export { PublicAccess } from './public-access';
export {
  type RecordedApiProps,
  type RecordedBinding,
  RecordedGateway,
  type RecordedGatewayProps,
  type RecordedGroup,
  type RecordedGroupProps,
  type RecordedResource,
} from './recorded-gateway';
export {
  type ParameterLocation,
  type ParameterType,
  RequestParameter,
  type RequestParameterOptions,
  type ServiceParameter,
} from './request-parameter';
export { StageVariable } from './stage-variable';
export type { TemplateNumber, TemplateText } from './template-value';
export { TokenSource } from './token-source';
export { VpcAccess, type VpcAccessAttributes, type VpcAccessProps } from './vpc-access';

// Here and not only at the start of an app: a test synthesizes too, on Node.js 24.20 and later as well.
nameAssemblySchema(__filename);

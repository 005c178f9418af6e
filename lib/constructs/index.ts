/**
 * Floor 3: typed constructs that write ROS templates. The only folder, with `app`, that knows ROS CDK; it reads
 * no template.
 */
import { nameAssemblySchema } from '../assembly-schema';

export { ApiGroup, type ApiGroupProps, ExistingApiGroup, type ExistingApiGroupProps } from './api-group';
export type {
  ApiOptions,
  Authorization,
  ConstantParameter,
  ErrorCodeSample,
  SystemParameter,
} from './api-options';
export { AppAuthentication, type AppAuthenticationProps } from './app-authentication';
export {
  Backend,
  type BackendCallOptions,
  type EventFunctionOptions,
  type FunctionBackendOptions,
  type HttpBackendOptions,
  type MockOptions,
  type VpcBackendOptions,
  type WebFunctionOptions,
} from './backend';
export type { BoundApi } from './bound-api';
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
  GatewayPlugin,
  IpControlPlugin,
  JwtAuthPlugin,
  type PluginProps,
  TrafficControlPlugin,
} from './gateway-plugin';
export {
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
export { PublicAccess } from './public-access';
export {
  type ParameterLocation,
  type ParameterType,
  RequestParameter,
  type RequestParameterOptions,
  type ServiceParameter,
} from './request-parameter';
export type { TemplateNumber, TemplateText } from './template-value';
export { TokenSource } from './token-source';
export { VpcAccess, type VpcAccessProps } from './vpc-access';

// Here and not only at the start of an app: a test synthesizes too, on Node.js 24.20 and later as well.
nameAssemblySchema(__filename);

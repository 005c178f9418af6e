import type { RosApiProps } from '@alicloud/ros-cdk-apigateway';
import type { Route } from '../route';
import type { ApiOptions } from './api-options';
import { bodyFormatOf, type ParameterInput, renderParameters } from './api-parameters';
import type { AppAuthentication } from './app-authentication';
import { renderServiceConfig } from './backend';
import { apiNameOf } from './names';
import { renderTags, type TemplateText } from './template-value';

/** One API, with everything that its group gives it. */
export interface ApiDefinition extends ParameterInput {
  readonly groupId: TemplateText;
  /** The lock of the API itself, where it has one: its plug-ins are bound beside it. */
  readonly app: AppAuthentication | undefined;
}

/** The properties of `ALIYUN::ApiGateway::Api`. Always names `AuthType`: the server's default is not documented. */
export function renderApi(definition: ApiDefinition): RosApiProps {
  const { app, backend, groupId, options, route } = definition;
  return {
    groupId,
    apiName: options.apiName ?? apiNameOf(route),
    description: options.description,
    visibility: options.visibility ?? 'PRIVATE',
    authType: app === undefined ? 'ANONYMOUS' : 'APP',
    appCodeAuthType: app?.appCodeAuthType,
    allowSignatureMethod: app?.allowSignatureMethod,
    forceNonceCheck: options.forceNonceCheck,
    disableInternet: options.disableInternet,
    requestConfig: renderRequestConfig(route, options),
    serviceConfig: renderServiceConfig(backend, route),
    ...renderParameters(definition),
    resultType: options.resultType ?? 'JSON',
    resultSample: options.resultSample ?? '{}',
    failResultSample: options.failResultSample,
    errorCodeSamples: options.errorCodeSamples?.map((sample) => ({ ...sample })),
    tags: renderTags(options.tags),
  };
}

function renderRequestConfig(route: Route, options: ApiOptions<never>) {
  return {
    requestHttpMethod: route.method,
    requestPath: route.path,
    requestProtocol: options.requestProtocol ?? 'HTTPS',
    requestMode: options.requestMode ?? 'MAPPING',
    bodyFormat: bodyFormatOf(route, options),
  };
}

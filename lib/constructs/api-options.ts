import { API, type StageName } from '../facts';
import type { AppAuthentication } from './app-authentication';
import type { Backend } from './backend';
import type { BindablePlugin } from './gateway-plugin';
import type { JwtAuthorizer } from './jwt-authorization';
import type { Layout } from './layout';
import {
  appAuthentication,
  authorization,
  backend,
  layout,
  location,
  stagedPlugins,
  stages,
  tags,
} from './members';
import type { PerStage } from './per-stage';
import type { PluginAuthorization } from './plugin-authorization';
import { flag, listOf, literal, type MembersOf, objectOf, oneOf, security, text } from './props';
import type { PublicAccess } from './public-access';
import type { ParameterLocation, RequestParameter } from './request-parameter';
import { REQUEST_PARAMETER } from './request-parameter';

/** Who may call: by token, by app, or everybody for a stated reason. There is no way to leave it open. */
export type Authorization = JwtAuthorizer | AppAuthentication | PluginAuthorization | PublicAccess;

/** What may differ from stage to stage: the locks that are bindings. */
export type StageAuthorization = JwtAuthorizer | PluginAuthorization;

/** A value that the gateway adds to every backend request. */
export interface ConstantParameter {
  readonly name: string;
  readonly value: string;
  /** @default 'HEAD' */
  readonly location?: ParameterLocation;
  readonly description?: string;
}

/** Something the gateway knows about the request and adds to the backend request. */
export interface SystemParameter {
  readonly systemParameter: (typeof API.systemParameters.value)[number];
  /** The name at the backend. */
  readonly name: string;
  /** @default 'HEAD' */
  readonly location?: ParameterLocation;
}

/** An answer that callers have to expect, for the API's documentation. */
export interface ErrorCodeSample {
  readonly code: string;
  readonly message: string;
  readonly description?: string;
}

/** What one API says; everything that is left out comes from its group. */
export interface ApiOptions<Stage extends StageName = StageName> {
  /** @default - the group's `defaultAuthorization` */
  readonly authorization?: Authorization | PerStage<StageAuthorization, Stage>;
  /**
   * App authentication beside the authorization. That the gateway then demands both is inferred.
   * @default - the group's `secondLock`, but none for a public API
   */
  readonly secondLock?: AppAuthentication;
  /** @default - the group's `backend` */
  readonly backend?: Backend;
  /** The stages to publish to; each must be one of the group's. @default - all of the group's */
  readonly stages?: readonly StageName[];
  /** Further plug-ins. One of a type takes the place of the group's of that type. @default - the group's */
  readonly plugins?: readonly BindablePlugin[] | PerStage<readonly BindablePlugin[], Stage>;
  /** @default - made of method and path: `GET_orders__orderId` */
  readonly apiName?: string;
  /** At most 180 characters. */
  readonly description?: string;
  /** @default 'PRIVATE' - `PUBLIC` shows the API to all users of the platform once it is in RELEASE */
  readonly visibility?: (typeof API.visibilities.value)[number];
  /** @default 'HTTPS' - a token over plain HTTP can be read on the way */
  readonly requestProtocol?: (typeof API.requestProtocols.value)[number];
  /** @default 'MAPPING' - parameters are checked, and undeclared ones dropped */
  readonly requestMode?: (typeof API.requestModes.value)[number];
  /** The body of POST, PUT and PATCH. @default - `FORM` when body parameters are declared, else `STREAM` */
  readonly body?: (typeof API.bodyFormats.value)[number];
  /** Parameters beside those of the path, and checks for those of the path. */
  readonly parameters?: readonly RequestParameter[];
  readonly constantParameters?: readonly ConstantParameter[];
  readonly systemParameters?: readonly SystemParameter[];
  /** Demands an `X-Ca-Nonce` that was not used in the last 15 minutes. @default false */
  readonly forceNonceCheck?: boolean;
  /** Answers callers inside a VPC only. @default false */
  readonly disableInternet?: boolean;
  /** @default 'JSON' */
  readonly resultType?: (typeof API.resultTypes.value)[number];
  /** @default '{}' */
  readonly resultSample?: string;
  readonly failResultSample?: string;
  readonly errorCodeSamples?: readonly ErrorCodeSample[];
  /** At most 20. */
  readonly tags?: Readonly<Record<string, string>>;
  /** Where the resources of the API stand. @default - the group's */
  readonly layout?: Layout;
}

const CONSTANT_PARAMETER: MembersOf<ConstantParameter> = {
  name: literal,
  value: text,
  location,
  description: text,
};

const SYSTEM_PARAMETER: MembersOf<SystemParameter> = {
  systemParameter: oneOf(API.systemParameters.value),
  name: literal,
  location,
};

const ERROR_CODE_SAMPLE: MembersOf<ErrorCodeSample> = { code: text, message: text, description: text };

export const API_OPTIONS: MembersOf<ApiOptions> = {
  authorization: security(authorization),
  secondLock: security(appAuthentication),
  backend: security(backend),
  stages: security(stages),
  plugins: security(stagedPlugins),
  apiName: text,
  description: text,
  visibility: oneOf(API.visibilities.value),
  requestProtocol: oneOf(API.requestProtocols.value),
  requestMode: oneOf(API.requestModes.value),
  body: oneOf(API.bodyFormats.value),
  parameters: security(listOf(objectOf(REQUEST_PARAMETER, 'parameters: RequestParameter.query(…)'))),
  constantParameters: security(listOf(objectOf(CONSTANT_PARAMETER))),
  systemParameters: security(listOf(objectOf(SYSTEM_PARAMETER))),
  forceNonceCheck: security(flag),
  disableInternet: security(flag),
  resultType: oneOf(API.resultTypes.value),
  resultSample: text,
  failResultSample: text,
  errorCodeSamples: listOf(objectOf(ERROR_CODE_SAMPLE)),
  tags,
  layout,
};

import type { Problem } from '../errors';
import type { API } from '../facts';
import type { Route } from '../route';
import type { Origin } from '../template';

/** One operation of a document, in the words of the gateway. */
export interface ApiOperation {
  /** `GET /orders/{orderId}`, as the document writes it; ANY for the vendor's any-method. */
  readonly name: string;
  /** The route below the base path. */
  readonly route: Route;
  /** What stands before the path at its server, without a final slash; unknown where its servers differ in it. */
  readonly basePath: string | undefined;
  /** The JSON pointer of the operation: `#/paths/~1orders/get`. */
  readonly pointer: string;
  readonly origin: Origin;
  readonly security: DeclaredSecurity;
  readonly settings: ApiSettings;
  /** What a gateway cannot keep, each at its JSON pointer. */
  readonly losses: readonly Problem[];
}

/** What callers of an operation have to show, as the document says. */
export interface DeclaredSecurity {
  /** The JSON pointer of the requirements, or of the operation where there are none. */
  readonly pointer: string;
  /** One of these is enough; of none at all, nothing is demanded. In an order that the document's does not decide. */
  readonly alternatives: readonly SecurityAlternative[];
  /** Whether the vendor's extension demands app authentication (`x-aliyun-apigateway-auth-type: APP`). */
  readonly app: boolean;
}

/** Schemes that are demanded together; an empty list lets anybody in. */
export type SecurityAlternative = readonly RequiredScheme[];

/** A security scheme, and the scopes that are asked of it. */
export interface RequiredScheme {
  readonly scheme: SecurityScheme;
  readonly scopes: readonly string[];
}

/** A security scheme: what callers show, and where. */
export interface SecurityScheme {
  /** The name under which the document declares it. */
  readonly name: string;
  /** `token` for bearer tokens of any kind: http bearer, OAuth 2.0, OpenID Connect. */
  readonly kind: 'token' | 'basic' | 'apiKey' | 'other';
  /** Where an `apiKey` stands. */
  readonly place?: { readonly location: 'header' | 'query' | 'cookie'; readonly name: string };
  /** As the document calls it, for people: `oauth2`, `http bearer`, `apiKey in header X-Key`. */
  readonly words: string;
}

/** What the document says of an API beside its route and its security, as `addApi` takes it. */
export interface ApiSettings {
  readonly description?: string;
  readonly parameters?: readonly OperationParameter[];
  readonly body?: (typeof API.bodyFormats.value)[number];
  readonly requestMode?: (typeof API.requestModes.value)[number];
  readonly forceNonceCheck?: boolean;
  readonly errorCodeSamples?: readonly { readonly code: string; readonly message: string }[];
  readonly constantParameters?: readonly (ServiceParameter & { readonly value: string })[];
  readonly systemParameters?: readonly (ServiceParameter & {
    readonly systemParameter: (typeof API.systemParameters.value)[number];
  })[];
}

/** Where a parameter stands, in the service's words. */
export type ParameterLocation = (typeof API.parameterLocations.value)[number];

/** The name and place of a value at the backend. */
export interface ServiceParameter {
  readonly name: string;
  readonly location: ParameterLocation;
}

/** What a gateway can check of a value. */
export interface ParameterChecks {
  readonly type?: (typeof API.requestParameterTypes.value)[number];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minValue?: number;
  readonly maxValue?: number;
  readonly enumValue?: readonly string[];
  readonly regularExpression?: string;
  readonly defaultValue?: string;
}

/** A request parameter with its checks. */
export interface OperationParameter extends ParameterChecks {
  readonly name: string;
  readonly location: ParameterLocation;
  readonly required?: boolean;
  readonly description?: string;
  readonly service?: ServiceParameter;
}

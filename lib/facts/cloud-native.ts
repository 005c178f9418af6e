import type { Fact } from './fact';

/** Where the facts of the cloud-native gateway were read. */
const PAGES = {
  jwtAuth:
    'https://www.alibabacloud.com/help/en/api-gateway/cloud-native-api-gateway/user-guide/jwt-auth-plug-ins',
  pluginCode: 'https://github.com/alibaba/higress, plugins/wasm-cpp (4e0d6914)',
  precedence:
    'https://www.alibabacloud.com/help/en/api-gateway/cloud-native-api-gateway/user-guide/configure-plug-in-rules-in-the-api-and-operation-lists',
  attachment: 'https://github.com/alibabacloud-go/apig-20240327, create_plugin_attachment_request',
  policy: 'https://github.com/alibabacloud-go/apig-20240327, policy_info',
  validation:
    'https://www.alibabacloud.com/help/en/api-gateway/cloud-native-api-gateway/user-guide/create-an-api-and-add-an-interface',
} as const;

/** What the cloud-native gateway does where nothing is said. */
export const CLOUD_NATIVE = {
  /** Seconds by which exp and nbf may be missed. */
  clockSkewSeconds: { value: 60, grade: 'doc', source: PAGES.jwtAuth },
  /** A query parameter that a token is taken from where no place is given. */
  defaultTokenParameter: { value: 'access_token', grade: 'doc', source: PAGES.jwtAuth },
  /** Whether an attachment of a plug-in works where `Enable` is left out. */
  attachmentEnabled: { value: false, grade: 'doc', source: PAGES.attachment },
  /** Whether an operation's rule takes the place of its API's. */
  operationRuleWins: { value: true, grade: 'doc', source: PAGES.precedence },
  /** Whether parameters of a request are checked. */
  parametersChecked: { value: false, grade: 'doc', source: PAGES.validation },
  /** Whether a token without `exp` expires. */
  expiryRequired: { value: false, grade: 'doc', source: PAGES.pluginCode },
  /** The header that its proxy, Envoy, puts on what a backend answered, and on none of its own answers. */
  upstreamMark: {
    value: 'x-envoy-upstream-service-time',
    grade: 'inferred',
    source:
      'https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/router_filter#http-headers-set-on-downstream-responses',
    note: 'Envoy documents it; whether the product hands it on was not seen',
  },
  /** What is answered when the whole configuration of a plug-in is wrong; the product's value is not known. */
  failStrategy: {
    value: 'unknown',
    grade: 'inferred',
    source: PAGES.pluginCode,
    note: 'the open console makes plug-ins that let calls pass',
  },
} as const satisfies Record<string, Fact<unknown>>;

/** What a policy of the cloud-native gateway does to calls. */
export type PolicyEffect = 'authenticates' | 'refuses' | 'reroutes' | 'cosmetic';

const effect = (value: PolicyEffect): Fact<PolicyEffect> => ({ value, grade: 'doc', source: PAGES.policy });

/** The classes of policies that ROS can make, by what they do to a call. The keys of most configurations are not known. */
export const POLICY_CLASSES = {
  CircuitBreaker: effect('refuses'),
  ConcurrencyLimit: effect('refuses'),
  Cors: effect('cosmetic'),
  DirectResponse: effect('reroutes'),
  ExternalZAuth: effect('authenticates'),
  Fallback: effect('reroutes'),
  FlowCopy: effect('cosmetic'),
  HeaderModify: effect('cosmetic'),
  HttpRewrite: effect('reroutes'),
  IpAccessControl: effect('refuses'),
  JWTAuth: effect('authenticates'),
  OIDCAuth: effect('authenticates'),
  RateLimit: effect('refuses'),
  Redirect: effect('reroutes'),
  Retry: effect('cosmetic'),
  ServiceLb: effect('cosmetic'),
  ServicePortTls: effect('cosmetic'),
  ServiceTls: effect('cosmetic'),
  Timeout: effect('cosmetic'),
  Waf: effect('refuses'),
} as const satisfies Record<string, Fact<PolicyEffect>>;

/** What may take the place of a plug-in of the traditional gateway: a policy, or a plug-in of the open code. */
export interface CounterpartFact {
  readonly policy: keyof typeof POLICY_CLASSES;
  readonly plugin: string;
}

const counterpart = (policy: CounterpartFact['policy'], plugin: string): Fact<CounterpartFact> => ({
  value: { policy, plugin },
  grade: 'inferred',
  source: PAGES.policy,
  note: 'by what both are for; the keys of the policy are not known',
});

/** By the type of the traditional plug-in. */
export const COUNTERPARTS = {
  cors: counterpart('Cors', 'cors'),
  ipControl: counterpart('IpAccessControl', 'ip-restriction'),
  trafficControl: counterpart('RateLimit', 'key-rate-limit'),
} as const satisfies Record<string, Fact<CounterpartFact>>;

import type { Fact } from './fact';

const PAGE = 'https://www.alibabacloud.com/help/doc-detail/88956.htm';
const documented = <T extends string>(value: T): Fact<T> => ({ value, grade: 'doc', source: PAGE });

/** The extensions by which the vendor's own OpenAPI documents say what OpenAPI has no words for. */
export const OPENAPI_EXTENSIONS = {
  /** A member of a path, in place of a method: the operation for every method. */
  anyMethod: documented('x-aliyun-apigateway-any-method'),
  /** `APP` or `ANONYMOUS`. */
  authType: documented('x-aliyun-apigateway-auth-type'),
  forceNonceCheck: documented('x-aliyun-apigateway-api-force-nonce-check'),
  marketEnable: documented('x-aliyun-apigateway-api-market-enable'),
  /** `PASSTHROUGH` or `MAPPING`. */
  parameterHandling: documented('x-aliyun-apigateway-parameter-handling'),
  parameterHandlingMisspelt: {
    value: 'x-aliyun-apigateway-paramater-handling',
    grade: 'inferred',
    source: 'documents that generators wrote',
    note: 'an older spelling of the same',
  },
  backendLocation: documented('x-aliyun-apigateway-backend-location'),
  backendName: documented('x-aliyun-apigateway-backend-name'),
  systemParameters: {
    value: 'x-aliyun-apigateway-system-parameters',
    grade: 'inferred',
    source: 'documents that generators wrote',
    note: 'a list of systemName, backendName and location',
  },
  constantParameters: {
    value: 'x-aliyun-apigateway-constant-parameters',
    grade: 'recall',
    source: 'documents that generators wrote have the name; the members are remembered',
    note: 'a list of backendName, value and location',
  },
} as const satisfies Record<string, Fact<string>>;

/** What every extension of the vendor begins with. */
export const OPENAPI_EXTENSION_PREFIX: Fact<string> = documented('x-aliyun-apigateway-');

/** The header in which a caller names the app that it is, with a signature beside it. */
export const APP_KEY_HEADER: Fact<string> = {
  value: 'X-Ca-Key',
  grade: 'doc',
  source: 'https://help.aliyun.com/document_detail/29475.html',
};

import type { Fact } from './fact';
import { SOURCES } from './sources';

const spec = <T>(value: T): Fact<T> => ({ value, grade: 'doc', source: SOURCES.rosSpec });

/** What an `ALIYUN::ApiGateway::Api` may say, in the service's own vocabulary. */
export const API = {
  stages: spec(['TEST', 'PRE', 'RELEASE'] as const),
  methods: spec([
    'GET',
    'POST',
    'PUT',
    'PATCH',
    'DELETE',
    'HEAD',
    'OPTIONS',
    'TRACE',
    'CONNECT',
    'ANY',
  ] as const),
  requestProtocols: spec(['HTTP', 'HTTPS', 'HTTP,HTTPS'] as const),
  /** What ROS takes where a template names none. */
  defaultRequestProtocol: spec('HTTP' as const),
  requestModes: spec(['MAPPING', 'PASSTHROUGH'] as const),
  /** What ROS takes where a template names none. */
  defaultRequestMode: spec('MAPPING' as const),
  /** What ROS takes where a template names none. */
  defaultServiceProtocol: spec('HTTP' as const),
  /** What ROS takes where a template names none. */
  defaultServiceMethod: spec('GET' as const),
  /** Of constant and system parameters: what ROS takes where a template names none. */
  defaultParameterLocation: spec('HEAD' as const),
  bodyFormats: spec(['FORM', 'STREAM'] as const),
  authTypes: spec(['APP', 'ANONYMOUS', 'APPOPENID'] as const),
  visibilities: spec(['PUBLIC', 'PRIVATE'] as const),
  resultTypes: spec(['JSON', 'TEXT', 'BINARY', 'XML', 'HTML', 'PASSTHROUGH'] as const),
  parameterLocations: spec(['BODY', 'HEAD', 'QUERY', 'PATH'] as const),
  requestParameterTypes: spec(['String', 'Int', 'Long', 'Float', 'Double', 'Boolean'] as const),
  serviceParameterTypes: spec(['STRING', 'NUMBER', 'BOOLEAN'] as const),
  systemParameters: spec([
    'CaClientIp',
    'CaDomain',
    'CaRequestHandleTime',
    'CaAppId',
    'CaRequestId',
    'CaHttpSchema',
    'CaProxy',
  ] as const),
  /** Methods for which a MAPPING API must name its `BodyFormat`. */
  methodsWithBody: spec(['POST', 'PUT', 'PATCH'] as const),
  /** Methods whose requests may have a body: these, and two that need not name a `BodyFormat`. */
  methodsThatMayHaveBody: {
    value: ['POST', 'PUT', 'PATCH', 'DELETE', 'ANY'] as readonly string[],
    grade: 'doc',
    source: 'https://www.rfc-editor.org/rfc/rfc9110#section-9.3',
    note: 'HTTP gives the body of a GET, HEAD, OPTIONS, TRACE or CONNECT no meaning',
  } satisfies Fact<readonly string[]>,
  /** Methods by which an HTTP function is called. */
  functionMethods: spec(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'ANY'] as const),
} as const;

/** A stage an API is published to. */
export type StageName = (typeof API.stages.value)[number];

/** The method of a route; `ANY` matches every method. */
export type Method = (typeof API.methods.value)[number];

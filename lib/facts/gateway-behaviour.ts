import type { Fact } from './fact';
import { SOURCES } from './sources';

const inferred = <T>(value: T, note: string): Fact<T> => ({
  value,
  grade: 'inferred',
  source: 'no vendor page answers it',
  note,
});

/** What the gateway does with a request, beyond what templates say. */
export const GATEWAY = {
  stageHeader: { value: 'X-Ca-Stage', grade: 'doc', source: SOURCES.cors },
  defaultStage: { value: 'RELEASE', grade: 'doc', source: SOURCES.cors },
  requestIdHeader: { value: 'X-Ca-Request-Id', grade: 'doc', source: SOURCES.errorMessage },
  errorCodeHeader: { value: 'X-Ca-Error-Code', grade: 'doc', source: SOURCES.errorMessage },
  errorMessageHeader: { value: 'X-Ca-Error-Message', grade: 'doc', source: SOURCES.errorMessage },
  proxyMark: {
    value: 'AliCloudApiGateway',
    grade: 'recall',
    source: 'https://www.alibabacloud.com/help/doc-detail/43994.html',
    note: 'the value of the system parameter CaProxy',
  },
  precedence: inferred(
    ['literal', 'literal with parameters', 'parameter', '*'] as const,
    'which of two paths that catch a request wins: segment by segment, the more exact one; then a method before ANY',
  ),
  stepOrder: inferred(
    ['parameters', 'ipControl', 'jwtAuth', 'accessControl', 'trafficControl', 'cors'] as const,
    'accessControl reads claims, so it comes after jwtAuth; a preflight request that an OPTIONS or ANY route takes comes to its cors plug-in after its jwtAuth plug-in',
  ),
  preflightWithoutRoute: inferred(
    true,
    'a preflight request that no OPTIONS or ANY route takes is answered by the cors plug-in of the route it asks for',
  ),
  claimText: inferred(
    'a list or an object as JSON; in a header, the percent sign, spaces at the ends, control characters and what is not ASCII are percent-encoded; half a character and a whole number past 2^53 go nowhere',
    'the service documents claims that are strings only; two claims must not look the same to a backend',
  ),
  stageVariable: {
    value: /^[\p{L}_][\p{L}\p{N}_.-]*$/u,
    grade: 'recall',
    source: SOURCES.stages,
    note: 'how a variable of a stage may be called, which the address, the path, the VPC or the function of a backend reads as #name#; today the page speaks of shared backends instead',
  },
  stageVariableCase: {
    value: 'case-sensitive',
    grade: 'doc',
    source: SOURCES.sdk,
    note: 'the name of a variable in CreateApiStageVariable',
  },
  stageVariableUndefined: inferred(
    'no backend',
    'what becomes of #name# where the stage has no such variable; an address with a number sign in it leads nowhere: what follows is a fragment, which is never sent (RFC 3986, section 3.5)',
  ),
  stageVariablesTwice: inferred(
    'unknown',
    'whether a second StageConfig of one group and stage adds to the variables of the first, or takes their place',
  ),
  trafficWindow: inferred('fixed', 'a unit begins when the clock begins it: at :00 for MINUTE'),
  formsRead: inferred(
    'application/x-www-form-urlencoded in UTF-8, under one Content-Type and not packed',
    'which bodies the service reads as a form; where a claim goes into the form, any other body is refused',
  ),
  secondToken: inferred(
    'I400HD',
    'a request with a second value, or another spelling, of the name that holds the token: the service is documented to take the first value of a query parameter, and a backend may take the other',
  ),
  mappedHeaders: inferred(
    ['content-type'] as const,
    'what a MAPPING API hands on of headers that it does not declare; the body needs its type',
  ),
} as const satisfies Record<string, Fact<unknown>>;

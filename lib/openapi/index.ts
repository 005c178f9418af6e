/**
 * Floor 2: OpenAPI documents: read into operations in the gateway's words, compared with a gateway, and written from
 * one. Knows no ROS CDK and fetches nothing.
 */

export { type ComparisonRule, comparisonRules } from './comparing/comparison-rules';
export type { Access, GivenLock, LockOf } from './decide-access';
export { OpenApiDocument, type OpenApiVersion } from './document';
export type { ApiOperation, ApiSettings, OperationParameter, SecurityScheme } from './operation';
export { type ApiPlan, type PlannedApi, type PlanOptions, planApis } from './plan-apis';
export { readOperations } from './read-operations';
export { importLocks, writeCode } from './write-code';
export { type DocumentOptions, type WrittenDocument, writeDocument } from './write-document';

import type { GatewayRoute, RouteStage } from '../../model';
import type { Route } from '../../route';
import { isUnknown, type Maybe, type Origin } from '../../template';
import type { ApiOperation } from '../operation';

/** What a comparison says of one subject: it has the defect, or the template does not tell. */
export interface Difference {
  readonly kind: DifferenceKind;
  readonly verdict: 'fail' | 'unknown';
  readonly subject: string;
  readonly message: string;
  readonly origin: Origin;
  readonly logicalId: string;
  readonly stack: string;
  readonly route?: string;
  readonly stage?: string;
}

/** What a document and a gateway can differ in. */
export type DifferenceKind =
  | 'openapi-security-weaker'
  | 'openapi-security-different'
  | 'openapi-security-stronger'
  | 'openapi-scope-not-demanded'
  | 'openapi-operation-missing'
  | 'openapi-operation-undocumented'
  | 'openapi-parameter-looser'
  | 'openapi-parameter-tighter'
  | 'openapi-parameter-dropped'
  | 'openapi-parameter-undocumented'
  | 'openapi-not-kept';

/** What is said of a subject, before it is known which. */
export type Statement = Pick<Difference, 'kind' | 'verdict' | 'message'> & {
  /** The parameter it is about. */
  readonly parameter?: string;
};

/** A route of the gateway with its whole path, in one stage. */
export interface PublishedRoute {
  readonly api: GatewayRoute;
  readonly stage: RouteStage;
  /** With the base path of its group. */
  readonly route: Route;
}

/** An operation with its whole path. */
export interface PlacedOperation {
  readonly operation: ApiOperation;
  readonly route: Route;
}

export function fails(kind: DifferenceKind, message: string, parameter?: string): Statement {
  return { kind, verdict: 'fail', message, ...(parameter === undefined ? {} : { parameter }) };
}

export function open(kind: DifferenceKind, message: string, parameter?: string): Statement {
  return { kind, verdict: 'unknown', message, ...(parameter === undefined ? {} : { parameter }) };
}

/** A statement about a route of the gateway. */
export function ofRoute(
  { api, route, stage }: PublishedRoute,
  { parameter, ...statement }: Statement,
): Difference {
  const name = `${route.method} ${route.path}`;
  const words = wordsOf(stage.stage);
  return {
    ...statement,
    subject: `${name} ${words}${parameter === undefined ? '' : `, parameter ${parameter}`}`,
    origin: api.origin,
    logicalId: api.id,
    stack: api.stack,
    route: name,
    stage: words,
  };
}

/** A statement about an operation of the document. */
export function ofOperation({ operation, route }: PlacedOperation, statement: Statement): Difference {
  const { parameter, ...others } = statement;
  const name = `${route.method} ${route.path}`;
  const subject = parameter === undefined ? name : `${name}, ${parameter}`;
  return { ...others, subject, origin: operation.origin, logicalId: '', stack: '', route: name };
}

/** A value, or the expression that stands in its place: `<Ref Stage>`. */
export function wordsOf(value: Maybe<string>): string {
  return isUnknown(value) ? `<${value.expression}>` : value;
}

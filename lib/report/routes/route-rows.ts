import { API } from '../../facts';
import {
  fullPathOf,
  type GatewayModel,
  type GatewayRoute,
  type Protection,
  protectionWord,
  type RouteStage,
} from '../../model';
import { compareRoutes } from '../../route';
import { isUnknown, type Maybe, textOrExpression } from '../../template';

/** One line of the table: a route in one stage, or a route that is not published. */
export interface RouteRow {
  readonly route: GatewayRoute;
  readonly stage: RouteStage | undefined;
}

/** By path and method, or the routes first that let the most callers in. */
export type RouteOrder = 'route' | 'weakest';

/** The rows of a model. The order does not depend on that of the template. */
export function routeRows({ routes }: GatewayModel, order: RouteOrder): readonly RouteRow[] {
  const rows = routes.flatMap((route) => rowsOf(route));
  const weight = (row: RouteRow) => (order === 'weakest' ? weakness(row) : 0);
  return rows.sort((a, b) => weight(a) - weight(b) || compareRows(a, b));
}

function rowsOf(route: GatewayRoute): RouteRow[] {
  return route.stages.length === 0
    ? [{ route, stage: undefined }]
    : route.stages.map((stage) => ({ route, stage }));
}

/** `public`, `jwt`, `jwt+app`, `unknown`, `not published`. */
export function protectionOf({ stage }: RouteRow): string {
  return stage === undefined ? 'not published' : protectionWord(stage.protection);
}

/** A value or, in its place, the expression. */
export function textOf(value: Maybe<string> | undefined): string {
  return value === undefined ? '' : textOrExpression(value);
}

/** The path that callers use: the base path of the group, then that of the route. */
export const pathOf: (route: GatewayRoute) => string = fullPathOf;

/** The name of a row's group, or of the expression that stands for it. */
export function groupOf({ route: { group } }: RouteRow): string {
  return isUnknown(group) ? group.expression : textOf(group.name ?? group.id);
}

/** The smaller, the more callers get through. */
function weakness({ stage }: RouteRow): number {
  if (stage === undefined) return 9;
  return protectionWeakness(stage.protection);
}

function protectionWeakness(protection: Protection): number {
  if (protection.kind === 'unknown') return 3;
  if (protection.kind === 'public') {
    if (protection.optionalToken !== undefined) return 1;
    return protection.reason === undefined ? 0 : 2;
  }
  const [first, second] = protection.locks;
  if (second !== undefined) return 8;
  if (first.kind !== 'jwt') return 4;
  if (first.ignoresExpiry) return 5;
  const isChecked = [first.issuer, first.audience].some(
    (rule) => rule !== undefined && rule.kind !== 'unknown',
  );
  return isChecked ? 7 : 6;
}

/** By path, method, stage, group and where they stand. */
export function compareRows(a: RouteRow, b: RouteRow): number {
  return (
    compareRoute(a.route, b.route) ||
    compareStages(a.stage?.stage, b.stage?.stage) ||
    compareTexts(groupOf(a), groupOf(b)) ||
    compareTexts(a.route.stack, b.route.stack) ||
    compareTexts(a.route.id, b.route.id)
  );
}

/** Routes that could not be read stand last. */
function compareRoute(a: GatewayRoute, b: GatewayRoute): number {
  const paths = compareTexts(pathOf(a), pathOf(b));
  if (a.route !== undefined && b.route !== undefined) return paths || compareRoutes(a.route, b.route);
  if (a.route !== undefined || b.route !== undefined) return a.route === undefined ? 1 : -1;
  return paths || compareTexts(textOf(a.method), textOf(b.method));
}

function compareStages(a: Maybe<string> | undefined, b: Maybe<string> | undefined): number {
  const known: readonly string[] = API.stages.value;
  return known.indexOf(textOf(a)) - known.indexOf(textOf(b)) || compareTexts(textOf(a), textOf(b));
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

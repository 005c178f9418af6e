import {
  type GatewayModel,
  type GatewayRoute,
  partsFromParameters,
  protectionWord,
  type RouteStage,
  redactorOf,
} from '../../model';
import { isUnknown, type Maybe, type Origin, type TemplateProblem } from '../../template';
import { visibleJson } from '../../text';
import { plainText } from '../formats/phrase';
import { areBackendsShown, backendOf } from './backend-words';
import { parameterDocument } from './parameter-words';
import { groupOf, protectionOf, type RouteRow } from './route-rows';
import { countProtections } from './route-summary';
import { whoMayCall } from './who-may-call';

/** The table for programs, as `schemas/routes.schema.json` describes it. */
export function renderJson(model: GatewayModel, rows: readonly RouteRow[]): string {
  return `${visibleJson(routesDocument(model, rows), 2, redactorOf(model))}\n`;
}

/** The same as data: a row of the document for each row. */
export function routesDocument(model: GatewayModel, rows: readonly RouteRow[]) {
  const parameters = parameterDocument(model);
  const withBackends = areBackendsShown(rows);
  return {
    version: 1,
    summary: {
      routes: model.routes.length,
      published: rows.filter(({ stage }) => stage !== undefined).length,
      protections: Object.fromEntries(countProtections(rows)),
    },
    routes: rows.map((row) => rowOf(row, withBackends)),
    ...(parameters.length === 0 ? {} : { parameters }),
    problems: model.problems.map(problemOf),
  };
}

function rowOf(row: RouteRow, withBackends: boolean) {
  const { route, stage } = row;
  const fromParameters = partsFromParameters(route, stage);
  return {
    method: jsonOf(route.method),
    basePath: basePathOf(route),
    path: jsonOf(route.path),
    stage: stage === undefined ? null : jsonOf(stage.stage),
    group: groupOf(row),
    protection: protectionOf(row),
    whoMayCall: plainText(whoMayCall(row)),
    ...detailsOf(stage),
    ...(withBackends ? backendIn(row) : {}),
    existsIf: [...new Set([...route.existsIf, ...(stage?.existsIf ?? [])])],
    ...noteOf(route, stage),
    ...recordedOf(row),
    ...(Object.keys(fromParameters).length === 0 ? {} : { fromParameters }),
    internet: internetOf(route),
    api: route.id,
    stack: route.stack,
    place: placeOf(route.origin),
  };
}

function backendIn(row: RouteRow) {
  const backend = backendOf(row);
  return backend === undefined ? {} : { backend: jsonOf(backend) };
}

function basePathOf({ group }: GatewayRoute) {
  return isUnknown(group) ? jsonOf(group) : jsonOf(group.basePath ?? '/');
}

function detailsOf(stage: RouteStage | undefined) {
  if (stage === undefined) return {};
  const { protection } = stage;
  if (protection.kind === 'unknown') return { why: protection.why };
  const { addresses, kind, optionalToken } = protection;
  return {
    ...(kind === 'public' && protection.reason !== undefined ? { reason: protection.reason } : {}),
    ...(kind === 'locked' ? { locks: protection.locks } : {}),
    ...(kind === 'locked' && protection.perhaps.length > 0 ? { perhaps: protection.perhaps } : {}),
    ...(addresses === undefined ? {} : { addresses }),
    ...(optionalToken === undefined ? {} : { optionalToken }),
  };
}

/** Set for what a template only tells of: a route that exists without it, or what plug-ins were when they were recorded. */
function recordedOf({ route, stage }: RouteRow) {
  const { recordedOn = null, toldBy } = route.resource.stack;
  if (toldBy !== undefined) return { asRecorded: { on: recordedOn } };
  if (stage?.asRecorded === undefined) return {};
  const { on = null, protection } = stage.asRecorded;
  return { asRecorded: { on, protection: protectionWord(protection) } };
}

function noteOf(route: GatewayRoute, stage: RouteStage | undefined) {
  const note = route.problem ?? stage?.maybe;
  return note === undefined ? {} : { note };
}

/** `true` where the API is open to the internet as far as the API decides. */
function internetOf({ disableInternet }: GatewayRoute) {
  if (isUnknown(disableInternet)) return jsonOf(disableInternet);
  return disableInternet !== true;
}

/** A value or, in its place, the expression that stands there. */
export function jsonOf<T>(value: Maybe<T>) {
  return isUnknown(value) ? { unknown: value.expression } : value;
}

function placeOf({ column, file, line, path }: Origin) {
  return { file, line, column, path };
}

function problemOf({ message, origin }: TemplateProblem) {
  return { message, place: placeOf(origin) };
}

import type { ProbedRoute, ProbeReport, Trial } from '../../probe';
import { type Redactor, visibleJson } from '../../text';
import { groupOf, pathOf, protectionOf, textOf } from '../routes/route-rows';
import { countVerdicts, sortedRoutes } from './verification-rows';

/** The outcome for programs, as `schemas/verification.schema.json` describes it. */
export function renderVerificationJson(report: ProbeReport, hide: Redactor): string {
  return `${visibleJson(verificationDocument(report), 2, hide)}\n`;
}

/** The same as data. */
export function verificationDocument(report: ProbeReport) {
  const { base, requests, routes } = report;
  return {
    version: 1,
    url: base.origin + base.pathname,
    summary: { routes: routes.length, ...countVerdicts(report), requests },
    routes: sortedRoutes(report).map(routeOf),
  };
}

function routeOf(row: ProbedRoute) {
  const { note, route, stage, trials, verdict } = row;
  const { file, line, column, path } = route.origin.toJSON();
  return {
    method: textOf(route.method),
    path: pathOf(route),
    stage: stage === undefined ? null : textOf(stage.stage),
    group: groupOf({ route, stage }),
    protection: protectionOf({ route, stage }),
    verdict,
    ...(note === undefined ? {} : { note }),
    trials: trials.map(trialOf),
    api: route.id,
    stack: route.stack,
    place: { file, line, column, path },
  };
}

function trialOf({ kind, must, outcome, request, variant, verdict, why }: Trial) {
  return {
    kind,
    ...(variant === undefined ? {} : { variant }),
    must,
    verdict,
    ...(outcome === undefined ? {} : { outcome: outcome.kind }),
    ...(outcome?.status === undefined ? {} : { status: outcome.status }),
    ...(outcome?.kind === 'refused' && outcome.code !== undefined ? { code: outcome.code } : {}),
    ...(why === undefined ? {} : { why }),
    ...(request === undefined ? {} : { request }),
  };
}
